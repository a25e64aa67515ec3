"""$filter for messages: parsed into a predicate, with the property names it uses and the equalities an index can serve.

Refuses what Graph refuses: unknown properties, properties that cannot be filtered, values of another type.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.demo.tenant import properties
from bot.demo.tenant.content import Party
from bot.demo.tenant.errors import GraphError, bad_request, unknown_property
from bot.demo.tenant.mailbox import Message

Test = Callable[[Message], bool]

_TOKEN = re.compile(
    r"\s*(?:(?P<time>\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?)|(?P<string>'(?:[^']|'')*')"
    r"|(?P<number>-?\d+(?:\.\d+)?)|(?P<word>[A-Za-z_][\w./]*)|(?P<mark>[(),:]))"
)


def _party(get: Callable[[Message], Party | None], part: str) -> Callable[[Message], Any]:
    return lambda message: getattr(get(message) or Party(""), part)


# Filterable properties: their type and how to read them.
FIELDS: dict[str, tuple[type, Callable[[Message], Any]]] = {
    "subject": (str, lambda m: m.content.subject),
    "internetMessageId": (str, lambda m: m.content.message_id),
    "conversationId": (str, lambda m: m.conversation),
    "importance": (str, lambda m: m.content.importance),
    "from/emailAddress/address": (str, _party(lambda m: m.content.from_, "address")),
    "from/emailAddress/name": (str, _party(lambda m: m.content.from_, "name")),
    "sender/emailAddress/address": (str, _party(lambda m: m.content.sender, "address")),
    "sender/emailAddress/name": (str, _party(lambda m: m.content.sender, "name")),
    "isRead": (bool, lambda m: m.is_read),
    "isDraft": (bool, lambda m: m.is_draft),
    "hasAttachments": (bool, lambda m: any(not part.inline for part in m.content.attachments)),
    "receivedDateTime": (datetime, lambda m: m.received),
    "sentDateTime": (datetime, lambda m: m.content.sent or m.created),
    "createdDateTime": (datetime, lambda m: m.created),
    "lastModifiedDateTime": (datetime, lambda m: m.modified),
    "flag/flagStatus": (str, lambda m: m.flag),
}
_CANONICAL = {name.lower(): name for name in FIELDS}
_UNFILTERABLE = {
    "internetmessageheaders",
    "body",
    "bodypreview",
    "uniquebody",
    "weblink",
    "conversationindex",
}
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda a, b: bool(a == b),
    "ne": lambda a, b: bool(a != b),
    "gt": lambda a, b: bool(a > b),
    "ge": lambda a, b: bool(a >= b),
    "lt": lambda a, b: bool(a < b),
    "le": lambda a, b: bool(a <= b),
}
_FUNCTIONS: dict[str, Callable[[str, str], bool]] = {
    "startswith": lambda a, b: a.startswith(b),
    "endswith": lambda a, b: a.endswith(b),
    "contains": lambda a, b: b in a,
}


@dataclass
class Filter:
    """A parsed filter. `names` in order of appearance; `message_id` and `prop` are equalities that must hold."""

    test: Test
    names: list[str] = field(default_factory=list)
    message_id: str = ""
    prop: tuple[str, str] | None = None
    comparisons: list[tuple[str, str]] = field(default_factory=list)


def parse(text: str) -> Filter:
    """The filter in `text`; GraphError 400 where Graph would refuse it."""
    reader = _Reader(text)
    test = reader.either()
    if reader.peek() is not None:
        raise reader.error()
    found = Filter(test, reader.names, comparisons=reader.comparisons)
    if not reader.negated:
        found.message_id, found.prop = reader.message_id, reader.prop
    return found


class _Reader:
    """Recursive descent over the tokens of one filter."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.position = 0
        self.names: list[str] = []
        self.comparisons: list[tuple[str, str]] = []
        self.message_id = ""
        self.prop: tuple[str, str] | None = None
        self.negated = False  # "or" or "not" seen: the noted equalities need not hold

    def error(self) -> GraphError:
        return bad_request(f"Invalid filter clause: syntax error in '{self.text}'.")

    def peek(self) -> str | None:
        return self.tokens[self.position][1] if self.position < len(self.tokens) else None

    def take(self, expected: str | None = None) -> tuple[str, str]:
        if self.position >= len(self.tokens) or expected not in (None, self.tokens[self.position][1]):
            raise self.error()
        self.position += 1
        return self.tokens[self.position - 1]

    def either(self) -> Test:
        left = self.both()
        while self.peek() == "or":
            self.take()
            self.negated = True
            left = _or(left, self.both())
        return left

    def both(self) -> Test:
        left = self.single()
        while self.peek() == "and":
            self.take()
            left = _and(left, self.single())
        return left

    def single(self) -> Test:
        word = self.peek()
        if word == "not":
            self.take()
            self.negated = True
            inner = self.single()
            return lambda message: not inner(message)
        if word == "(":
            self.take()
            inner = self.either()
            self.take(")")
            return inner
        if word is not None and word.lower() in _FUNCTIONS:
            return self.function(word.lower())
        if word is not None and word.lower().endswith("/any"):
            return self.lambda_()
        return self.comparison()

    def function(self, name: str) -> Test:
        self.take()
        self.take("(")
        kind, get = self.field()
        self.take(",")
        wanted = self.value(kind).casefold()
        self.take(")")
        act = _FUNCTIONS[name]
        return lambda message: act(get(message).casefold(), wanted)

    def comparison(self) -> Test:
        kind, get = self.field()
        name = self.names[-1]
        word = self.take()[1]
        if word not in _COMPARE:
            raise self.error()
        wanted = self.value(kind)
        self.comparisons.append((name, word))
        if name == "internetMessageId" and word == "eq":
            self.message_id = wanted
        act = _COMPARE[word]
        if kind is str and name != "internetMessageId":
            folded = wanted.casefold()
            return lambda message: act(get(message).casefold(), folded)
        return lambda message: act(get(message), wanted)

    def field(self) -> tuple[type, Callable[[Message], Any]]:
        kind, word = self.take()
        if kind != "word":
            raise self.error()
        name = _CANONICAL.get(word.lower())
        if name is None:
            if word.lower() in _UNFILTERABLE:
                raise bad_request(
                    f"The property '{word}' does not support filtering.", "ErrorInvalidUrlQueryFilter"
                )
            raise unknown_property(word)
        self.names.append(name)
        return FIELDS[name]

    def value(self, wanted: type) -> Any:
        kind, text = self.take()
        if wanted is str and kind == "string":
            return _unquoted(text)
        if wanted is bool and text in ("true", "false"):
            return text == "true"
        if wanted is datetime and kind == "time":
            return _time(text)
        raise bad_request(f"A binary operator with incompatible types was detected in '{self.text}'.")

    def lambda_(self) -> Test:
        owner = self.take()[1].split("/")[0]
        self.take("(")
        variable = self.take()[1]
        self.take(":")
        if owner == "categories":
            self.take(variable)
            self.take("eq")
            wanted = _unquoted(self.take()[1])
            self.take(")")
            self.names.append(owner)
            return lambda message: wanted in message.categories
        if owner != "singleValueExtendedProperties":
            raise unknown_property(owner)
        return self.property(variable)

    def property(self, variable: str) -> Test:
        """`e/id eq '...' and e/value eq '...'`: both are needed (Graph's singlevaluelegacyextendedproperty-get)."""
        self.names.append("singleValueExtendedProperties")
        self.take(f"{variable}/id")
        self.take("eq")
        name = property_id(_unquoted(self.take()[1]))
        self.take("and")
        cast = self.peek() == "cast"
        if cast:
            self.take()
            self.take("(")
        self.take(f"{variable}/value")
        if cast:
            self.take(",")
            self.take()
            self.take(")")
        operator = self.take()[1]
        value = self.take()[1]
        self.take(")")
        wanted = _unquoted(value).casefold()
        if operator not in ("eq", "ne"):
            raise self.error()
        if operator == "ne":
            return lambda message: prop(message, name).casefold() != wanted
        if name not in COMPUTED:
            self.prop = (name, wanted)
        return lambda message: prop(message, name).casefold() == wanted


