"""The frames of `nearmiss board` as rich tables. Looks nothing up, knows no store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.cli.printing import plain

_AROUND = 8  # lines of a frame that are not cases
_COLUMNS = ("case", "severity", "state", "school", "next step", "time left", "72 hours")
_NARROW = 90  # under so many columns the school is left out
_SOON = timedelta(hours=4)
_WORDS = {
    "queued": "waiting", "drafted": "being sent", "sending": "being sent", "failed": "failed", "blocked": "blocked",
    "in_doubt": "in doubt", "held": "held", "quarantined": "in quarantine", "waiting": "to be tried again",
}  # fmt: skip
_ALARMING = frozenset({"failed", "blocked", "in_doubt", "quarantined"})
_SEVERITIES = {"critical": "bold red", "major": "red", "moderate": "yellow", "minor": "green"}


def drawn(frames: Sequence[Mapping[str, Any]], height: int | None, *, width: int = 120) -> RenderableType:
    """All trusts' frames, one under the other; `height` is the terminal's in lines, None for no limit."""
    room = None if height is None else max(1, height // len(frames) - _AROUND) if frames else None
    return Group(*(part for frame in frames for part in _parts(frame, room, width)))


def _parts(frame: Mapping[str, Any], room: int | None, width: int) -> list[RenderableType]:
    moment = datetime.fromisoformat(frame["at"])
    if frame["remark"]:
        return [_head(frame, moment), Text(), Text(plain(frame["remark"]), style="yellow"), Text()]
    cases = frame["cases"]
    shown = cases if room is None else cases[:room]
    parts: list[RenderableType] = [_head(frame, moment), Text()]
    if shown:
        parts.append(_table(shown, moment, width))
    else:
        parts.append(Text("No case is open.", style="green"))
    if len(shown) < len(cases):
        parts.append(Text(f"and {len(cases) - len(shown)} more: nearmiss cases --open", style="dim"))
    return [*parts, Text(), *_queues(frame["queues"]), Text()]


def _head(frame: Mapping[str, Any], moment: datetime) -> Text:
    head = Text.assemble((plain(str(frame["trust"])), "bold"), f"  {moment.astimezone():%a %d %b %H:%M:%S}  ")
    head.append("" if frame["cases"] is None else f"{len(frame['cases'])} open")
    if frame["polled_at"] is None:
        return head.append("  no good poll yet", style="red")
    age = moment - datetime.fromisoformat(frame["polled_at"])
    return head.append(
        f"  last good poll {length(age)} ago", style="red" if age > timedelta(minutes=2) else "dim"
    )


def _table(cases: Sequence[Mapping[str, Any]], moment: datetime, width: int) -> Table:
    columns = [name for name in _COLUMNS if width >= _NARROW or name != "school"]
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        table.add_column(name, no_wrap=name == "case")
    for case in cases:
        cells = _cells(case, moment)
        table.add_row(*(cells[name] for name in columns))
    return table


def _cells(case: Mapping[str, Any], moment: datetime) -> dict[str, Text]:
    severity = case["severity"] or "not classified"
    step = (case["next_step"] or "nothing").replace("_", " ")
    return {
        "case": Text(case["reference"] + (" (anonymous)" if case["anonymous"] else "")),
        "severity": Text(
            severity + (" (provisional)" if case["provisional"] else ""), style=_SEVERITIES.get(severity, "")
        ),
        "state": Text(case["state"]), "school": Text(plain(case["school"] or "not known")),
        "next step": Text(step + (f" (+{case['overdue'] - 1} overdue)" if case["overdue"] > 1 else "")),
        "time left": _left(case["next_due_at"], moment), "72 hours": _left(case["legal_due_at"], moment),
    }  # fmt: skip


def _left(due: str | None, moment: datetime) -> Text:
    """Until then in words: red when it is over, yellow when it comes soon."""
    if due is None:
        return Text("-", style="dim")
    left = datetime.fromisoformat(due) - moment
    if left < timedelta():
        return Text(f"{length(-left)} over", style="bold red")
    return Text(length(left), style="yellow" if left < _SOON else "")


def length(span: timedelta) -> str:
    """A span as people say it: "3 d 4 h", "57 min", "12 s"."""
    seconds = int(max(span, timedelta()).total_seconds())
    for size, name, under, below in ((86_400, "d", 3600, "h"), (3600, "h", 60, "min")):
        if seconds >= size:
            rest = seconds % size // under
            return f"{seconds // size} {name}" + (f" {rest} {below}" if rest else "")
    return f"{seconds // 60} min" if seconds >= 60 else f"{seconds} s"


def _queues(queues: Mapping[str, Mapping[str, int]]) -> list[Text]:
    """A line each for our mails and for theirs."""
    named = (
        ("Our mails", queues["outbox"], "all sent"),
        ("Their mails", queues["mails"], "nothing waits for a person"),
    )
    return [_queue(title, counts, empty) for title, counts, empty in named]


def _queue(title: str, counts: Mapping[str, int], empty: str) -> Text:
    line = Text(f"{title}: ", style="bold")
    if not any(counts.values()):
        return line.append(empty, style="not bold green")
    for place, (status, number) in enumerate(sorted(counts.items())):
        style = "not bold red" if status in _ALARMING else "not bold"
        line.append(f"{', ' if place else ''}{number} {_WORDS.get(status, status)}", style=style)
    return line
