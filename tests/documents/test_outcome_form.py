"""The Word form comes back as answers, whatever Word or LibreOffice did to it."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from bot.documents.outcome_form import blank_form
from bot.documents.read_docx import BadForm, form_text
from bot.domain.outcome import QUESTIONS, label, missing_answers, needed, parse_outcome
from bot.domain.words import Severity

ANSWERS = {code: f"answer to {code}, in words" for code in QUESTIONS if code != "Actions"}


def opened(severity: Severity = Severity.MAJOR) -> Any:
    return Document(io.BytesIO(blank_form("OCAT-2027-0042", severity)))


def stored(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def filled() -> Any:
    document = opened()
    for row, answer in zip(document.tables[0].rows, ANSWERS.values(), strict=True):
        row.cells[1].text = answer
    action = ("Switch it off", "r.lee@osborne.example", "31 March 2027")
    for cell, text in zip(document.tables[1].rows[1].cells, action, strict=True):
        cell.text = text
    return document


def paragraph(inner: str) -> Any:
    return parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>")


def free(*inner: str) -> bytes:
    """A document with these paragraphs (raw WordprocessingML within w:p)."""
    document = Document()
    for one in inner:
        document.element.body.insert_element_before(paragraph(one), "w:sectPr")
    return stored(document)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_the_blank_form_answers_nothing() -> None:
    outcome = parse_outcome(form_text(blank_form("OCAT-2027-0042", None)))
    assert outcome.answers == {}
    assert outcome.actions == ()


@pytest.mark.parametrize("severity", list(Severity))
def test_the_form_asks_what_its_severity_needs(severity: Severity) -> None:
    text = form_text(blank_form("OCAT-2027-0042", severity))
    asked = [code for code in QUESTIONS if f"\n{label(code)}:" in text]
    assert asked == list(needed(severity))


def test_a_filled_form_comes_back_whole() -> None:
    outcome = parse_outcome(form_text(stored(filled())))
    assert {code: text for code, text in outcome.answers.items() if code != "Actions"} == ANSWERS
    (action,) = outcome.actions
    assert (action.what, action.owner, action.by) == (
        "Switch it off",
        "r.lee@osborne.example",
        date(2027, 3, 31),
    )
    assert outcome.problems == ()
    assert missing_answers(outcome, Severity.CRITICAL) == ()


def test_none_in_the_actions_table() -> None:
    document = filled()
    for cell in document.tables[1].rows[1].cells:
        cell.text = ""
    document.tables[1].rows[1].cells[0].text = "None"
    outcome = parse_outcome(form_text(stored(document)))
    assert outcome.actions == ()
    assert missing_answers(outcome, Severity.MAJOR) == ()


def test_an_answer_of_several_paragraphs_stays_together() -> None:
    document = filled()
    document.tables[0].rows[0].cells[1].text = "first\nsecond: with a colon\n\nthird"
    assert parse_outcome(form_text(stored(document))).answers["3a"] == "first\nsecond: with a colon\n\nthird"


def test_an_answer_typed_into_the_label_cell() -> None:
    document = opened()
    cell = document.tables[0].rows[3].cells[0]
    cell.paragraphs[0].add_run(" the IT lead")
    assert parse_outcome(form_text(stored(document))).answers["3d"] == "the IT lead"


def test_a_form_without_tables() -> None:
    data = free(*[run(f"{label(code)}: ") + run(text) for code, text in ANSWERS.items()])
    assert parse_outcome(form_text(data)).answers == ANSWERS


def test_split_runs_tabs_and_breaks() -> None:
    data = free(
        "<w:r><w:t>3</w:t></w:r><w:r><w:t>d Exp</w:t></w:r><w:r><w:t>ert help:</w:t><w:br/><w:t>the DPO</w:t></w:r>"
    )
    assert parse_outcome(form_text(data)).answers == {"3d": "the DPO"}


def test_numbers_lost_to_a_list() -> None:
    listed = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    data = free(*[f"{listed}{run(f'{QUESTIONS[code] or code}: {text}')}" for code, text in ANSWERS.items()])
    assert parse_outcome(form_text(data)).answers == ANSWERS


def test_tracked_changes_count_as_accepted() -> None:
    data = free(
        run("3e Escalation: to ")
        + '<w:del w:id="1" w:author="x"><w:r><w:delText>nobody</w:delText></w:r></w:del>'
        + f'<w:ins w:id="2" w:author="x">{run("the SIRO")}</w:ins>'
        + f'<w:moveFrom w:id="3" w:author="x">{run(" never")}</w:moveFrom>',
        '<w:pPr><w:rPr><w:del w:id="4" w:author="x"/></w:rPr></w:pPr>' + run("Cause: a "),
        run("slip"),
    )
    assert parse_outcome(form_text(data)).answers == {"3e": "to the SIRO", "Cause": "a slip"}


def test_content_controls_give_their_text_but_not_their_placeholder() -> None:
    def control(text: str, placeholder: bool) -> str:
        shown = "<w:showingPlcHdr/>" if placeholder else ""
        return f"<w:sdt><w:sdtPr>{shown}</w:sdtPr><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"

    data = free(
        run("3a: ") + control("all is well", placeholder=False),
        run("3b: ") + control("Click or tap here to enter text.", placeholder=True),
    )
    assert parse_outcome(form_text(data)).answers == {"3a": "all is well"}


def test_hyperlinked_owner_and_smart_quotes() -> None:
    link = f"<w:hyperlink>{run('r.lee@osborne.example')}</w:hyperlink>"
    data = free(run("Actions: “Tell all” – now; owner: ") + link + run("; by: 2027\u201103\u201131"))
    (action,) = parse_outcome(form_text(data)).actions
    assert action.owner == "r.lee@osborne.example"


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"<a>" + b" " * 30_000_000 + b"</a>")
    return out.getvalue()


def entity() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(
            "word/document.xml", b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'
        )
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"", b"hello", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", bomb(), entity()],
    ids=["empty", "text", "broken", "old", "bomb", "entity"],
)
def test_what_is_no_form_is_said_in_a_sentence(data: bytes) -> None:
    with pytest.raises(BadForm) as caught:
        form_text(data)
    assert str(caught.value).endswith(".")


def test_a_column_added_beside_the_answers_loses_none_of_them() -> None:
    document = filled()
    document.tables[0].add_column(500_000)
    document.tables[0].rows[0].cells[2].text = "seen, JB"
    outcome = parse_outcome(form_text(stored(document)))
    assert dict(outcome.answers) | {"Actions": ""} == {
        **ANSWERS, "3a": f"{ANSWERS['3a']}\nseen, JB", "Actions": "",
    }  # fmt: skip


def test_number_and_words_of_a_question_may_stand_in_two_cells() -> None:
    document = Document()
    table = document.add_table(0, 3)
    for code in ("3b", "3c"):
        for cell, text in zip(table.add_row().cells, (code, QUESTIONS[code], ANSWERS[code]), strict=True):
            cell.text = text
    outcome = parse_outcome(form_text(stored(document)))
    assert dict(outcome.answers) == {code: ANSWERS[code] for code in ("3b", "3c")}


def test_an_actions_table_without_its_head_is_still_one() -> None:
    document = filled()
    head = document.tables[1].rows[0]._tr
    head.getparent().remove(head)
    (action,) = parse_outcome(form_text(stored(document))).actions
    assert (action.what, action.owner, action.missing) == ("Switch it off", "r.lee@osborne.example", ())
