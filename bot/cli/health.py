"""`nearmiss health`: for a container or a watchdog; reads the heartbeat files only, so it costs next to nothing."""

from __future__ import annotations

import json
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.access import json_option, now, these_trusts, trust_option
from bot.cli.printing import iso, print_json

if TYPE_CHECKING:
    from bot.trusts import Trust

_LEAST = timedelta(minutes=2)
_POLLS = 8  # so many polls may fail (a restart of Exchange, a throttled minute) before anybody is woken


@click.command()
@json_option
@trust_option
def health(as_json: bool, trust_name: str) -> None:
    """Exit 0 while the last good poll of every trust is fresh, 1 otherwise.

    Fresh is: not older than eight polls, at least two minutes.
    """
    found = [_of(trust, now()) for trust in these_trusts(trust_name)]
    if as_json:
        print_json(found)
    else:
        for one in found:
            click.echo(_sentence(one), err=not one["fresh"])
    sys.exit(0 if all(one["fresh"] for one in found) else 1)


def _of(trust: Trust, moment: datetime) -> dict[str, Any]:
    limit = max(_LEAST, timedelta(seconds=_POLLS * trust.settings.poll_seconds))
    last = last_poll(trust.settings.data_dir)
    age = moment - last if last else None
    return {
        "trust": trust.id or trust.configuration.directory.trust.prefix, "polled_at": iso(last),
        "age_seconds": round(age.total_seconds()) if age is not None else None,
        "fresh": age is not None and -limit <= age <= limit,
    }  # fmt: skip


def last_poll(data_dir: Path) -> datetime | None:
    """The newest good poll of any worker, None where none has told; files that are not heartbeats are passed by."""
    found = []
    for file in data_dir.glob("heartbeat-*.json"):
        try:
            moment = datetime.fromisoformat(json.loads(file.read_text("utf-8"))["polled_at"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if moment.tzinfo is not None:
            found.append(moment)
    return max(found, default=None)


def _sentence(one: dict[str, Any]) -> str:
    if one["polled_at"] is None:
        return f"{one['trust']}: no good poll yet; is `nearmiss run` at work?"
    state = "fresh" if one["fresh"] else "stale"
    return f"{one['trust']}: {state}, the last good poll was {one['age_seconds']} s ago ({one['polled_at']})"
