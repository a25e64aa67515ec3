"""How some word must begin wherever a pattern matches, worked out from the pattern itself.

"\\b(?:confidential|privileged)\\b" needs a word in "conf" or "priv". A word here is a run of the letters a to z, so
that it begins wherever no such letter stands before. What is not sure is left out, never guessed.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from typing import Any

# Python's own parser of patterns, which has no public name; an operation unknown here counts as "not sure".
try:
    _PARSER: Any = importlib.import_module("re._parser")
except ImportError:  # a Python that keeps it elsewhere: then nothing is sure, and every pattern is tried
    _PARSER = None

HEAD = 4  # letters of a word that are looked at
SIGNS = "@?:/("  # that are rare enough to be looked for
DIGIT, FOREIGN = "0", "\x80"  # heads of every text with a digit, and with a sign outside of ASCII
_MOST = 80  # heads in one gate: with more of them it stands open as often as not
_COMMON = frozenset(["this", "that", "your", "have", "been", "from", "with", "will", "they", "what", "when"])

Heads = frozenset[str]  # of which one is there wherever a pattern matches; none: not sure
# Signs that equal a letter of ASCII where case is not minded: of a text with one of them nothing is sure.
ODD = re.compile("[\u017f\u0131\u0130\u212a]")
_Items = list[tuple[str, Any]]
_UNSURE: Heads = frozenset()
_LOOKS = ("ASSERT", "ASSERT_NOT")
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_NO_LETTERS = ("CATEGORY_SPACE", "CATEGORY_NOT_WORD", "CATEGORY_DIGIT")
_ENDS = ("AT_BOUNDARY", "AT_END", "AT_END_STRING")
_STARTS = ("AT_BOUNDARY", "AT_BEGINNING", "AT_BEGINNING_STRING")  # a letter behind one begins a word


def gates(pattern: re.Pattern[str]) -> list[list[Heads]]:
    """For each alternative of a pattern the gates that its matches open, the rarest first; [] for none sure."""
    if _PARSER is None:
        return [[]]
    items = _flat(_PARSER.parse(pattern.pattern, pattern.flags & ~re.UNICODE))
    return [_rarest(one) for one in _alternatives(items)]


def _rarest(items: _Items) -> list[Heads]:
    found = {gate for gate in _scan(items, [], False) if len(gate) <= _MOST}
    kept: list[Heads] = []
    for gate in sorted(found, key=lambda gate: (_rate(gate), sorted(gate))):
        if not any(other <= gate for other in kept):  # else it is open wherever the other is
            kept.append(gate)
    return kept


def _alternatives(items: _Items) -> list[_Items]:
    """A sequence for each alternative, where alternatives are what it begins with."""
    at = next((at for at, (name, _) in enumerate(items) if name not in ("AT", *_LOOKS)), len(items))
    if at == len(items) or items[at][0] != "BRANCH":
        return [items]
    return [[*items[:at], *one, *items[at + 1 :]] for one in items[at][1]]


def _rate(gate: Heads) -> int:
    """How often a gate stands open, roughly."""
    return sum(20 if head in _COMMON or (len(head) < HEAD and head.isalpha()) else 1 for head in gate)


def _flat(parsed: Iterable[tuple[Any, Any]]) -> _Items:
    """A sequence with its plain groups dissolved; what stands inside of alternatives and repeats as well."""
    items: _Items = []
    for operation, value in parsed:
        name = str(operation)
        if name == "SUBPATTERN":
            items += _flat(value[3])
        elif name == "ATOMIC_GROUP":
            items += _flat(value)
        elif name == "BRANCH":
            items.append((name, [_flat(one) for one in value[1]]))
        elif name in _REPEATS:
            items.append(("REPEAT", (value[0], int(value[1]), _flat(value[2]))))
        elif name == "IN":
            items.append((name, [(str(kind), found) for kind, found in value]))
        else:
            items.append((name, value))
    return items


def _scan(items: _Items, tail: _Items, fresh: bool) -> list[Heads]:
    """The gates of a sequence that `tail` follows; `fresh`: a letter at its start begins a word."""
    found: list[Heads] = []
    for at, item in enumerate(items):
        name, value = item
        if name == "LITERAL" and not fresh and chr(value).isalpha() and value < 128:
            continue  # within a word
        rest = [*items[at + 1 :], *tail]
        found += [_heads([item, *rest]) if fresh else _UNSURE, _sign(item)]
        if name == "BRANCH":
            found.append(_all(min(_scan(one, rest, fresh), key=_rate, default=_UNSURE) for one in value))
        elif name == "REPEAT" and value[0]:
            found += _scan(value[2], [_again(value), *rest], fresh)
        fresh = _fresh_after(item, fresh)
    return [gate for gate in found if gate]


def _heads(items: _Items, begun: str = "") -> Heads:
    """How a word can begin that begins with `begun` and goes on with `items`."""
    if len(begun) == HEAD:
        return frozenset((begun,))
    if not items:
        return _UNSURE
    (name, value), rest = items[0], items[1:]
    if name in ("LITERAL", "IN"):
        return _of_signs(name, value, rest, begun)
    if begun and _ends_word(items[0]):
        return frozenset((begun,))
    if name in _LOOKS or (name == "AT" and not begun and str(value) in _STARTS):
        return _heads(rest, begun)
    if name == "BRANCH":
        return _all(_heads([*one, *rest], begun) for one in value)
    return _of_repeat(value, rest, begun) if name == "REPEAT" else _UNSURE


def _of_repeat(value: tuple[int, int, _Items], rest: _Items, begun: str) -> Heads:
    """As `_heads`, of a sequence that begins with a repeat; behind white space nothing is known of a word."""
    least, most, body = value
    if not most:
        return _heads(rest, begun)
    if not begun and all(map(_no_letter, body)):
        return _UNSURE
    once = _heads([*body, _again(value), *rest], begun)
    return once if least else _all((once, _heads(rest, begun)))


def _of_signs(name: str, value: Any, rest: _Items, begun: str) -> Heads:
    """As `_heads`, of a sequence that begins with a sign or one of several."""
    if name == "LITERAL":
        return _with_sign(chr(value), rest, begun)
    if all(kind == "LITERAL" for kind, _ in value):
        return _all(_with_sign(chr(code), rest, begun) for _, code in value)
    return _heads_beside((name, value), begun)


def _with_sign(sign: str, rest: _Items, begun: str) -> Heads:
    if sign.isascii() and sign.isalpha():
        return _heads(rest, begun + sign.lower())
    return _heads_beside(("LITERAL", ord(sign)), begun)


def _heads_beside(item: tuple[str, Any], begun: str) -> Heads:
    """An item that is no letter ends the word; where none has begun, it may be looked for itself."""
    if not begun:
        return _sign(item)
    return frozenset((begun,)) if _no_letter(item) else _UNSURE


def _sign(item: tuple[str, Any]) -> Heads:
    """The head of a digit or of a rare sign that the item is."""
    name, value = item
    if name == "IN" and all(map(_is_digit, value)):
        return frozenset((DIGIT,))
    if name != "LITERAL" or ODD.match(chr(value)):
        return _UNSURE
    if _is_digit(item):
        return frozenset((DIGIT,))
    return (
        frozenset((FOREIGN if value > 127 else chr(value),))
        if value > 127 or chr(value) in SIGNS
        else _UNSURE
    )


def _is_digit(item: tuple[Any, Any]) -> bool:
    name, value = str(item[0]), item[1]
    if name == "RANGE":
        return bool(48 <= value[0] <= value[1] <= 57)
    return str(value) == "CATEGORY_DIGIT" or (name == "LITERAL" and 48 <= value <= 57)


def _all(parts: Iterable[Heads]) -> Heads:
    """One of any of the parts; not sure where one part is not."""
    known = list(parts)
    return frozenset().union(*known) if all(known) else _UNSURE


def _again(repeat: tuple[int, int, _Items]) -> tuple[str, Any]:
    least, most, body = repeat
    return "REPEAT", (max(0, least - 1), most - 1, body)


def _no_letter(item: tuple[Any, Any]) -> bool:
    """The item is one sign, and never a letter of ASCII."""
    name, value = str(item[0]), item[1]
    if name == "IN":
        return all(map(_no_letter, value))
    if name == "RANGE":
        return bool(value[1] < 65 or value[0] > 122)
    return str(value) in _NO_LETTERS or (
        name == "LITERAL"
        and not (chr(value).isascii() and chr(value).isalpha())
        and not ODD.match(chr(value))
    )


def _ends_word(item: tuple[str, Any]) -> bool:
    """No letter follows: a boundary, or a look ahead that refuses every letter."""
    name, value = item
    return (name == "AT" and str(value) in _ENDS) or (
        name == "ASSERT_NOT" and value[0] > 0 and _is_letters(value[1])
    )


def _is_letters(look: Any) -> bool:
    """What is looked for is one sign, and any letter is such a sign."""
    if len(look) != 1 or str(look[0][0]) != "IN":
        return False
    classes = [(str(kind), found) for kind, found in look[0][1]]
    return classes[0][0] != "NEGATE" and any(
        (kind == "RANGE" and found == (97, 122)) or str(found) in ("CATEGORY_WORD", "CATEGORY_NOT_SPACE")
        for kind, found in classes
    )


def _fresh_after(item: tuple[str, Any], fresh: bool) -> bool:
    """Whether a letter behind the item begins a word."""
    name, value = item
    if name in _LOOKS:
        return fresh or (name == "ASSERT_NOT" and value[0] < 0 and _is_letters(value[1]))
    if name == "AT":
        return str(value) in _STARTS or (fresh and str(value) != "AT_NON_BOUNDARY")
    if name == "BRANCH":
        return all(_fresh_behind(one, fresh) for one in value)
    if name == "REPEAT":
        return _fresh_behind(value[2], False) and bool(value[0] or fresh)
    return _no_letter(item)


def _fresh_behind(items: _Items, fresh: bool) -> bool:
    for item in items:
        fresh = _fresh_after(item, fresh)
    return fresh
