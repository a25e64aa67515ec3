"""Where Microsoft's documentation leaves a choice, or tenants differ: one switch each. Plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass
class Behaviour:
    """How this tenant behaves; may be changed while it runs. Lags are measured on the tenant's clock.

    `keep_immutable_id`: a sent draft's immutable id finds its Sent Items copy (documented; reported otherwise).
    `keep_message_id`: a Message-ID given by the app survives sending. `delete_to`: a well-known folder.
    `text_as_html`: bodies of text mails are shown as html without a Prefer header. `latency`: seconds a request
    takes at least. `token_seconds`: life of an access token. `plain_http_notifications`: allowed for tests.
    """

    keep_immutable_id: bool = True
    keep_message_id: bool = True
    sent_items_lag: timedelta = timedelta(0)
    delivery_lag: timedelta = timedelta(0)
    delete_to: str = "deleteditems"
    text_as_html: bool = False
    properties_travel: bool = True
    rewrite_aliases: bool = True
    permanent_delete: bool = True
    mail_tips: bool = True
    latency: float = 0.0
    token_seconds: int = 3599
    plain_http_notifications: bool = False


@dataclass
class Limits:
    """Microsoft's limits (graph.md, Throttling and Sending); 0 switches one off."""

    concurrent: int = 4
    requests_per_10_minutes: int = 10_000
    sends_per_minute: int = 30
    upload_bytes_per_5_minutes: int = 150 * 1024 * 1024
    request_bytes: int = 4 * 1024 * 1024
    message_bytes: int = 150 * 1024 * 1024
    recipients: int = 500
    batch: int = 20
