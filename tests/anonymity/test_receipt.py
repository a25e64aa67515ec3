"""The receipt code, its tries, the digest of a report."""

from __future__ import annotations

from datetime import date

import pytest

from bot.anonymity.receipt import (
    WRONG_PER_DAY,
    Outcome,
    Tries,
    check,
    find_codes,
    hash_secret,
    new_code,
    report_digest,
)

DAY = date(2026, 5, 4)


def test_a_code_is_four_groups_of_four_and_is_found_again():
    code = new_code()
    assert [len(group) for group in code.shown.split(" ")] == [4, 4, 4, 4]
    for written in (
        code.shown,
        code.shown.replace(" ", "-"),
        code.shown.replace(" ", ""),
        f"Code: {code.shown}.",
    ):
        assert find_codes(written) == (code,)
    assert code.secret not in repr(code)


def test_only_the_selector_is_kept_in_clear():
    code = new_code()
    stored = hash_secret(code.secret)
    assert stored.startswith("$argon2id$")
    assert "m=19456,t=2,p=1" in stored
    assert code.secret not in stored


def test_a_taken_selector_is_not_given_again():
    taken = frozenset(f"{i:06d}" for i in range(10**6)) - {"123456"}
    assert new_code(frozenset(list(taken)[:10])).selector not in list(taken)[:10]
    with pytest.raises(ValueError):
        new_code(frozenset(f"{i:06d}" for i in range(10**6)))


def test_right_wrong_and_silence_after_ten():
    code = new_code()
    stored = hash_secret(code.secret)
    assert check(code.secret, stored, None, DAY)[0] is Outcome.RIGHT
    tries = Tries(DAY, WRONG_PER_DAY - 1)
    outcome, tries = check("0000000000", stored, tries, DAY)
    assert outcome is Outcome.WRONG
    assert check(code.secret, stored, tries, DAY)[0] is Outcome.SILENT
    assert check(code.secret, stored, tries, date(2026, 5, 5))[0] is Outcome.RIGHT


def test_a_right_try_does_not_clear_the_count():
    code = new_code()
    stored = hash_secret(code.secret)
    assert check(code.secret, stored, Tries(DAY, 4), DAY) == (Outcome.RIGHT, Tries(DAY, 4))


def test_numbers_that_are_no_code_are_left_alone():
    assert find_codes("card 12345678901234567 or 1234 5678") == ()


def test_a_digest_says_nothing_without_its_key():
    key, other = bytes(32), bytes([1]) * 32
    assert report_digest(key, " <a@b> ") == report_digest(key, "<a@b>")
    assert report_digest(key, "<a@b>") != report_digest(other, "<a@b>")
