"""Prints the table of the planted-identity suite: `python -m tests.anonymity.table [--all] [--show]`."""

from __future__ import annotations

import sys

from tests.anonymity.measure import rows, run
from tests.anonymity.people import PEOPLE
from tests.anonymity.planted import planted


def main() -> None:
    """All reporters with --all, else the first; --show prints what leaked or was lost."""
    people = PEOPLE if "--all" in sys.argv else PEOPLE[:1]
    outcomes = [run(one) for one in planted(people)]
    if "--show" in sys.argv:
        for outcome in outcomes:
            if outcome.leaked or outcome.lost or outcome.needless or outcome.guard:
                print(
                    f"{outcome.planted.name}: leaked {outcome.leaked} lost {outcome.lost} held {outcome.held} "
                    f"guard {outcome.guard}"
                )
                if "--text" in sys.argv:
                    print("    " + outcome.scrubbed.text.replace("\n", "\n    "))
    print(
        f"{'group':<12}{'mails':>6}{'leaking':>9}{'clean %':>9}{'facts':>7}{'lost':>6}"
        f"{'kept %':>8}{'needless holds':>16}"
    )
    for row in rows(outcomes):
        print(
            f"{row.group:<12}{row.mails:>6}{row.leaking:>9}{row.clean:>9.1f}{row.facts:>7}"
            f"{row.lost:>6}{row.kept:>8.1f}{row.needless:>16}"
        )


if __name__ == "__main__":
    main()
