"""The target of the coverage-guided fuzzer: any bytes are read as a mail, and always give one JSON object.

Run by test_fuzz.py in a process of its own: python -m tests.fuzz.mail_target CORPUS... -max_total_time=40
"""

from __future__ import annotations

import json
import sys

import atheris

with atheris.instrument_imports(include=["bot.mail", "bot.legal"]):
    from bot.mail.face import parse_message
    from bot.mail.message import ReadingContext
    from bot.mail.mime import message_from_bytes

_CONTEXT = ReadingContext()


def one_mail(data: bytes) -> None:
    """Raises for whatever a person would see as a traceback."""
    read = parse_message(message_from_bytes(data), _CONTEXT, "mail.eml")
    json.dumps(read)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_mail)
    atheris.Fuzz()
