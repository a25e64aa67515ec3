"""`nearmiss backup DEST` and `nearmiss restore SOURCE`: the store and the files of a trust, never a key."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.access import existing_store, json_option, one_trust, trust_option
from bot.cli.printing import print_done
from bot.cli.progress import progress

DATABASE, EVIDENCE = "nearmiss.db", "evidence"


@click.command()
@click.argument("dest", type=click.Path(path_type=Path, file_okay=False))
@json_option
@trust_option
def backup(dest: Path, as_json: bool, trust_name: str) -> None:
    """Copy database and evidence files to a new folder DEST, consistent while the service runs.

    The key file is not in it: keep that apart, once. Keys of anonymous cases are in no backup.
    """
    from bot.store.backup import save

    trust = one_trust(trust_name)
    store = existing_store(trust)
    dest.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with progress("Copying the database"):
            save(store.engine, dest / DATABASE)
    finally:
        store.close()
    # after the database: a row that it has names a file that was there before the row
    files = _copy(trust.settings.data_dir / EVIDENCE, dest / EVIDENCE)
    sentence = f"{dest}: database and {files} files; keep {trust.settings.key_file} apart from it"
    print_done(
        as_json, sentence, {"folder": str(dest), "files": files, "key_file": str(trust.settings.key_file)}
    )


@click.command()
@click.argument("source", type=click.Path(path_type=Path, file_okay=False, exists=True))
@json_option
@trust_option
def restore(source: Path, as_json: bool, trust_name: str) -> None:
    """Fill an empty database and data folder from a backup SOURCE; the key file must be in its place first."""
    from bot.errors import ConfigurationWrong
    from bot.store.backup import fingerprint, load
    from bot.store.engine import open_engine
    from bot.store.keys import keys_from, read_key

    settings = one_trust(trust_name).settings
    secret, wanted = read_key(settings.key_file), fingerprint(source / DATABASE)
    if secret is None or keys_from(secret).fingerprint != wanted:
        raise ConfigurationWrong(
            f"NEARMISS_KEY_FILE: the backup is sealed with key {wanted}, which is not at {settings.key_file}"
        )
    engine = open_engine(settings.database_url, settings.database_schema)
    try:
        files = _copy(source / EVIDENCE, settings.data_dir / EVIDENCE)
        with progress("Filling the database"):
            found = load(source / DATABASE, engine, settings.database_schema)
    finally:
        engine.dispose()
    sentence = f"{found} cases and {files} files are back; nearmiss audit verify proves the record"
    print_done(as_json, sentence, {"cases": found, "files": files})


def _copy(source: Path, target: Path) -> int:
    """Files by their hash, those that are there already left alone; how many there are now."""
    found = list(source.glob("[0-9a-f][0-9a-f]/*")) if source.is_dir() else []
    count = 0
    with progress("Copying files", len(found)) as done:
        for path in found:
            count += _copied(path, target / path.parent.name / path.name)
            done()
    return count


def _copied(path: Path, place: Path) -> bool:
    """Whether the file is in its place now; it may have been erased meanwhile, as retention asks for."""
    import os
    import shutil

    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        if not place.exists() or place.stat().st_size != path.stat().st_size:
            fresh = place.with_name(f".new-{place.name}")
            shutil.copyfile(path, fresh)
            fresh.chmod(0o600)
            os.replace(fresh, place)
    except FileNotFoundError:
        return False
    return True
