"""The files that go with our mails, made from the case at that moment and kept on disk before any row names them.

What makes Word and PDF files is loaded with the first of them: most runs make none, and it is slow to load.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.case import Case
from bot.domain.decision import File
from bot.domain.policy import LEGAL_CLOCK
from bot.legal.bodies import bodies
from bot.legal.ico_pack import answers
from bot.legal.letters import parents_letter, people_letter
from bot.mail.message import MemoryBlob
from bot.service import Paper
from bot.ticks.case_facts import facts_of, report_of
from bot.ticks.files import Files
from handlers.context import Context, Dossier

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
Made = tuple[str, str, bytes]  # name, content type, content


@dataclass(frozen=True)
class PaperMaker:
    """Makes each kind of file by its name (File.what)."""

    files: Files

    def make(self, file: File, dossier: Dossier, ctx: Context) -> Sequence[Paper]:
        """The files of one wish, kept. Raises KeyError for a name that nobody makes."""
        return [self._kept(*made) for made in _MAKERS[file.what](dossier, ctx)]

    def in_words(self, files: Sequence[File], case: Case, ctx: Context) -> Mapping[str, Any]:
        """The ICO answer pack stands in the referral itself too (SPEC §8): what is known, and who knows the rest."""
        if not any(file.what == "ico_pack" for file in files):
            return {}
        lines = [
            {"label": one.question.text, "value": one.known or f"not known yet; ask: {one.who_knows}"}
            for one in answers(facts_of(case, ctx))
            if case.cyber or not one.question.cyber_only
        ]
        return {"pack": lines}

    def _kept(self, name: str, content_type: str, content: bytes) -> Paper:
        sha256, size = self.files.keep(MemoryBlob(content))
        return Paper(name, content_type, sha256, size)


def _form(dossier: Dossier, ctx: Context) -> list[Made]:
    from bot.documents.outcome_form import blank_form

    case = dossier.case
    return [(f"outcome-form-{case.reference}.docx", WORD, blank_form(case.reference, case.severity))]


def _report(dossier: Dossier, ctx: Context) -> list[Made]:
    from bot.documents.outcome_report import report_pdf
    from bot.documents.outcome_report_docx import report_docx

    report = report_of(dossier, ctx)
    name = f"outcome-report-{dossier.case.reference}"
    return [(f"{name}.pdf", PDF, report_pdf(report)), (f"{name}.docx", WORD, report_docx(report))]


def _ico_pack(dossier: Dossier, ctx: Context) -> list[Made]:
    from bot.documents.ico_pack_docx import ico_pack_docx

    case = dossier.case
    facts = facts_of(case, ctx)
    aware = case.aware_at or case.reported_at
    pack = ico_pack_docx(
        answers(facts), reference=case.reference, trust=ctx.directory.trust.name, made_at=ctx.now,
        aware_at=aware, report_by=aware + LEGAL_CLOCK if aware else None,
        bodies=bodies(cyber=True) if case.cyber else (), ransomware=case.ransomware,
    )  # fmt: skip
    return [(f"ico-answers-{case.reference}.docx", WORD, pack)]


def _letters(dossier: Dossier, ctx: Context) -> list[Made]:
    from bot.documents.letters_docx import letter_docx

    reference, trust = dossier.case.reference, ctx.directory.trust.name
    facts = facts_of(dossier.case, ctx)
    return [
        (
            f"letter-people-{reference}.docx",
            WORD,
            letter_docx(people_letter(facts), reference=reference, trust=trust),
        ),
        (
            f"letter-parents-{reference}.docx",
            WORD,
            letter_docx(parents_letter(facts), reference=reference, trust=trust),
        ),
    ]


_MAKERS: Mapping[str, Callable[[Dossier, Context], list[Made]]] = {
    "outcome_form": _form, "outcome_report": _report, "ico_pack": _ico_pack, "letters": _letters,
}  # fmt: skip
