"""A coverage-guided fuzzer on the mail reader, bounded; what it finds is printed and fails the run."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("atheris", reason="the fuzzer atheris is not installed (Linux only)")

SECONDS = 40
MAILS = Path(__file__).parents[1] / "data" / "mails"


@pytest.mark.fuzz
def test_no_bytes_make_the_reader_raise(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for mail in sorted(MAILS.glob("*.eml"))[:120]:
        if mail.stat().st_size < 20_000:
            shutil.copy(mail, corpus / mail.name)
    done = subprocess.run(
        [
            sys.executable, "-m", "tests.fuzz.mail_target", str(corpus), f"-max_total_time={SECONDS}",
            "-timeout=10", "-rss_limit_mb=2048", "-max_len=20000", "-seed=20261124", "-print_final_stats=1",
            f"-artifact_prefix={tmp_path}/",
        ],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=SECONDS + 60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
