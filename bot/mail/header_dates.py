"""The Date header (RFC 5322 §3.3) and Graph's times. Reads times only; dates in prose are read elsewhere."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz


def parse_header_date(value: str) -> datetime | None:
    """A Date header's moment as aware UTC; None where it is unreadable or absurd. `-0000` is taken as UTC."""
    value = value.strip()[:200]
    if not value:
        return None
    try:
        parts = parsedate_tz(value)
        if parts is None:
            return parse_iso(value)
        offset = timezone(timedelta(seconds=parts[9] or 0))
        year, month, day, hour, minute, second = parts[:6]
        moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=offset)
        return _sane(moment.astimezone(UTC))
    except (ValueError, TypeError, IndexError, OverflowError):
        return parse_iso(value)


def parse_iso(value: str) -> datetime | None:
    """An ISO 8601 time as aware UTC (no zone: UTC), None where it is none."""
    match = re.match(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?", value)
    if not match:
        return None
    try:
        zone = (match[3] or "Z").replace("Z", "+00:00")
        return _sane(datetime.fromisoformat(f"{match[1]}T{match[2]}{zone}").astimezone(UTC))
    except (ValueError, OverflowError):
        return None


def _sane(moment: datetime) -> datetime | None:
    return moment if 1970 <= moment.year <= 2200 else None
