"""`nearmiss mails`: every kind of mail with sample data, as files to look at. Needs no settings; sends nothing."""

from __future__ import annotations

from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from pathlib import Path

import click

from bot.cli.access import json_option
from bot.cli.printing import print_done
from bot.cli.progress import progress
from bot.render import Rendered


class _CannotWrite(click.ClickException):
    """The folder cannot be written; one sentence."""

    exit_code = 1


class _Broken(click.ClickException):
    """A template cannot be filled; one sentence for each."""

    exit_code = 1


@click.command("mails")
@click.option(
    "-o", "--output", "folder", metavar="DIR", required=True, type=click.Path(path_type=Path, file_okay=False),
    help="Where the files go; it is made where it is missing.",
)  # fmt: skip
@click.option(
    "--templates", metavar="DIR", type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="A trust's own templates, looked at first.",
)  # fmt: skip
@json_option
def command(folder: Path, templates: Path | None, as_json: bool) -> None:
    """Write every kind of mail with sample data as .html, .txt and .eml, and an index.html to all of them.

    Exit: 0 all were written, 1 a template is broken or the folder cannot be written.
    """
    from bot.cli.mail_samples import NOW, samples  # these and Jinja are needed by this command alone
    from bot.cli.template_faults import own_faults
    from bot.render import Renderer
    from bot.resources import packaged

    renderer = Renderer((*([templates] if templates else []), packaged("templates")))
    if broken := own_faults(templates):
        raise _Broken("\n".join(broken))
    rows, shown = [], list(samples())
    try:
        with progress("Writing mails", len(shown)) as done:
            for sample in shown:
                name = f"{sample.kind.value}-{sample.context}"
                mail = renderer.render(sample.kind, sample.view)
                eml = as_message(mail, str(sample.view["mailbox"]), str(sample.view["to"]["address"]))
                eml["Date"] = format_datetime(NOW)
                _write(folder, name, mail, eml)
                rows.append((name, mail.subject))
                done()
        (folder / "index.html").write_text(_index(rows), encoding="utf-8")
    except OSError as error:
        raise _CannotWrite(f"{folder} cannot be written: {error.strerror or 'unknown reason'}.") from None
    index, kinds = folder / "index.html", len({one.kind for one in shown})
    sentence = f"{len(rows)} mails of {kinds} kinds: {index}"
    print_done(as_json, sentence, {"mails": len(rows), "kinds": kinds, "index": str(index)})


def as_message(mail: Rendered, sender: str, to: str) -> EmailMessage:
    """The mail as a message with both bodies, marked as a draft so that a mail program opens it for a look."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"], message["X-Unsent"] = sender, to, mail.subject, "1"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    return message


def _write(folder: Path, name: str, mail: Rendered, eml: EmailMessage) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.html").write_text(mail.html, encoding="utf-8")
    (folder / f"{name}.txt").write_text(f"Subject: {mail.subject}\n\n{mail.text}", encoding="utf-8")
    (folder / f"{name}.eml").write_bytes(eml.as_bytes())


def _index(rows: list[tuple[str, str]]) -> str:
    items = "\n".join(
        f'<li><a href="{name}.html">{escape(subject)}</a> ({name}: <a href="{name}.txt">text</a>, '
        f'<a href="{name}.eml">mail</a>)</li>'
        for name, subject in rows
    )
    head = '<!DOCTYPE html>\n<html lang="en-GB"><meta charset="utf-8"><title>Mails</title>\n<h1>Mails</h1>\n'
    return f"{head}<ul>\n{items}\n</ul></html>\n"
