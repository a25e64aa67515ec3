"""`count_tests.py FOLDER`: adds up the junit files of all test groups and prints one closing line.

Exit 1 where a test failed or the default group has run none.
"""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree  # our own files, written by pytest a moment ago


def counts(file: Path) -> tuple[int, int, int]:
    """Passed, failed (errors included) and skipped tests of one file."""
    passed = failed = skipped = 0
    for suite in ElementTree.parse(file).getroot().iter("testsuite"):
        bad = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        left_out = int(suite.get("skipped", 0))
        passed += int(suite.get("tests", 0)) - bad - left_out
        failed, skipped = failed + bad, skipped + left_out
    return passed, failed, skipped


def main(folder: Path) -> int:
    """Print the sum; 0 only where something ran and nothing failed."""
    files = sorted(folder.glob("*.xml"))
    each = {file.stem: counts(file) for file in files}
    passed, failed, skipped = (sum(column) for column in zip((0, 0, 0), *each.values(), strict=True))
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return int(failed > 0 or each.get("default", (0, 0, 0))[0] == 0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
