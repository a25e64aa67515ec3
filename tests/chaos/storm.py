"""A storm: reports come in while workers are killed at random and Exchange has its worst day; then what came of it."""

from __future__ import annotations

import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.demo.tenant import Tenant, TenantServer
from bot.demo.tenant.faults import Faults
from bot.demo.tenant.letters import Mail
from bot.demo.trust import OSBORNE, directory_toml
from bot.demo.world import kind_of
from bot.store import audit, cases, outbox, receipts
from bot.store.store import Store
from tests.chaos.workers import WorkerProcess

INCIDENTS = "incidents@osborne.example"
TEXT = "This morning I e-mailed the class list of {n} pupils to the wrong parent. It was not encrypted."

Weather = Callable[[Faults], object]


def bad_day(faults: Faults) -> None:
    """Everything that Exchange is known to do, at rates that leave it usable."""
    add = faults.add
    for status, rate in ((500, 0.01), (503, 0.01), (504, 0.01)):
        add("status", times=None, probability=rate, status=status)
    add("status", times=None, probability=0.01, status=429, retry_after=1)
    add("status", times=None, probability=0.005, status=429)
    add("status_after", times=None, probability=0.02, status=504)
    add("cut_before", times=None, probability=0.015)
    add("cut_after", times=None, probability=0.03)
    add("expire_token", times=None, probability=0.01)
    add("lose_delta", path="delta", times=None, probability=0.03)
    add("repeat_delta", path="delta", times=None, probability=0.2)
    add("shuffle_delta", path="delta", times=None, probability=0.5)


def fair(_faults: Faults) -> None:
    """Nothing goes wrong."""


def lost_answers(faults: Faults) -> None:
    """The first mails go, and Exchange says that they did not: whoever does not look sends them twice."""
    faults.add("status_after", "POST", "/send", times=6, status=504)


def seen_again(faults: Faults) -> None:
    """The first originals stay in the inbox for some seconds, and every look begins anew: each is told of again."""
    faults.add("status", "POST", "/move", times=6, status=503)
    faults.add("lose_delta", path="delta", times=None)


