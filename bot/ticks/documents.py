"""Attached Word forms as text, for the handlers; anything that cannot be read is simply not a form."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from bot.documents.read_docx import form_text
from bot.mail.message import Attachment

log = logging.getLogger("nearmiss.intake")
_LARGEST = 20 * 1024 * 1024
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def form_texts(attachments: Sequence[Attachment]) -> dict[str, str]:
    """File name -> text of every attached Word document of sane size."""
    found: dict[str, str] = {}
    for one in attachments:
        is_word = one.content_type == _WORD or one.name.lower().endswith(".docx")
        if not is_word or one.blob.size > _LARGEST:
            continue
        try:
            with one.blob.open() as file:
                found[one.name] = form_text(file.read())
        except Exception as failure:  # hostile or broken files of others must not stop the mail
            log.warning("an attached document could not be read: error=%s", type(failure).__name__)
    return found
