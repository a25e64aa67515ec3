# mypy: disable-error-code="import-not-found, import-untyped"
"""django-helpdesk handling the same mails, in its own environment. Runs under the peer's interpreter, not ours.

Mail in to acknowledgement out: its own `extract_email_metadata`, which opens a ticket, keeps the files and sends the
acknowledgement and the notice to the queue's people (into memory). SQLite in WAL with synchronous=FULL as ours.
"""

from __future__ import annotations

import logging
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.mails import reports

_APPS = (
    "django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
    "django.contrib.messages", "django.contrib.sites", "django.contrib.humanize", "bootstrap4form",
    "rest_framework", "helpdesk",
)  # fmt: skip


def _set_up(folder: Path) -> Any:
    import importlib.util

    import django
    from django.conf import settings
    from django.core.management import call_command

    apps = [app for app in _APPS if importlib.util.find_spec(app.split(".")[0])]
    settings.configure(
        INSTALLED_APPS=apps, SITE_ID=1, SECRET_KEY="bench", USE_TZ=True, ROOT_URLCONF="bench.peer_urls",
        DATABASES={"default": {
            "ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "peer.db"),
            "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"},
        }},
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend", MEDIA_ROOT=str(folder / "files"),
        DEFAULT_AUTO_FIELD="django.db.models.AutoField", DEFAULT_FROM_EMAIL="incidents@osborne.example",
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        HELPDESK_ACTIVATE_API_ENDPOINT=False, HELPDESK_TEAMS_MODE_ENABLED=False,
    )  # fmt: skip
    django.setup()
    logging.disable(logging.CRITICAL)
    call_command("migrate", verbosity=0)
    from helpdesk.models import Queue

    return Queue.objects.create(
        title="Incidents", slug="incidents", allow_email_submission=True,
        email_address="incidents@osborne.example", new_ticket_cc="lead@osborne.example",
        enable_notifications_on_email_events=True,
    )  # fmt: skip


def measure(mails: int, warm: int = 20) -> dict[str, float]:
    """CPU milliseconds a mail, tickets and mails sent, after `warm` mails that are not counted."""
    data = [one.decode("utf-8", "replace") for one in reports(mails + warm)]
    with tempfile.TemporaryDirectory(prefix="nearmiss-bench-") as name:
        queue = _set_up(Path(name))
        from django.core import mail
        from helpdesk.email import extract_email_metadata
        from helpdesk.models import Ticket

        log = logging.getLogger("peer")
        for one in data[:warm]:
            extract_email_metadata(one, queue, log)
        started = time.process_time()
        for one in data[warm:]:
            extract_email_metadata(one, queue, log)
        spent = time.process_time() - started
        return {
            "cpu_ms": spent * 1000 / mails, "tickets": Ticket.objects.count(), "mails": len(mail.outbox),
        }  # fmt: skip
