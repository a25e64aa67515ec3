"""Mail by typing: each line is a person at their desk, reading, writing or answering. For the tenant as a process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.demo.tenant.letters import Mail
from bot.demo.tenant.tenant import Tenant

HELP = (
    "people                          who can be sat as\n"
    "inbox WHO                       the mails of a person, newest first\n"
    "read WHO NUMBER                 one of them\n"
    "write WHO ADDRESS WORDS...      a new mail\n"
    "reply WHO NUMBER WORDS...       an answer to one of them"
)


class Refused(Exception):
    """A line that cannot be followed; one sentence."""


def followed(tenant: Tenant, lines: Iterable[str]) -> Iterator[str]:
    """What there is to say to each typed line."""
    for line in lines:
        if line.strip():
            try:
                yield _follow(tenant, *line.strip().split(maxsplit=3))
            except (Refused, KeyError, TypeError, ValueError) as wrong:
                yield str(wrong) if isinstance(wrong, Refused) else f"That is not understood.\n{HELP}"


def _follow(tenant: Tenant, verb: str, who: str = "", what: str = "", words: str = "") -> str:
    if verb == "people":
        return "\n".join(
            f"{one.id:12} {one.name}, {one.job or one.address}"
            for one in (*tenant.trust.people, *tenant.trust.outside)
        )
    if verb == "inbox":
        return "\n".join(_line(n, mail) for n, mail in enumerate(_mails(tenant, who), 1)) or "No mail."
    if verb == "read":
        mail = _mail(tenant, who, what)
        tenant.read(who, mail.id)
        return f"From {mail.from_.name or mail.from_.address}: {mail.subject}\n\n{mail.text.strip()}\n"
    if verb == "write" and words:
        subject = " ".join(words.split()[:6])
        return f"Sent: {tenant.send_as(who, what, subject, words).subject}"
    if verb == "reply" and words:
        return f"Sent: {tenant.reply_as(who, _mail(tenant, who, what), words).subject}"
    raise KeyError(verb)


def _mails(tenant: Tenant, who: str) -> list[Mail]:
    try:
        return sorted(tenant.inbox(who), key=lambda mail: mail.received, reverse=True)
    except KeyError:
        raise Refused(f"There is nobody called {who}; type: people") from None


def _mail(tenant: Tenant, who: str, number: str) -> Mail:
    mails = _mails(tenant, who)
    if not number.isdigit() or not 1 <= int(number) <= len(mails):
        raise Refused(f"{who} has {len(mails)} mails; type: inbox {who}")
    return mails[int(number) - 1]


def _line(number: int, mail: Mail) -> str:
    return (
        f"{number:3} {' ' if mail.is_read else '*'} {mail.from_.name or mail.from_.address}: {mail.subject}"
    )
