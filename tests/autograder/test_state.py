import errno
import json
import multiprocessing
import os

import pytest

from dlteach.autograder import state
from dlteach.autograder.state import load_state, state_path, update


def test_what_was_recorded_is_read_again(state_file):
    assert update("affine", lambda entry: {**entry, "passed": True}) is None
    assert load_state() == {"affine": {"passed": True}}
    assert json.loads(state_file.read_text())["schema"] == 1


def test_other_exercises_are_kept(state_file):
    update("a", lambda entry: {"n": 1})
    update("b", lambda entry: {"n": 2})
    assert load_state() == {"a": {"n": 1}, "b": {"n": 2}}


@pytest.mark.parametrize(
    "damage", [b"", b'{"schema": 1, "exerc', b"\xff\xfe\x00", b"[]", b'{"schema": 1, "exercises": 3}']
)
def test_a_damaged_file_is_set_aside_and_its_copy_read(state_file, damage):
    update("a", lambda entry: {"n": 1})
    update("b", lambda entry: {"n": 2})
    state_file.write_bytes(damage)
    entries, note = state.load_state_and_note()
    assert entries == {"a": {"n": 1}, "b": {"n": 2}}
    assert "progress.json.damaged" in note
    assert state_file.with_suffix(".json.damaged").read_bytes() == damage
    assert update("c", lambda entry: {"n": 3}) is None
    assert load_state() == {"a": {"n": 1}, "b": {"n": 2}, "c": {"n": 3}}


def test_a_damaged_file_is_told_by_the_check_that_meets_it(state_file):
    update("a", lambda entry: {"n": 1})
    state_file.write_bytes(b"{")
    assert "nothing is lost" in update("b", lambda entry: {"n": 2})


def test_a_damaged_file_without_a_copy_is_told(state_file):
    state_file.write_bytes(b"")
    assert "run your checks again" in state.load_state_and_note()[1]


@pytest.mark.parametrize("place", ["fsync", "replace"])
def test_a_full_disk_is_said_and_loses_nothing(state_file, monkeypatch, place):
    update("a", lambda entry: {"n": 1})
    before = state_file.read_bytes()

    def full(*args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(state.os, place, full)
    problem = update("a", lambda entry: {"n": 2})
    monkeypatch.undo()
    assert "No space left on device" in problem
    assert state_file.read_bytes() == before
    assert [p.name for p in state_file.parent.iterdir() if p.suffix == ".tmp"] == []


def test_a_folder_that_cannot_be_made_is_said(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DLTEACH_STATE", str(tmp_path / "file" / "progress.json"))
    assert "could not be saved" in update("a", lambda entry: {})


def test_a_file_that_cannot_be_read_for_a_moment_is_not_replaced(state_file, monkeypatch):
    update("a", lambda entry: {"n": 1})
    before = state_file.read_bytes()

    def busy(*args, **kwargs):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(state.Path, "read_text", busy)
    assert load_state() == {}
    assert "Permission denied" in update("a", lambda entry: {"n": 2})
    assert state_file.read_bytes() == before


def _add_one(path, times):
    os.environ["DLTEACH_STATE"] = path
    for _ in range(times):
        update("a", lambda entry: {"n": entry.get("n", 0) + 1})


def test_two_processes_lose_no_update(state_file):
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_add_one, args=(str(state_file), 20)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert load_state()["a"]["n"] == 40


def test_off_records_nothing(monkeypatch):
    monkeypatch.setenv("DLTEACH_STATE", "off")
    assert state_path() is None
    assert update("a", lambda entry: {"n": 1}) is None
    assert load_state() == {}


def test_progress_lies_in_the_workspace_from_anywhere_in_it(tmp_path, monkeypatch):
    monkeypatch.delenv("DLTEACH_STATE")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    workspace = tmp_path / "dlteach-course"
    (workspace / ".dlteach").mkdir(parents=True)
    (workspace / "exercises").mkdir()
    for place in (workspace, workspace / "exercises", tmp_path):
        monkeypatch.chdir(place)
        assert state_path() == workspace / ".dlteach" / "progress.json"
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert state_path() == tmp_path / "home" / ".dlteach" / "progress.json"
