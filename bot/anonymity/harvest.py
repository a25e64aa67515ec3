"""Reads more of the writer's strings out of their own signature: phones, rooms, titles, the name they go by."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from bot.anonymity.fold import folded
from bot.anonymity.identity import Needles, national
from bot.anonymity.layout import lay_out
from bot.anonymity.ordinary import GENERIC_MAILBOXES, NO_NAME, TITLES, is_ordinary, word_set
from bot.anonymity.signature import cut_signature, signed_in
from bot.mail.message import Message

_PHONE = re.compile(r"(?<![\w.])(?:\+|\(\+?)?\d[\d\s().\-/]{6,22}\d(?!\w)")
_EXTENSION = re.compile(r"\b(?:ext(?:ension|n)?|x|internal)\.?:?\s?(\d{2,6})\b", re.IGNORECASE)
_MAIL = re.compile(r"[A-Za-z0-9._%+'\-]{1,64}@[A-Za-z0-9][A-Za-z0-9.\-]{1,200}[A-Za-z]")
_HANDLE = re.compile(r"(?<![\w.])@([A-Za-z]\w{3,29})\b")
_ROOM = re.compile(
    r"\b((?:room|rm|classroom|studio|lab|office)\.?\s+[A-Z]{0,3}\d+[A-Za-z]?|(?:room|studio|lab)\s+[A-Z]\b)",
    re.IGNORECASE,
)
_JOB = re.compile(
    r"\b(?:teacher|tutor|head|assistant|officer|manager|lead|leader|co-?ordinator|secretary|"
    r"technician|bursar|librarian|caretaker|"
    r"governor|clerk|administrator|senco|sendco|director|principal|receptionist|nurse|cook|"
    r"chef|instructor|mentor|supervisor|"
    r"counsellor|therapist|warden|coach|hlta|ta|chaplain|cleaner|driver|deputy|accompanist|conductor)\b",
    re.IGNORECASE,
)
_CALL_ME = re.compile(
    r"\b(?:(?:call|ring|phone|text|reach|whatsapp|contact|get)\s+(?:hold of )?me|"
    r"my\s+(?:\w+\s)?(?:mobile|phone|number|cell|extension|landline)(?:\s+number)?|"
    r"i(?:'m| am)\s+on|i can be reached)\b[^.!?\n\d+(]{0,30}((?:\+|\()?\d[\d\s().\-/]{1,20}\d)",
    re.IGNORECASE,
)


_REACH = re.compile(
    r"\b(?:(?:call|ring|phone|text|reach|whatsapp|contact)\s+me\s+(?:on|at|under|via|by)|i can be reached|"
    r"my\s+(?:\w+\s)?(?:numbers?|mobile|phone)\s+(?:is|are))\b",
    re.IGNORECASE,
)
_MY_MAIL = re.compile(
    r"\b(?:my\s+(?:\w+\s){0,2}(?:e-?mail|address|account|mail)|(?:write|reply|e-?mail|reach|"
    r"contact|answer)\s+(?:to\s+)?me|i use)\b[^.!?\n@]{0,40}?"
    r"([A-Za-z0-9._%+'\-]{1,64}@[A-Za-z0-9.\-]{2,200}[A-Za-z])",
    re.IGNORECASE,
)
_MY_NUMBER = re.compile(r"((?:\+|\()?\d[\d\s().\-/]{5,20}\d)\s*(?:is|\(?that's)\s+(?:my|me)\b", re.IGNORECASE)


_CALLED = re.compile(
    r"\b(?:[Mm]y\s+(?:full\s+|first\s+)?name(?:\s+is|['’]s)|(?:I['’]m|I\s+am)\s+called|(?:[Pp]eople|[Tt]hey)\s+call\s+me)\s+"
    r"(?P<name>[A-Z][\w'’\-]+(?:\s[A-Z][\w'’\-]*\.?){0,2})"
)
_NAME = r"(?P<name>(?:(?:Mrs?|Ms|Miss)\s)?[A-Z][\w'\-]*(?:\s(?:[A-Z][\w'\-]+|[A-Z]\.?)){0,2})"
# Other names of a writer whose name is known: a former one, what they are called.
_ALSO = re.compile(
    r"\b(?:(?:[Cc]alls?|[Kk]nows?|[Rr]emembers?)\s+me\s+(?:still\s+)?(?:as\s+)?"
    r"|(?:I(?:'m|\s+am|\s+was)|am|was)\s+(?:(?:better|also|still|once)\s+)?(?:called|known\s+as)\s+"
    r"|[Mm]y\s+(?:(?:full|first|maiden|married|former|old|birth)\s+)?name(?:\s+(?:is|was)|'s)\s+)" + _NAME
)
_FORMER = re.compile(r"\b(?:nee|[Ff]ormerly|[Pp]reviously|[Aa]ka)\s+" + _NAME)
_OWN_HANDLE = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Aa]s)\b[^.!?\n@]{0,60}(?<![\w.])@([A-Za-z]\w{3,29})\b")
_OPENS = re.compile(
    r"^\W*(?:(?:Hi|Hello|Hey|Good\s+\w+|Dear\s[\w. ]{1,30})[\s,!.]{0,3})?(?:[Tt]his\s+is|[Ii]t['’]s|I['’]m|I\s+am)\s+"
    r"(?P<name>[A-Z][a-z'’\-]+(?:\s[A-Z][\w'’\-]*\.?){0,2})(?=\s*(?:[,.!(;–-]|\s(?:from|in|here|and\s+I)\b|$))",
    re.MULTILINE,
)
_NATIONS = word_set(
    "english welsh scottish irish british polish french german spanish italian indian pakistani muslim christian jewish"
)


@dataclass(frozen=True, repr=False)
class Harvest:
    """Strings found, each as it stood."""

    nicknames: tuple[str, ...] = ()
    full_name: str = ""
    other_names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    extensions: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()


def harvest(message: Message, needles: Needles) -> Harvest:
    """What the newest part of a mail says about its writer; `needles` are those known already."""
    layout = lay_out(message)
    cut = cut_signature(layout.top, needles)
    told = folded(cut.kept)
    lines = [folded(line) for line in (*cut.lines, *layout.signature)] + _card_within(told, needles)
    block = "\n".join(lines)
    mine = [m.group(1) for pattern in (_CALL_ME, _MY_NUMBER) for m in pattern.finditer(told)]
    mine += [m.group() for m in _PHONE.finditer("\n".join(_reached_by(told)))]
    mails = [*_MAIL.findall(block), *(m.group(1) for m in _MY_MAIL.finditer(told))]
    phones = [m.group() for m in _PHONE.finditer(block) if len(national(m.group())) >= 7]
    nicknames, full = _signed(folded(cut.signed or signed_in(layout.signature)), needles)
    if not full and not needles.lasts:
        full = _by_mailbox(told, block, needles)
    if not full and not needles.lasts:
        full, nicknames = _introduced(told, nicknames)
    return Harvest(
        nicknames=nicknames,
        full_name=full,
        other_names=_other_names(told, block),
        addresses=tuple(a for a in mails if a.partition("@")[0].lower() not in GENERIC_MAILBOXES),
        phones=tuple(phones + [phone for phone in mine if len(national(phone)) >= 7]),
        extensions=tuple(_EXTENSION.findall(block) + [p for p in mine if 2 < len(re.sub(r"\D", "", p)) < 7]),
        jobs=tuple(job for line in lines for job in _jobs(line)),
        rooms=tuple(m.group(1) for m in _ROOM.finditer(block)),
        handles=tuple(_HANDLE.findall(_MAIL.sub("", block)) + _OWN_HANDLE.findall(_MAIL.sub("", told))),
    )


def _other_names(told: str, signature: str) -> tuple[str, ...]:
    """A former name, or what the writer says they are called; ordinary words and nations are none."""
    found = [
        m.group("name")
        for pattern, text in ((_ALSO, told), (_FORMER, signature))
        for m in pattern.finditer(text)
    ]
    return tuple(
        name for name in found if name.split()[0].lower().rstrip(".") not in NO_NAME | _NATIONS | {"i"}
    )


def _reached_by(told: str) -> list[str]:
    """What is said in one breath with "reach me at": all numbers in it are the writer's."""
    return [told[m.start() : m.end() + 160].split("\n")[0] for m in _REACH.finditer(told)]


