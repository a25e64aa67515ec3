"""`python3 scripts/start.py demo|test|check [...]`: everything from a bare checkout to the thing running.

Needs git's checkout, Python 3.11 or later and pip. Written so that an old Python, too, gets as far as the sentence.
"""

# Its lines must be read by the Pythons that it turns away.
# ruff: noqa: UP031, UP036

import os
import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Nearmiss needs Python 3.11 or later; this is Python %d.%d. Try: python3.11 scripts/start.py"
        % sys.version_info[:2]
    )

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import environment  # what follows may be new Python

if __name__ == "__main__":
    sys.exit(environment.main(sys.argv[1:]))
