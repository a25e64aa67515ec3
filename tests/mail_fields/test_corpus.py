"""Each invented report is read as its expectation says."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.mail.fields import incident_type, read_fields, suggest
from bot.mail.message import Fields, ReadingContext

from .conftest import all_reports

LONDON = ZoneInfo("Europe/London")


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


def read(report: dict[str, Any]) -> Fields:
    written = local(report.get("date", "2026-11-17T15:30"))
    return read_fields(report["text"].strip(), report.get("subject", "Incident"), written, ReadingContext())


def _value(wanted: Any) -> Any:
    return {"none": None, "no": None}.get(wanted, wanted) if isinstance(wanted, str) else wanted


def differences(report: dict[str, Any], fields: Fields) -> list[str]:
    """What was read otherwise than expected, one line each."""
    return [line for key, wanted in report["expect"].items() if (line := _difference(key, wanted, fields))]


def _difference(key: str, wanted: Any, fields: Fields) -> str:
    checks = {
        "occurred_at": _moment, "aware_at": _moment, "occurred_at_day": _day, "aware_at_day": _day,
        "data": _same_set, "people": _same_set, "names": _same_set, "data_has": _has, "names_has": _has,
        "people_has": _has, "data_not": _lacks, "cues": _cues, "cues_not": _no_cues, "facts": _facts,
        "facts_in": _facts_in, "facts_not": _facts_not, "type": _type, "notify_ico": _legal, "inform_people": _legal,
        "own_act": _own_act, "recipients": _recipients,
    }  # fmt: skip
    return checks.get(key, _plain)(key, wanted, fields)


def _told(key: str, wanted: Any, got: Any) -> str:
    return f"{key}: wanted {wanted!r}, got {got!r}"


def _plain(key: str, wanted: Any, fields: Fields) -> str:
    got = getattr(fields, key)
    if wanted == "no":  # not contained: False or unknown, never True
        return _told(key, wanted, got) if got else ""
    return "" if got == _value(wanted) else _told(key, wanted, got)


def _moment(key: str, wanted: str, fields: Fields) -> str:
    got = getattr(fields, key)
    want = None if wanted == "none" else local(wanted)
    return "" if got == want else _told(key, wanted, got and got.astimezone(LONDON).isoformat())


def _day(key: str, wanted: str, fields: Fields) -> str:
    got = getattr(fields, key.removesuffix("_day"))
    day = got.astimezone(LONDON).date().isoformat() if got else None
    return "" if day == wanted else _told(key, wanted, day)


def _same_set(key: str, wanted: list[str], fields: Fields) -> str:
    got = getattr(fields, key)
    return "" if set(got) == set(wanted) else _told(key, wanted, got)


def _has(key: str, wanted: list[str], fields: Fields) -> str:
    got = getattr(fields, key.removesuffix("_has"))
    return "" if set(wanted) <= set(got) else _told(key, wanted, got)


def _lacks(key: str, wanted: list[str], fields: Fields) -> str:
    got = getattr(fields, key.removesuffix("_not"))
    return "" if not set(wanted) & set(got) else _told(key, wanted, got)


def _cues(key: str, wanted: list[str], fields: Fields) -> str:
    return "" if set(wanted) <= fields.cues else _told(key, wanted, sorted(fields.cues))


def _no_cues(key: str, wanted: list[str], fields: Fields) -> str:
    return "" if not set(wanted) & fields.cues else _told(key, wanted, sorted(fields.cues))


def _facts(key: str, wanted: dict[str, Any], fields: Fields) -> str:
    wrong = {
        name: (value, fields.facts.get(name))
        for name, value in wanted.items()
        if fields.facts.get(name) != value
    }
    return f"facts (wanted, got): {wrong}" if wrong else ""


def _facts_in(key: str, wanted: dict[str, list[Any]], fields: Fields) -> str:
    wrong = {
        name: (values, fields.facts.get(name))
        for name, values in wanted.items()
        if fields.facts.get(name) not in values
    }
    return f"facts (one of, got): {wrong}" if wrong else ""


def _facts_not(key: str, wanted: list[str], fields: Fields) -> str:
    wrong = [pair for pair in wanted if fields.facts.get(pair.split(":")[0]) == pair.split(":")[1]]
    return f"facts must not be: {wrong}" if wrong else ""


def _type(key: str, wanted: str, fields: Fields) -> str:
    got = incident_type(fields)
    return "" if got == wanted else _told(key, wanted, got)


def _legal(key: str, wanted: str, fields: Fields) -> str:
    got = getattr(suggest(fields), key)
    return "" if got == wanted else _told(key, wanted, got)


def _own_act(key: str, wanted: bool, fields: Fields) -> str:
    got = "own_act" in fields.cues
    return "" if got == wanted else _told(key, wanted, got)


def _recipients(key: str, wanted: str, fields: Fields) -> str:
    got = fields.recipients
    if wanted == "none":
        return "" if got is None else _told(key, wanted, got)
    return "" if got and wanted in got else _told(key, wanted, got)


@pytest.mark.parametrize("report", all_reports(), ids=lambda report: str(report["id"]))
def test_reading_as_expected(report: dict[str, Any]) -> None:
    assert differences(report, read(report)) == []