def property_id(text: str) -> str:
    """The canonical id of an extended property; GraphError 400 where malformed."""
    found = properties.canonical(text)
    if found is None:
        raise bad_request(f"The id '{text}' is not a valid extended property id.", "ErrorInvalidProperty")
    return found


# Properties that follow from the mail itself, and are read as any other.
COMPUTED: dict[str, Callable[[Message], str]] = {
    properties.IN_REPLY_TO: lambda m: m.content.in_reply_to,
    properties.REFERENCES: lambda m: m.content.references,
    properties.INTERNET_MESSAGE_ID: lambda m: m.content.message_id,
    properties.MESSAGE_CLASS: lambda m: m.content.message_class,
    properties.TRANSPORT_HEADERS: lambda m: "\r\n".join(
        f"{name}: {value}" for name, value in m.content.headers
    ),
}


def prop(message: Message, name: str) -> str:
    """The value of an extended property by canonical id, "" where the message has none."""
    computed = COMPUTED.get(name)
    return computed(message) if computed else message.content.properties.get(name, "")


def _and(left: Test, right: Test) -> Test:
    return lambda message: left(message) and right(message)


def _or(left: Test, right: Test) -> Test:
    return lambda message: left(message) or right(message)


def _tokens(text: str) -> list[tuple[str, str]]:
    found, position = [], 0
    while position < len(text.rstrip()):
        match = _TOKEN.match(text, position)
        if not match:
            raise bad_request(f"Syntax error at position {position} in '{text}'.")
        found.append((match.lastgroup or "", match[match.lastgroup or 0]))
        position = match.end()
    return found


def _unquoted(text: str) -> str:
    if not (len(text) >= 2 and text[0] == text[-1] == "'"):
        raise bad_request(f"'{text}' is not a string literal.")
    return text[1:-1].replace("''", "'")


def _time(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError as error:
        raise bad_request(f"Unrecognized 'Edm.DateTimeOffset' literal '{text}'.") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)