def _card_within(text: str, needles: Needles) -> list[str]:
    """The short lines under the writer's full name, where a postscript follows the signature."""
    known = {word.lower() for word in (*needles.firsts, *needles.shorts, *needles.middles, *needles.lasts)}
    lines = [line.strip() for line in text.split("\n")]
    for at, line in enumerate(lines):
        words = re.findall(r"[\w'’-]+", line.lower())
        if len(words) >= 2 and set(words) <= known | TITLES:
            below = itertools.takewhile(
                lambda one: one and len(one) < 60 and not one.endswith((".", "?")), lines[at + 1 :]
            )
            return [line, *itertools.islice(below, 6)]
    return []


def _signed(name: str, needles: Needles) -> tuple[tuple[str, ...], str]:
    """Names signed with that the headers had not: a nickname, another surname, or the full name."""
    if re.search(r"\s(?:and|&|\+|und|et)\s", name):
        return (), ""
    words = [
        w
        for w in re.findall(r"[A-Z][A-Za-z']{1,20}(?:-[A-Z][a-z]+)?", name)
        if w.lower() not in NO_NAME | TITLES
    ]
    known = {w.lower() for w in (*needles.firsts, *needles.shorts, *needles.middles, *needles.lasts)}
    fresh = [w for w in words if w.lower() not in known]
    if len(words) == 1:
        return (tuple(w for w in fresh if not is_ordinary(w)), "")
    if 2 <= len(words) <= 4 and (fresh != words or not needles.lasts):
        return (tuple(fresh[:1]) if words[0] in fresh and needles.lasts else ()), " ".join(words)
    return (), ""


