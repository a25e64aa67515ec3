"""What an operator watches, in Prometheus' words, at NEARMISS_METRICS. Counts and ages; never a name or a reference.

Everything is asked of the store when it is scraped, so that it is right whichever worker is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.errors import NearmissError
from bot.store import deadlines, outbox, receipts
from bot.worker import Worker

_LABELS = ["trust"]
_STATUSES = ("queued", "drafted", "sending", "failed", "in_doubt", "blocked")


class Watch(Collector):
    """The metrics of all trusts of this process."""

    def __init__(self, workers: Sequence[Worker]) -> None:
        self._workers = workers

    def collect(self) -> Iterator[Metric]:
        """One sample for each trust and metric; a store that does not answer shows as nearmiss_up 0."""
        found = _families()
        for worker in self._workers:
            trust = worker.app.trust.id or worker.app.trust.configuration.directory.trust.prefix
            up = 1.0
            try:
                _of_store(worker, trust, found)
            except NearmissError:
                up = 0.0
            found["up"].add_metric([trust], up)
            _of_process(worker, trust, found)
        yield from found.values()


def _families() -> dict[str, GaugeMetricFamily | CounterMetricFamily]:
    def gauge(name: str, words: str, *labels: str) -> GaugeMetricFamily:
        return GaugeMetricFamily(f"nearmiss_{name}", words, labels=[*_LABELS, *labels])

    def counter(name: str, words: str) -> CounterMetricFamily:
        return CounterMetricFamily(f"nearmiss_{name}", words, labels=_LABELS)

    return {
        "up": gauge("up", "1 while the database answers."),
        "poll_age": gauge("poll_age_seconds", "Seconds since this worker's last good poll."),
        "queue": gauge("outbox_mails", "Mails of ours that wait or stopped.", "status"),
        "due": gauge("outbox_oldest_seconds", "Seconds that the longest waiting due mail has waited."),
        "late": gauge("deadline_lateness_seconds", "Seconds since the longest due deadline fell due."),
        "quarantine": gauge("quarantined_mails", "Incoming mails that we failed on."),
        "waiting": gauge("waiting_mails", "Incoming mails that wait for another try."),
        "held": gauge("held_mails", "Incoming mails in the holding place."),
        "sends": counter("sends", "Mails sent by this worker."),
        "requests": counter("graph_requests", "Requests to Microsoft Graph by this worker."),
        "throttles": counter("graph_throttles", "Times that Microsoft Graph asked this worker to slow down."),
        "down": gauge("graph_down_seconds", "Seconds since Microsoft Graph was given up as down, 0 while it answers."),
    }  # fmt: skip


def _of_store(worker: Worker, trust: str, found: dict[str, GaugeMetricFamily | CounterMetricFamily]) -> None:
    with worker.app.store.reading(worker.app.clock.now()) as work:
        queue, mails = outbox.counts(work), receipts.open_counts(work)
        for status in _STATUSES:
            found["queue"].add_metric([trust, status], queue.get(status, 0))
        found["due"].add_metric([trust], outbox.waited(work))
        found["late"].add_metric([trust], deadlines.lateness(work))
        for name, outcome in (("quarantine", "quarantined"), ("waiting", "waiting"), ("held", "held")):
            found[name].add_metric([trust], mails.get(outcome, 0))


def _of_process(
    worker: Worker, trust: str, found: dict[str, GaugeMetricFamily | CounterMetricFamily]
) -> None:
    client = worker.parts.client
    polled = worker.polled_at
    if polled is not None:
        found["poll_age"].add_metric([trust], (datetime.now(UTC) - polled).total_seconds())
    found["sends"].add_metric([trust], worker.parts.outbox.count)
    found["requests"].add_metric([trust], client.requests_made)
    found["throttles"].add_metric([trust], client.pacing.throttles)
    found["down"].add_metric([trust], client.pacing.down_for or 0.0)


def page(workers: Sequence[Worker]) -> Callable[[], bytes]:
    """Makes the page that Prometheus reads, anew each time it is asked for."""
    registry = CollectorRegistry()
    registry.register(Watch(workers))
    return lambda: generate_latest(registry)
