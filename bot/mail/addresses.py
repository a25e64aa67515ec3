"""Address lists of headers (RFC 5322 §3.4) as they really occur. Never raises, never guesses a mailbox."""

from __future__ import annotations

import re

from bot.mail.message import Address
from bot.mail.raw.words import decode_words

MOST = 5_000
MOST_NAME = 1_500  # signs; bounds keep a hostile header's cost linear
_TOKEN = re.compile(
    r'"(?:[^"\\]|\\.){0,400}"|<[^<>]{0,1000}>|\((?:[^()\\]|\\.){0,400}\)|[,;:]|[^",;:<>()]+|.', re.DOTALL
)
_QUOTED_PAIR = re.compile(r"\\(.)")
_BARE = re.compile(r"[^\s@<>]+@[^\s@<>]+")


def parse_addresses(value: str) -> tuple[Address, ...]:
    """The mailboxes of a header value, in order; groups are opened, names decoded, addresses in lower case."""
    out: list[Address] = []
    words: list[str] = []
    angle = comment = ""
    value = value[:300_000]
    if value.count('"') > MOST:
        value = value.replace('"', " ")  # no writer of addresses; looking for each pair would cost its square
    for token in _TOKEN.findall(value):
        sign = token[0]
        if token in (",", ";"):
            _keep(out, words, angle, comment)
            words, angle, comment = [], "", ""
            if len(out) >= MOST:
                break
        elif sign == "<" and token[-1:] == ">" and len(token) > 1:
            angle = angle or token
        elif sign == "(" and len(token) > 1:
            comment = comment or token[1:-1]
        elif token == ":" and not angle and not any("@" in word for word in words):
            words = []  # a group's name
        else:
            words.append(_unquoted(token))
    _keep(out, words, angle, comment)
    return tuple(out)


def parse_address(value: str) -> Address | None:
    """The first mailbox of a header value, None where there is none."""
    found = parse_addresses(value)
    return found[0] if found else None


def _unquoted(token: str) -> str:
    if len(token) > 1 and token[0] == token[-1] == '"':
        return _QUOTED_PAIR.sub(r"\1", token[1:-1])
    return token


def _keep(out: list[Address], words: list[str], angle: str, comment: str) -> None:
    name = " ".join(decode_words("".join(words)[:MOST_NAME]).split())[:MOST_NAME]
    if angle:
        address = (
            decode_words(angle[1:-1]).strip().rpartition(":")[2] if "@" in angle else angle[1:-1].strip()
        )
        if address or name:
            out.append(Address(_clean(address), _display(name)))
        return
    found = _BARE.search(name)
    if found:
        rest = (name[: found.start()] + name[found.end() :]).strip()
        out.append(Address(_clean(found[0]), _display(rest or " ".join(decode_words(comment).split()))))
    elif name:
        lonely = " " not in name  # MAILER-DAEMON and the like
        out.append(Address(_clean(name) if lonely else "", _display(comment) if lonely else _display(name)))


def _clean(address: str) -> str:
    address = re.sub(r"\s+", "", address).strip("'\"").lower()
    return address.removeprefix("mailto:").removeprefix("smtp:").rstrip(".")


def _display(name: str) -> str:
    name = name.strip()
    if len(name) > 1 and name[0] == name[-1] and name[0] in "'\"":
        name = name[1:-1].strip()
    return name
