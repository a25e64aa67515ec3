"""Rows of anonymous cases: sealed parts, and the way back by receipt code or tag; unreadable by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, insert, select, update

from bot.store.store import Work
from bot.store.tables import case, outbox, sealed_part, way_back


def put(work: Work, case_id: int, name: str, sealed: bytes) -> None:
    """Write a sealed part."""
    here = (sealed_part.c.case_id == case_id, sealed_part.c.name == name)
    if not work.connection.execute(update(sealed_part).where(*here).values(sealed=sealed)).rowcount:
        work.connection.execute(insert(sealed_part).values(case_id=case_id, name=name, sealed=sealed))


def get(work: Work, case_id: int, name: str) -> bytes:
    """A sealed part, b"" where there is none."""
    found = work.connection.scalar(
        select(sealed_part.c.sealed).where(sealed_part.c.case_id == case_id, sealed_part.c.name == name)
    )
    return bytes(found) if found else b""


def forget(work: Work, case_id: int) -> None:
    """Delete the sealed parts of a case."""
    work.connection.execute(delete(sealed_part).where(sealed_part.c.case_id == case_id))


def key_names(work: Work) -> set[str]:
    """The key files that some case names."""
    rows = work.connection.scalars(select(sealed_part.c.sealed).where(sealed_part.c.name == "key"))
    return {bytes(row).decode() for row in rows}


def with_part(work: Work, name: str) -> list[int]:
    """Cases that have a part of this name."""
    return list(work.connection.scalars(select(sealed_part.c.case_id).where(sealed_part.c.name == name)))


@dataclass(frozen=True, slots=True)
class WayBack:
    """How a reporter finds back to a case: `selector` and `verifier` of the code, `tag` of the subject."""

    selector: str
    case_id: int
    tag: str
    verifier: str
    tries: int
    tries_day: str


_COLUMNS = [getattr(way_back.c, name) for name in WayBack.__dataclass_fields__]


def add_way_back(work: Work, selector: str, case_id: int, tag: str, verifier: str) -> None:
    """Keep the way back of a new case."""
    work.connection.execute(
        insert(way_back).values(
            selector=selector, case_id=case_id, tag=tag, verifier=verifier, tries=0, tries_day=""
        )
    )


def by_tag(work: Work, tag: str) -> WayBack | None:
    """By the tag of our subject."""
    row = work.connection.execute(select(*_COLUMNS).where(way_back.c.tag == tag)).first()
    return WayBack(**row._mapping) if row else None


def by_selector(work: Work, selector: str) -> WayBack | None:
    """By the first six digits of a receipt code."""
    row = work.connection.execute(select(*_COLUMNS).where(way_back.c.selector == selector)).first()
    return WayBack(**row._mapping) if row else None


def of_case(work: Work, case_id: int) -> WayBack | None:
    """The way back of a case."""
    row = work.connection.execute(select(*_COLUMNS).where(way_back.c.case_id == case_id)).first()
    return WayBack(**row._mapping) if row else None


def selectors(work: Work) -> frozenset[str]:
    """Every selector in use."""
    return frozenset(work.connection.scalars(select(way_back.c.selector)))


def count_tries(work: Work, selector: str, tries: int, day: str) -> None:
    """Keep how many wrong tries there were today."""
    work.connection.execute(
        update(way_back).where(way_back.c.selector == selector).values(tries=tries, tries_day=day)
    )


def ended_before(work: Work, age: timedelta) -> list[int]:
    """Anonymous cases that still have a key and ended longer ago than this."""
    rows = work.connection.scalars(
        select(sealed_part.c.case_id)
        .join(case, case.c.id == sealed_part.c.case_id)
        .where(sealed_part.c.name == "key", case.c.ended_at < work.now - age)
    )
    return list(rows)


def has_waiting_mail(work: Work, case_id: int) -> bool:
    """Whether a mail to the reporter still waits to be sent."""
    found = work.connection.execute(
        select(outbox.c.id)
        .where(outbox.c.case_id == case_id, outbox.c.mailbox == "anonymous", outbox.c.next_at.is_not(None))
        .limit(1)
    ).first()
    return found is not None


def mail_due(work: Work) -> bool:
    """Whether a mail to some reporter is to be sent now."""
    found = work.connection.execute(
        select(outbox.c.id).where(outbox.c.mailbox == "anonymous", outbox.c.next_at <= work.now).limit(1)
    ).first()
    return found is not None
