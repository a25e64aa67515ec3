"""Keys per case and what is sealed with them."""

from __future__ import annotations

import os
import pickle
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.anonymity.identity import Needles
from bot.anonymity.needles import needles_of
from bot.anonymity.seal import CaseKey, KeyFolder, SealBroken, open_needles, seal, seal_needles, unseal
from bot.mail.message import Message
from tests.anonymity.people import PEOPLE

KEY = CaseKey(bytes(range(32)))


def test_a_key_is_a_file_of_its_own_that_only_its_owner_reads(tmp_path):
    folder = KeyFolder(tmp_path / "cases")
    key = folder.create("case-1")
    path = tmp_path / "cases" / "case-1.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert folder.load("case-1") == key
    assert folder.names() == ("case-1",)
    with pytest.raises(FileExistsError):
        folder.create("case-1")


def test_a_destroyed_key_is_gone_and_may_be_destroyed_again(tmp_path):
    folder = KeyFolder(tmp_path)
    box = seal(folder.create("a"), "address", b"o@greenfield.example")
    assert folder.destroy("a")
    assert not folder.destroy("a")
    assert folder.load("a") is None
    other = folder.create("a")
    with pytest.raises(SealBroken):
        unseal(other, "address", box)


def test_destroying_overwrites_before_unlinking(tmp_path):
    folder = KeyFolder(tmp_path)
    key = folder.create("a")
    os.link(tmp_path / "a.key", tmp_path / "kept")
    folder.destroy("a")
    assert key.secret not in (tmp_path / "kept").read_bytes()


@pytest.mark.parametrize("name", ["", "../x", "a/b", ".hidden", "x" * 65])
def test_a_name_that_is_no_plain_id_is_refused(tmp_path, name):
    with pytest.raises(ValueError):
        KeyFolder(tmp_path).create(name)


def test_a_torn_key_is_not_used(tmp_path):
    (tmp_path / "a.key").write_bytes(b"half")
    assert KeyFolder(tmp_path).load("a") is None


@given(st.binary(max_size=300), st.text(max_size=20))
def test_what_is_sealed_comes_back_under_its_own_label_only(content, label):
    box = seal(KEY, label, content)
    assert unseal(KEY, label, box) == content
    with pytest.raises(SealBroken):
        unseal(KEY, label + "x", box)


def test_a_box_hides_the_length_of_an_address():
    assert len(seal(KEY, "address", b"a@b.example")) == len(
        seal(KEY, "address", b"abcdefgh.ijklmn@b.example")
    )


def test_needles_are_only_stored_sealed_and_show_nothing():
    person = PEOPLE[0]
    needles = needles_of(Message(sender=person.sender), person.card)
    assert open_needles(KEY, seal_needles(KEY, needles)) == needles
    assert repr(needles) == "Needles(withheld)"
    assert person.last not in f"{needles} {person.card!r} {KEY!r}"
    with pytest.raises(TypeError):
        pickle.dumps(needles)
    assert Needles().empty
