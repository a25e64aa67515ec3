"""Rebuilds files of plain text: text, logs, tables (csv), saved web pages, calendar entries, contact cards."""

from __future__ import annotations

import csv
import io
import re

from bot.anonymity.decoding import readable
from bot.anonymity.files.results import Hold, Made, Task, Unclean
from bot.anonymity.files.xml import MOST_PASSES
from bot.anonymity.identity import Needles
from bot.anonymity.matching import find
from bot.anonymity.ordinary import word_set
from bot.anonymity.text import edits, scrub_foreign, scrub_paragraphs
from bot.anonymity.visible import visible_html

_KEPT_FIELDS = word_set(
    """
    SUMMARY DESCRIPTION LOCATION DTSTART DTEND DUE STATUS ORGANIZER ATTENDEE RRULE FN N TEL EMAIL ORG TITLE
    NOTE ADR URL COMMENT
    """
)


def _text(content: bytes) -> str:
    text = readable(content)
    if not text and content.strip():
        raise Unclean(Hold.UNKNOWN)
    return text.replace("\x00", "").lstrip("\ufeff")


def _told(changed: int) -> tuple[str, ...]:
    return (f"{changed} place(s) that named you",) if changed else ()


def clean_text(content: bytes, task: Task) -> Made:
    """A text file, UTF-8. Errors: Unclean for bytes that are no text."""
    text, changed = scrub_paragraphs(_text(content), task.needles)
    return Made(text.encode(), "txt", "text/plain", _told(changed))


def clean_html(content: bytes, task: Task) -> Made:
    """A saved web page as the text that it shows."""
    shown = scrub_foreign(visible_html(_text(content)), task.needles)
    return Made(shown.encode(), "txt", "text/plain", ("everything but the text of the web page",))


def clean_csv(content: bytes, task: Task) -> Made:
    """A table; each row is read as one text, so that a first name beside another surname is another person."""
    text = _text(content)
    try:
        dialect = csv.Sniffer().sniff(text[:4000], delimiters=",;\t|")
        delimiter = dialect.delimiter
    except csv.Error:
        delimiter = ","
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    changed = 0
    try:
        for row in csv.reader(io.StringIO(text), delimiter=delimiter):
            cells, count = scrub_row(row, task.needles)
            changed += count
            writer.writerow(cells)
    except csv.Error:
        raise Unclean(Hold.DAMAGED) from None
    return Made(out.getvalue().encode(), "csv", "text/csv", _told(changed))


def scrub_row(row: list[str], needles: Needles) -> tuple[list[str], int]:
    """Cells of one row without the reporter's strings, and how many places changed."""
    changed = 0
    for _ in range(MOST_PASSES):
        joined = "\t".join(row)
        found = edits(joined, needles, own=False)
        if not found:
            break
        changed += len(found)
        for edit in reversed(found):
            inner = joined[edit.start : edit.end].count("\t")
            joined = joined[: edit.start] + edit.text + "\t" * inner + joined[edit.end :]
        row = (
            joined.split("\t")
            if len(joined.split("\t")) == len(row)
            else [scrub_foreign(cell, needles) for cell in row]
        )
    return row, changed


def _unfolded(text: str) -> list[str]:
    return re.sub(r"\r?\n[ \t]", "", text).replace("\r\n", "\n").split("\n")


def _value(text: str) -> str:
    return text.replace("\\n", "\n").replace("\\N", "\n").replace("\\,", ",").replace("\\;", ";")


def _common_name(parameters: str) -> str:
    m = re.search(r"CN=(\"[^\"]*\"|[^;:]*)", parameters, re.IGNORECASE)
    return m.group(1).strip('"') if m else ""


def clean_calendar(content: bytes, task: Task) -> Made:
    """A calendar entry as text: what, when, where, and the other people in it."""
    lines = []
    changed = 0
    for line in _unfolded(_text(content)):
        head, _, value = line.partition(":")
        name, _, parameters = head.partition(";")
        if name.upper() not in _KEPT_FIELDS:
            continue
        value = _value(value)
        if name.upper() in ("ORGANIZER", "ATTENDEE"):
            person = " ".join(x for x in (_common_name(parameters), re.sub(r"(?i)^mailto:", "", value)) if x)
            if find(person, task.needles):
                changed += 1
                continue
            value = person
        shown = scrub_foreign(value, task.needles)
        changed += shown != value
        lines.append(f"{name.capitalize()}: {shown}")
    return Made("\n".join(lines).encode(), "txt", "text/plain", ("identifiers of the entry", *_told(changed)))


def clean_card(content: bytes, task: Task) -> Made:
    """Contact cards as text. Errors: Unclean where it is the reporter's own."""
    cards = re.split(r"(?im)^END:VCARD\s*$", _text(content))
    kept: list[str] = []
    own = 0
    for card in cards:
        fields = []
        naming = ""
        for line in _unfolded(card):
            head, _, value = line.partition(":")
            name = head.partition(";")[0].rpartition(".")[2].upper()
            if name in _KEPT_FIELDS and value.strip():
                fields.append(f"{name.capitalize()}: {_value(value)}")
                naming += f" {value}\n" if name in ("FN", "N", "EMAIL") else ""
        if find(naming.replace(";", " "), task.needles):
            own += 1
        elif fields:
            kept.append(scrub_foreign("\n".join(fields), task.needles))
    if not kept:
        raise Unclean(Hold.CARD if own else Hold.DAMAGED)
    return Made("\n\n".join(kept).encode(), "txt", "text/plain", ("your own contact card",) if own else ())
