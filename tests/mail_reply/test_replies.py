"""Whole replies as clients write them: what the person wrote comes out, and nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.mail.commands import commands_in
from bot.mail.reply import split_reply
from bot.mail.reply.flow import to_lines
from tests.mail_reply.replies import DATA, everything, replies, split_of, squeezed, table

NEW = "It went to one parent."


@pytest.mark.parametrize("path", replies(), ids=lambda path: path.stem)
def test_new_text_is_what_was_written(path: Path) -> None:
    assert squeezed(split_of(path).new_text) == squeezed(path.with_suffix(".new").read_text())


@pytest.mark.parametrize("path", replies(), ids=lambda path: path.stem)
def test_nothing_is_thrown_away(path: Path) -> None:
    body = path.read_bytes().decode()
    lines = [line.text for line in to_lines(body)] if path.suffix == ".html" else body.splitlines()
    found = squeezed(everything(split_of(path)))
    for line in lines:
        assert squeezed(line.removeprefix(">") if line.startswith(">From") else line) in found


def test_the_corpus_is_large_enough() -> None:
    assert len(replies()) >= 80


@pytest.mark.parametrize("attribution", table("attributions"))
def test_attribution_before_a_quotation(attribution: str) -> None:
    split = split_reply(f"{NEW}\n\n{attribution}\n\n> Who got it?\n> CLOSE\n")
    assert split.new_text == NEW
    assert attribution in split.quoted


@pytest.mark.parametrize(
    "attribution", [line for line in table("attributions") if "202" in line and "@" in line]
)
def test_attribution_before_text_without_marks(attribution: str) -> None:
    assert split_reply(f"{NEW}\n\n{attribution}\n\nWho got it?\nCLOSE\n").new_text == NEW


@pytest.mark.parametrize("labels", table("labels", "\n"))
@pytest.mark.parametrize("bold", ["", "*"])
def test_header_block(labels: str, bold: str) -> None:
    sender, sent, to, subject = labels.split(" | ")
    values = (
        "Nearmiss <incidents@osborne.example>",
        "12/01/2026 14:35",
        "Asha Rahman",
        "[OCAT-2026-0042] Case",
    )
    block = "\n".join(
        f"{bold}{label}:{bold} {value}"
        for label, value in zip((sender, sent, to, subject), values, strict=True)
    )
    assert split_reply(f"{NEW}\n\n{block}\n\nCLOSE\n").new_text == NEW


def test_header_block_in_a_language_nobody_listed() -> None:
    block = "Nork: Nearmiss\nBidalia: 2026-01-12\nNori: Asha\nGaia: [OCAT-2026-0042] A case waits"
    assert (
        split_reply(f"{NEW}\n\n{block}\n\nCLOSE\n", subject="RE: [OCAT-2026-0042] A case waits").new_text
        == NEW
    )


@pytest.mark.parametrize("divider", table("dividers", "\n"))
def test_divider(divider: str) -> None:
    assert split_reply(f"{NEW}\n\n{divider}\nFrom: Nearmiss\nCLOSE\n\nAnything\n").new_text == NEW


@pytest.mark.parametrize("footer", table("footers"))
@pytest.mark.parametrize(
    ("before", "new"),
    [
        ("The letter is back.\n\n", "The letter is back."),
        ("The letter is back.\n\nRegards\n\nJo Bell\nOffice Manager\n\n", "The letter is back."),
        ("The letter is back.\n\nJo\n\n", "The letter is back."),
        ("CLOSE\n\n________________________________\n\n", "CLOSE"),
        ("The letter is back.\n\nOn 12/01/2026 14:35, Nearmiss wrote:\n> CLOSE\n\n", "The letter is back."),
    ],
)
def test_footer(before: str, new: str, footer: str) -> None:
    assert split_reply(f"{before}{footer}\n").new_text == new


@pytest.mark.parametrize("footer", table("footers"))
def test_command_in_a_footer_is_nobodys(footer: str) -> None:
    split = split_reply(f"The letter is back.\n\nThanks\nCat\n\n{footer}\nCLOSE\n")
    assert commands_in(split.new_text) == ()


@pytest.mark.parametrize("signoff", table("signoffs"))
@pytest.mark.parametrize(
    "behind", ["", "\n\nFrom: N <n@x.example>\nSent: 1 January 2026\nTo: Jo\nSubject: S\n\nCLOSE"]
)
def test_signature_without_a_ruler(signoff: str, behind: str) -> None:
    new = "The folder was open to all staff until Tuesday."
    assert split_reply(f"{new}\n\n{signoff}{behind}\n").new_text == new


@pytest.mark.parametrize("banner", table("banners"))
@pytest.mark.parametrize("new", ["I have lost my laptop on the train.\n\nIt is encrypted.", "ACKNOWLEDGE"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_banner_on_top(banner: str, new: str, gap: str) -> None:
    split = split_reply(f"{banner}{gap}{new}\n")
    assert split.new_text == new
    assert split.head == banner


@pytest.mark.parametrize("sentence", table("own_words", "\n"))
@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "{}\n\nKind regards\nCat King\nPastoral Lead",
        "It happened at Hill Academy.\n\n{}\n\nPlease tell me what to do next.",
    ],
)
def test_own_words_that_look_like_a_footer_stay(sentence: str, around: str) -> None:
    assert sentence in split_reply(around.format(sentence)).new_text


def test_html_decides_where_it_shows_words() -> None:
    text = f"{NEW}\n\n> CLOSE\n"
    assert split_reply("other", f"<p>{NEW}</p>").new_text == NEW
    assert split_reply(text, f"<div>{NEW}<br><br>&gt; CLOSE</div>").new_text == NEW
    assert split_reply(text, "  ").new_text == NEW
    assert split_reply(text, "<html><body></body></html>").new_text == NEW


def test_nothing_written_gives_nothing() -> None:
    assert split_reply("", "").new_text == ""
    assert split_reply("> CLOSE\n").new_text == ""
    assert split_reply("-- \nCat King\n").new_text == ""


def test_tables_files_exist() -> None:
    assert {path.stem for path in DATA.glob("*.table")} >= {"attributions", "labels", "footers", "banners"}


FRESH = [
    footer
    for name in ("footers_fresh", "footers_second", "footers_third", "footers_fourth")
    for footer in table(name)
]
PERSONAL = [line for name in ("last_words", "last_second") for line in table(name, "\n")]


@pytest.mark.parametrize(
    "new", ["The parent rang back and has deleted it.", "The list is back in the office"]
)
def test_footers_without_a_sign_off_are_known_by_their_shape(new: str) -> None:
    kept = [footer for footer in FRESH if split_reply(f"{new}\n\n{footer}\n").new_text != new]
    assert len(kept) <= len(FRESH) * 0.05, kept


@pytest.mark.parametrize("last", PERSONAL)
@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "It went to one parent. {}",
        "It went to one parent.\n\n{}",
        "It happened at Hill Academy on Monday.\n{}\n\nKind regards\nCat King\nPastoral Lead",
        "Hi Ben,\n\nThe class list is lost.\n\n{}\n\nCat",
    ],
)
def test_a_persons_last_words_stay(last: str, around: str) -> None:
    assert last in squeezed(split_reply(around.format(last)).new_text)


@pytest.mark.parametrize(
    "answer",
    [
        "RISK unlikely because the recipient is another school, bound by data protection law and secrecy",
        "ICO not-report because any personal data is encrypted and the recipient organisation is bound by law",
        "PEOPLE not-tell because the council accepts responsibility under the Data Protection Act 2018",
        "NOTE our safeguarding policy and privacy notice are on the website www.hill.example",
        "Please classify as minor, in line with data protection law.",
        "Lessons: all staff need training on safeguarding and data protection",
        "Actions: every member of staff signs up for training; owner: b.jones@osborne.example; by: 1 March",
        "3j Controls: we now use Egress Protect for all emails to the council",
        "CLOSE because the trust is registered with the ICO and our privacy notice covers it",
    ],
)
@pytest.mark.parametrize(
    "before", ["ACKNOWLEDGE\n\n", "Thanks for this, I have read it.\n\n", "ACKNOWLEDGE\n"]
)
def test_commands_and_forms_in_the_words_of_a_footer_stay(answer: str, before: str) -> None:
    assert answer in split_reply(f"{before}{answer}\n").new_text
