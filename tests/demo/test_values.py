"""The pure parts under any input: ids, extended property ids, query strings, MIME, html."""

from __future__ import annotations

import contextlib
import tomllib

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.demo.tenant import draft, filters, html, mime, odata, properties
from bot.demo.tenant.behaviour import Limits
from bot.demo.tenant.content import Attachment, Content, Party
from bot.demo.tenant.errors import GraphError
from bot.demo.tenant.ids import IdKind, ItemId, decode
from bot.demo.trust import OSBORNE, directory_toml

GUID = "6b1f2d0e-3a77-4a53-9d0e-0d5f7f6a1c11"
NUMBER = st.integers(0, 2**64 - 1)
_WORDS = ["emailAddress", "address", "name", "contentType", "content", "id", "value", "@odata.type", "item"]
_NAMES = ["subject", "body", "from", "toRecipients", "internetMessageHeaders", "attachments", "importance"]
_NAMES += ["singleValueExtendedProperties", "isReadReceiptRequested", "internetMessageId", "isRead", "flag"]
LINE = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=40)


@given(st.sampled_from(IdKind), NUMBER, NUMBER)
def test_ids_come_back(kind: IdKind, number: int, part: int) -> None:
    made = ItemId(kind, GUID, number, part)
    assert decode(str(made)) == made


def test_default_ids_are_as_long_as_exchanges() -> None:
    assert len(str(ItemId(IdKind.PLACE, GUID, 1))) == 152


@given(st.text(max_size=200))
def test_any_text_is_an_id_or_none(text: str) -> None:
    found = decode(text)
    assert found is None or str(found) == text


@given(st.text(max_size=80))
@settings(max_examples=200)
def test_any_filter_is_read_or_refused(text: str) -> None:
    for read in (filters.parse, odata.read):
        with contextlib.suppress(GraphError):
            read(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_WORDS), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(_NAMES), JSON, max_size=4))
@settings(max_examples=200)
def test_any_json_is_read_or_refused(payload: dict[str, object]) -> None:
    with contextlib.suppress(GraphError):
        draft.from_json(payload, Content(), Limits(), creating=True)


def test_property_ids_have_one_form() -> None:
    canonical = f"String {{{GUID}}} Name Key"
    assert properties.canonical(f"string {{{GUID.upper()}}} Name Key") == canonical
    assert properties.canonical(f"String {GUID} Name Key") == canonical
    assert properties.canonical("Integer 0x3FDF") == "Integer 0x3fdf"
    assert properties.canonical(f"Integer {{{GUID}}} Id 0x8012") == f"Integer {{{GUID}}} Id 0x8012"
    for wrong in ("Key", "String 0x8012", "Text 0x1042", f"String {{{GUID}}}", "String {1} Name x", ""):
        assert properties.canonical(wrong) is None


@given(LINE, LINE, st.binary(max_size=100), st.booleans())
@settings(max_examples=60)
def test_mime_keeps_subject_body_and_files(subject: str, body: str, file: bytes, as_html: bool) -> None:
    sent = Content(
        subject=subject,
        from_=Party("a@osborne.example", "Zoë Ö"),
        to=(Party("b@osborne.example"),),
        body=body,
        body_type="html" if as_html else "text",
        text=body if as_html else "",
        message_id="<1@osborne.example>",
        attachments=(Attachment(1, "näme.bin", "application/octet-stream", file),),
    )
    got = mime.parse(mime.build(sent))
    assert got.subject.split() == subject.split()
    assert (got.body, got.body_type) == (body, sent.body_type)
    assert [(part.name, part.content) for part in got.attachments] == [("näme.bin", file)]
    assert got.from_ == sent.from_
    assert got.message_id == sent.message_id


@given(st.binary(max_size=300))
def test_anything_can_be_read_as_mail(raw: bytes) -> None:
    assert isinstance(mime.parse(raw), Content)


@given(st.text(max_size=200))
def test_no_html_survives_with_a_script(text: str) -> None:
    shown = html.safe(f"<script>{text}</script><p onload=x>{text}</p>")
    assert "<script" not in shown.lower().replace("&lt;script", "")
    html.to_text(text)


def test_text_of_html() -> None:
    source = (
        "<html><head><title>t</title></head><body><p>one</p><ul><li>two</li></ul>a&nbsp;<b>b</b><br>c</body>"
    )
    assert html.to_text(source) == "one\r\n\r\n*   two\r\na b\r\nc"


def test_directory_toml_names_everybody_who_has_a_role() -> None:
    found = tomllib.loads(directory_toml())
    ids = {person["id"] for person in found["people"]}
    held = {name for names in found["roles"].values() for name in names}
    for school in found["schools"]:
        held |= set(school["headteacher"]) | set(school["investigating_officer"])
    assert held <= ids
    assert found["mailboxes"] == {
        "incidents": "incidents@osborne.example",
        "anonymous": "speakup@osborne.example",
    }
    assert found["trust"]["name"] == OSBORNE.name