@dataclass
class Storm:
    """`reports` come within `seconds`; `workers` processes are killed in turn, on average every `pause` seconds.

    It goes on until `least` of them have been killed (0: nobody is). `enough`: what is wrong with a broken program;
    once that is seen, nothing more is waited for.
    """

    seed: int
    folder: Path
    server: TenantServer
    database: str = ""
    reports: int = 300
    seconds: float = 45.0
    workers: int = 1
    pause: float = 2.5
    least: int = 12
    weather: Weather = bad_day
    breakage: str = ""
    enough: str = ""
    most: float = 300.0  # seconds after the storm until everything must be done
    kills: int = 0
    answered: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.tenant = Tenant(OSBORNE, lambda: datetime.now(UTC), seed=self.seed)
        self.tenant.limits.sends_per_minute = 0  # the storm is about exactness, not about the allowance
        self.tenant.behaviour.sent_items_lag = timedelta(seconds=1)
        # what Microsoft's documentation leaves open: right whichever way it falls
        self.tenant.behaviour.keep_immutable_id = self.chance.random() < 0.5
        self.tenant.behaviour.keep_message_id = self.chance.random() < 0.5
        self.server.use(self.tenant)
        config = self.folder / "config"
        config.mkdir(parents=True)
        (config / "directory.toml").write_text(directory_toml(OSBORNE), "utf-8")
        self.database = self.database or f"sqlite:///{self.folder / 'nearmiss.db'}"
        self.processes = [WorkerProcess(self.environment(), self.breakage) for _ in range(self.workers)]

    def environment(self) -> dict[str, str]:
        """The settings of a worker."""
        return {
            **self.server.settings, "NEARMISS_CONFIG_DIR": str(self.folder / "config"),
            "NEARMISS_DATABASE_URL": self.database, "NEARMISS_DATA_DIR": str(self.folder / "data"),
            "NEARMISS_KEY_FILE": str(self.folder / "keys" / "nearmiss.key"),
            "NEARMISS_SENDS_PER_MINUTE": "0", "NEARMISS_DOUBT_SECONDS": "20", "NEARMISS_POLL_SECONDS": "0.3",
            "STORM_LOG": str(self.folder / "log"),
        }  # fmt: skip

    def run(self) -> list[str]:
        """The whole storm; what is wrong afterwards, [] when everything is there exactly once."""
        for process in self.processes:
            process.start()
        self.weather(self.tenant.faults)
        began, sent = time.monotonic(), 0
        next_kill, next_answer = began + 2 * self.pause, began
        while sent < self.reports or self.kills < self.least:
            due = min(self.reports, int((time.monotonic() - began) / self.seconds * self.reports) + 1)
            while sent < due:
                self._report(sent)
                sent += 1
            if time.monotonic() >= next_answer:
                self._answer()
                next_answer = time.monotonic() + 2.0
            if self.least and time.monotonic() >= next_kill:
                self._kill()
                next_kill = time.monotonic() + self.chance.uniform(0.2, 2 * self.pause)
            time.sleep(0.05)
        if self.least:
            self._kill()
        wrong = self._calm()
        behaviour = self.tenant.behaviour
        kept = [name for name in ("keep_immutable_id", "keep_message_id") if getattr(behaviour, name)]
        what = f"{kept}, {self.reports} reports, {self.kills} kills, {len(self.tenant.faults.hits)} faults"
        print(f"\nstorm: seed {self.seed}, {what}: {wrong or 'whole'}")
        return wrong

    def _report(self, n: int) -> None:
        person = f"writer{n}@homepost.example"
        self.tenant.add_outside(person, f"Writer {n}")
        self.tenant.send_as(person, INCIDENTS, f"Class list {n} went astray", TEXT.format(n=n + 2))

    def _answer(self) -> None:
        """The leader answers every fourth triage request."""
        for mail in self.tenant.inbox("ivor"):
            if kind_of(mail) == "triage_request" and mail.subject not in self.answered:
                self.answered.add(mail.subject)
                if len(self.answered) % 4 == 0:
                    self.tenant.reply_as("ivor", mail, "NOTE seen")

    def _kill(self) -> None:
        process = self.chance.choice(self.processes)
        process.kill()
        self.kills += 1
        process.start()

    def _calm(self) -> list[str]:
        """The weather clears, but for what is ordered exactly; nobody is killed; all has to be done in time."""
        plan = self.tenant.faults.plan
        plan[:] = [fault for fault in plan if fault.probability == 1.0]
        self.tenant.behaviour.sent_items_lag = timedelta(0)
        end = time.monotonic() + self.most
        while time.monotonic() < end and not self._is_over():
            self._answer()
            time.sleep(1.5)
        codes = [process.stop() for process in self.processes]
        ended = (0, -signal.SIGTERM)  # the second: it had only just begun
        return self.wrong() + [f"a worker ended with {code}" for code in codes if code not in ended]

    # --- what came of it ----------------------------------------------------------------------------------------

    def _read(self, look: Callable[[Store], list[str]]) -> list[str]:
        store = Store(self.database, self.folder / "keys" / "nearmiss.key").open()
        try:
            return look(store)
        finally:
            store.close()

    def _is_over(self) -> bool:
        return self._is_quiet() or bool(self.enough and self.enough in " ".join(self.wrong()))

    def _is_quiet(self) -> bool:
        if len(self.tenant.folder("incidents", "inbox")):
            return False
        return not self._read(self._waiting)

    def _waiting(self, store: Store) -> list[str]:
        with store.reading(datetime.now(UTC)) as work:
            mails = [f"outbox: {row.kind} {row.status} {row.error}" for row in outbox.waiting(work)]
            taken = receipts.counts(work)
        found = [
            f"{n} mails {outcome}" for outcome, n in taken.items() if outcome in ("waiting", "quarantined")
        ]
        wanted = self.reports + len(self.answered) // 4
        short = wanted - sum(taken.values())
        return mails + found + ([f"{short} mails not taken in"] if short > 0 else [])

    def wrong(self) -> list[str]:
        """Everything that is not there exactly once, in words."""
        found = self._read(self._waiting) + self._read(self._of_store)
        found += _once("acknowledgement", self._mails("acknowledgement"), self.reports)
        found += _once("triage request", self._mails("triage_request"), self.reports)
        found += _once("confirmation", self._mails("confirmed"), len(self.answered) // 4)
        left = len(self.tenant.folder("incidents", "inbox"))
        return found + ([f"{left} originals still in the inbox"] if left else [])

    def _of_store(self, store: Store) -> list[str]:
        found = []
        with store.reading(datetime.now(UTC)) as work:
            subjects = Counter(c.case.words.happened for c in cases.all_cases(work))
            if len(subjects) != self.reports or set(subjects.values()) - {1}:
                found.append(f"{sum(subjects.values())} cases of {len(subjects)} reports, not {self.reports}")
        return found if audit.verify(store, datetime.now(UTC)).whole else [*found, "the record is not whole"]

    def _mails(self, kind: str) -> list[Mail]:
        people = [*(a.id for a in OSBORNE.people), *(a.id for a in OSBORNE.outside)]
        people += [f"writer{n}@homepost.example" for n in range(self.reports)]
        return [mail for person in people for mail in self.tenant.inbox(person) if kind_of(mail) == kind]


def _once(what: str, mails: list[Mail], wanted: int) -> list[str]:
    """Each exactly once: as many as wanted, no two with the same subject to the same person."""
    seen = Counter((mail.to[0].address if mail.to else "", mail.subject) for mail in mails)
    twice = sum(n > 1 for n in seen.values())
    if len(mails) == wanted and not twice:
        return []
    return [f"{what}: {len(mails)} mails, {twice} of them more than once; {wanted} were wanted"]
