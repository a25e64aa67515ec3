"""`nearmiss export case REFERENCE`: everything on record of one case in one zip, for an auditor or the regulator."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.access import json_option, now, one_trust, service_of, trust_option
from bot.cli.cases import reference_of
from bot.cli.output import write_file
from bot.cli.printing import print_done

if TYPE_CHECKING:
    from bot.app import App
    from bot.store.cases import Stored
    from bot.store.store import Work
    from handlers.context import Context, Dossier

Altered = list[tuple[str, str]]  # SHA-256 of a file, what is wrong with it


@click.group()
def export() -> None:
    """Write out what is on record."""


@export.command("case")
@click.argument("reference", type=reference_of)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The zip.  [default: REFERENCE.zip]",
)
@json_option
@trust_option
def case_(reference: str, output: Path | None, as_json: bool, trust_name: str) -> None:
    """Write one case as a zip: case.json, timeline.pdf, our mails as text, the evidence files, and record.json.

    record.json is the chain proof: every event with its link, and all that was written, as it was hashed. A file that
    is not as it came is named. It holds personal data; the file is readable by you alone.
    """
    from bot.errors import NotFound
    from bot.store import cases

    target = output or Path(f"{reference}.zip")
    with service_of(one_trust(trust_name)) as app, app.store.reading(now()) as work:
        stored = cases.by_reference(work, reference)
        if stored is None:
            raise NotFound(f"There is no case {reference}.")
        content, altered = _zip(app, work, stored)
    for sha256, wrong in altered:
        click.echo(f"evidence file {sha256[:12]} {wrong}: see evidence/list.txt", err=True)
    write_file(target, content)
    print_done(as_json, str(target), {"reference": reference, "file": str(target)})


def _zip(app: App, work: Work, stored: Stored) -> tuple[bytes, Altered]:
    """The archive, and what is wrong with files in it."""
    from bot.documents.timeline_pdf import timeline_pdf
    from bot.ticks.proof import proof
    from bot.ticks.show import shown

    ctx = app.service.context(work)
    dossier = app.service.dossier(work, stored)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        page = json.dumps(shown(app.service, work, stored), ensure_ascii=False, indent=1)
        archive.writestr("case.json", page)
        archive.writestr(
            "record.json", json.dumps(proof(work, stored.id), ensure_ascii=False, indent=1) + "\n"
        )
        archive.writestr("timeline.pdf", timeline_pdf(_timeline(work, dossier, ctx)))
        for number, text in enumerate(_mails(work, stored), 1):
            archive.writestr(f"mails/{number:03d}.txt", text)
        altered = _evidence(archive, app, work, stored)
    return out.getvalue(), altered


def _timeline(work: Work, dossier: Dossier, ctx: Context) -> Any:
    from bot.documents.timeline_pdf import CaseTimeline, MailLine
    from bot.store import record
    from bot.ticks.case_facts import timeline

    case = dossier.case
    return CaseTimeline(
        reference=case.reference, trust=ctx.directory.trust.name, made_at=ctx.now, severity=case.column,
        nature=case.nature.value if case.nature else "",
        facts=(("State", case.state.value), ("Kind", case.incident_type)),
        entries=tuple(timeline(dossier.events, case, ctx)),
        mails=tuple(MailLine(m.at, m.kind, ", ".join(map(ctx.name, m.to)), m.status) for m in dossier.mails),
        proof=(("Chain, all cases", str(record.anchor(work.connection))), ("Events of this case", str(case.count))),
    )  # fmt: skip


def _mails(work: Work, stored: Stored) -> list[str]:
    """Our mails as text; of an erased case only what the table keeps."""
    from bot.store import outbox

    texts = []
    for one in outbox.of_case(work, stored.id):
        head = [f"Kind: {one.kind}", f"Status: {one.status}", f"Queued: {one.queued_at.isoformat()}"]
        head += [f"Sent: {one.sent_at.isoformat()}"] if one.sent_at else []
        head += [
            f"{name.capitalize()}: {one.content[name]}" for name in ("to", "subject") if one.content.get(name)
        ]
        texts.append("\n".join([*head, "", str(one.content.get("text") or "(not kept)")]))
    return texts


def _evidence(archive: zipfile.ZipFile, app: App, work: Work, stored: Stored) -> Altered:
    """Files under their hash, which is what the record names; the list tells their names, and which are altered."""
    from bot.store import around
    from bot.store.audit_evidence import what_is_wrong

    lines, altered = ["sha256\tsize\tcontent type\tname\tas it came"], []
    for one in around.evidence_of(work, stored.id):
        path = app.files.path(one.sha256)
        if wrong := what_is_wrong(path, one.sha256, one.size):
            altered.append((one.sha256, wrong))
        if path.is_file():
            archive.write(path, f"evidence/{one.sha256}")
        lines.append(
            f"{one.sha256}\t{one.size}\t{one.content_type}\t{' '.join(one.name.split())}\t{wrong or 'yes'}"
        )
    if len(lines) > 1:
        archive.writestr("evidence/list.txt", "\n".join(lines) + "\n")
    return altered
