"""docs/states.md and its picture, drawn from the table of a case's life (bot/domain/transitions.py).

Only the places of the boxes are chosen here; which arrows there are, and their words, are the table's.
"""

from __future__ import annotations

from collections import defaultdict
from html import escape

from bot.domain.transitions import TABLE
from bot.domain.words import State
from handlers.wording import STATE_WORDS

ENDS_BELOW = (State.NOT_INCIDENT, State.MERGED)
WIDTH, HEIGHT, STEP, TOP, BELOW = 130, 44, 240, 150, 400
FRAME = (90, 95)  # how far the frame around the living states reaches above and below their middle
Drawn = tuple[str, str]  # an arrow, and the words on it


def states_page() -> str:
    """The states in words, the picture, the moves."""
    rows = [f"| `{state.value}` | {STATE_WORDS[state]} | {_after(state)} |" for state in State]
    lines = [
        "# States of a case", "",
        "![The states of a case and what moves it from one to the next](pictures/states.svg)", "",
        "Events that leave the state as it is are not drawn; [events](events.md) has them all. This page and the",
        "picture are written from `bot/domain/transitions.py` (`scripts/write_docs.py`).", "",
        "| state | in words | leads to |", "|---|---|---|", *rows, "",
        "A reopened case without an Investigating Officer goes back to `triage`. Acknowledged, escalated, referred and",
        "overdue are no states but facts, read off the record and the deadlines.",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _after(state: State) -> str:
    moves = [
        f"`{to.value}` ({', '.join(kinds)})" for (start, to), kinds in arrows().items() if start is state
    ]
    return ", ".join(moves) or "nothing"


def arrows() -> dict[tuple[State, State], list[str]]:
    """From and to, with the events in words."""
    found: dict[tuple[State, State], list[str]] = defaultdict(list)
    for state, row in TABLE.items():
        for kind, after in row.items():
            if after is not state:
                found[state, after].append(kind.value.replace("_", " "))
    return dict(found)


def shared() -> dict[State, list[str]]:
    """The ends that every living state leads to by the same events: drawn once, from the frame around them all."""
    living = [state for state in State if not state.ended]
    moves = arrows()
    return {
        end: moves[living[0], end]
        for end in ENDS_BELOW
        if all(moves.get((state, end)) == moves[living[0], end] for state in living)
    }


def places() -> dict[State, tuple[int, int]]:
    """The middle of each box: the way through above, the other ends below."""
    way = [state for state in State if state not in ENDS_BELOW]
    found = {state: (110 + STEP * n, TOP) for n, state in enumerate(way)}
    return found | {
        state: (110 + STEP * (2 * n + 1) - STEP // 2, BELOW) for n, state in enumerate(ENDS_BELOW)
    }


def states_svg() -> str:
    """The picture, readable on light and dark pages alike."""
    where, once = places(), shared()
    right, bottom = max(x for x, _ in where.values()) + WIDTH // 2 + 25, BELOW + 50
    living = [where[state][0] for state in State if not state.ended]
    left, wide = min(living) - WIDTH // 2 - 20, max(living) - min(living) + WIDTH + 40
    drawn = [_from_frame(where[end], kinds) for end, kinds in once.items()]
    drawn += [_arrow(where[a], where[b], kinds) for (a, b), kinds in arrows().items() if b not in once]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {right} {bottom}" width="{right}" role="img" '
        'font-family="Segoe UI, Arial, sans-serif">',
        "<title>The states of a case</title>",
        '<defs><marker id="tip" markerWidth="9" markerHeight="9" refX="8" refY="4.5" orient="auto">'
        '<path d="M0,0 L9,4.5 L0,9 z" fill="#4b5563"/></marker></defs>',
        f'<rect width="{right}" height="{bottom}" fill="#ffffff"/>',
        f'<rect x="{left}" y="{TOP - FRAME[0]}" width="{wide}" height="{sum(FRAME)}" rx="14" fill="#f3f6f9" '
        'stroke="#9aa7b5" stroke-dasharray="5 4"/>',
        *(path for path, _ in drawn),
        *(words for _, words in drawn),  # last, so that no line crosses them
        *(_box(state, where[state]) for state in State),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _box(state: State, at: tuple[int, int]) -> str:
    x, y = at
    fill, ink = ("#e5e9ee", "#1b2430") if state.ended else ("#1c4a73", "#ffffff")
    return (
        f'<rect x="{x - WIDTH // 2}" y="{y - HEIGHT // 2}" width="{WIDTH}" height="{HEIGHT}" rx="8" fill="{fill}" '
        f'stroke="#1c4a73"/><text x="{x}" y="{y + 5}" text-anchor="middle" font-size="15" font-weight="bold" '
        f'fill="{ink}">{state.value}</text>'
    )


def _from_frame(end: tuple[int, int], kinds: list[str]) -> Drawn:
    x, y = end[0] - 30, TOP + FRAME[1]
    words = [*kinds, "(from any of these)"]
    return _drawn(f"M{x},{y} L{x},{end[1] - HEIGHT // 2}", (x - 10, (y + end[1]) // 2), words, "end")


def _arrow(start: tuple[int, int], to: tuple[int, int], kinds: list[str]) -> Drawn:
    """Straight to a neighbour, over the boxes when it skips some, under them when it goes back, or up from below."""
    (x1, y1), (x2, y2) = start, to
    if y1 != y2:
        lean = 20 if x2 > x1 else -20
        ends = (y1 - HEIGHT // 2, y2 + HEIGHT // 2)
        middle = ((x1 + x2 + lean // 2) // 2 + 8, sum(ends) // 2 + 8)
        return _drawn(f"M{x1 + lean},{ends[0]} L{x2 - lean // 2},{ends[1]}", middle, kinds, "start")
    if x2 - x1 == STEP:
        path = f"M{x1 + WIDTH // 2},{y1} L{x2 - WIDTH // 2},{y1}"
        return _drawn(path, ((x1 + x2) // 2, y1 - 7 - 14 * (len(kinds) - 1)), kinds)
    return _bow(start, to, kinds)


def _bow(start: tuple[int, int], to: tuple[int, int], kinds: list[str]) -> Drawn:
    (x1, y), (x2, _) = start, to
    over = x2 > x1
    side, far = (-1 if over else 1), abs(x2 - x1) // STEP
    edge = y + side * HEIGHT // 2
    bend = edge + side * (18 + 22 * far)
    shift = 22 if over else -10 * far
    path = f"M{x1 + shift},{edge} C{x1 + shift},{bend} {x2 - shift},{bend} {x2 - shift},{edge}"
    return _drawn(path, ((x1 + x2) // 2, (edge + 3 * bend) // 4 + (-5 if over else 15)), [" / ".join(kinds)])


def _drawn(path: str, at: tuple[int, int], words: list[str], anchor: str = "middle") -> Drawn:
    lines = [
        f'<text x="{at[0]}" y="{at[1] + 14 * n}" text-anchor="{anchor}" font-size="12" fill="#1b2430" '
        f'stroke="#f3f6f9" stroke-width="3" paint-order="stroke">{escape(one)}</text>'
        for n, one in enumerate(words)
    ]
    arrow = f'<path d="{path}" fill="none" stroke="#4b5563" stroke-width="1.4" marker-end="url(#tip)"/>'
    return arrow, "".join(lines)
