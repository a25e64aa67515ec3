"""`nearmiss poster`: what to tell staff, with the trust's own addresses. Needs the directory; no store, no network."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.access import json_option, now, one_trust, trust_option
from bot.cli.printing import print_done


@click.command()
@click.option(
    "-o", "--output", "folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), default=Path(),
    help="Where the files go; it is made where it is missing.  [default: here]",
)  # fmt: skip
@json_option
@trust_option
def poster(folder: Path, as_json: bool, trust_name: str) -> None:
    """Write a one-page poster (poster.pdf) and a text for the intranet (intranet.txt) with the trust's addresses."""
    from bot.documents.poster import Notice, intranet_text, poster_pdf

    configuration = one_trust(trust_name).configuration
    directory = configuration.directory
    notice = Notice(
        directory.trust.name, directory.mailboxes.incidents, directory.mailboxes.anonymous,
        configuration.policy.wording.good_faith, directory.trust.policy_version,
    )  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    made = {"poster.pdf": poster_pdf(notice, now()), "intranet.txt": intranet_text(notice).encode("utf-8")}
    for name, content in made.items():
        (folder / name).write_bytes(content)
    files = [str(folder / name) for name in made]
    print_done(as_json, "\n".join(files), {"files": files})