def _by_mailbox(text: str, signature: str, needles: Needles) -> str:
    """Where only a mailbox name is known ("ohollinbrook"): the words of the mail of which it is made, as a name."""
    letters = {re.sub(r"[^a-z]", "", login) for login in needles.logins}
    for word in dict.fromkeys(re.findall(r"[A-Z][a-z'’\-]{3,25}", f"{signature}\n{text}")):
        bare = re.sub(r"[^a-z]", "", word.lower())
        for login in letters:
            if word.lower() not in NO_NAME and login.endswith(bare) and len(login) - len(bare) <= 2:
                return f"{login[0].upper()} {word}"
    return ""


def _introduced(text: str, nicknames: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The name by which a writer without a known one introduces themselves; ("", nicknames) for none."""
    found = _CALLED.search(text) or _OPENS.search(text[:300])
    if not found:
        return "", nicknames
    words = found.group("name").rstrip(".").split()
    if words[0].lower() in _NATIONS | NO_NAME:
        return "", nicknames
    if len(words) > 1 and len(words[-1].rstrip(".")) > 1:
        return " ".join(words), nicknames
    return "", (*nicknames, words[0])


def _jobs(line: str) -> list[str]:
    """Job titles of a signature line: "Bassoon Tutor | Music" gives "Bassoon Tutor"."""
    found = []
    for piece in re.split(r"\s*[|,;•·/]\s*|\s+[-–—]\s+|\s{3,}", line):
        words = piece.strip(" .*_").split()
        if (
            _JOB.search(piece)
            and 1 <= len(words) <= 7
            and not re.search(r"[@\d]", piece)
            and piece[:1].isupper()
        ):
            found.append(" ".join(words))
    return found
