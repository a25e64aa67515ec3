"""Shipped files and the clock."""

from __future__ import annotations

from datetime import UTC

import pytest

from bot.clock import SystemClock
from bot.errors import ConfigurationWrong
from bot.resources import packaged


def test_shipped_files_are_found_and_a_gap_is_one_sentence() -> None:
    assert packaged("config/policy.toml").is_file()
    with pytest.raises(ConfigurationWrong, match="incomplete"):
        packaged("config/nothing.toml")


def test_the_machines_clock_is_aware_and_waits_do_not_run_backwards() -> None:
    clock = SystemClock()
    assert clock.now().tzinfo is UTC
    assert clock.monotonic() <= clock.monotonic()
