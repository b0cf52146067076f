"""`kill -9` at random moments, and a full disk. `DLTEACH_KILLS=200` kills more often than the gate does."""

import contextlib
import os
import random
import signal
import subprocess

import pytest

from dlteach.grading.crew import Crew
from dlteach.grading.runner import grade_all
from dlteach.grading.store import Store, StoreError

from .dask_processes import dask_worker, scheduler
from .stand_in import COMMAND, Given, class_of, ended, started, submission, workers_of

KILLS = int(os.environ.get("DLTEACH_KILLS", "15"))
COUNT = 120
linux = pytest.mark.skipif(
    not hasattr(os, "pidfd_open"), reason="waits for strangers' processes as Linux does"
)


def kill_at_random(coordinator, victim):
    """Kill the victim after some of the results and some milliseconds; False when all is over before."""
    for _ in range(random.randrange(COUNT)):
        if not coordinator.stdout.readline():
            return False
    with contextlib.suppress(subprocess.TimeoutExpired):
        coordinator.wait(random.uniform(0.0, 0.02))
    if coordinator.poll() is not None or not (pid := victim(coordinator)):
        return False
    os.kill(pid, signal.SIGKILL)
    return True


def check_what_is_there(store):
    """Each result is whole, has its file, and is there once."""
    results = list(store.results())
    assert store.damaged == []
    assert len({r.learner for r in results}) == len(results) == len(store)
    for result in results:
        assert store.submission(result.submission).stat().st_size > 0
        assert result.gradable


def check_that_all_is_there(store):
    check_what_is_there(store)
    assert len(store) == COUNT


def grade_the_rest(store):
    """Undisturbed; what was stored is not graded again."""
    before = len(store)
    progress = grade_all(class_of(COUNT), store, Crew({"seconds": 60.0}, 2, COMMAND))
    assert (progress.done, progress.graded) == (COUNT, COUNT - before)
    check_that_all_is_there(store)


@linux
def test_no_kill_of_a_coordinator_costs_a_result(tmp_path):
    store, kills = Store(tmp_path / "0"), 0
    while kills < KILLS * 2 // 5:
        coordinator = started(store.folder, COUNT)
        seen = []

        def victim(coordinator, seen=seen):
            seen.extend(workers_of(coordinator))
            return coordinator.pid

        kills += kill_at_random(coordinator, victim)
        coordinator.communicate()
        assert all(map(ended, seen)), "a worker outlives its coordinator"
        check_what_is_there(store)
        if len(store) == COUNT:
            store = Store(tmp_path / str(kills))
    grade_the_rest(store)


@linux
def test_no_kill_of_a_worker_costs_a_result(tmp_path):
    kills = 0
    while kills < KILLS * 2 // 5:
        store = Store(tmp_path / str(kills))
        coordinator = started(store.folder, COUNT)
        kills += kill_at_random(coordinator, lambda c: random.choice(workers_of(c) or [0]))
        assert coordinator.communicate()[1] == "" and coordinator.returncode == 0
        check_that_all_is_there(store)


@linux
def test_no_kill_on_a_cluster_costs_a_result(tmp_path):
    pytest.importorskip("distributed")
    kills = 0
    with scheduler() as address, dask_worker(address, tmp_path):
        while kills < KILLS // 5:
            store = Store(tmp_path / str(kills))
            with dask_worker(address, tmp_path) as process:
                coordinator = started(store.folder, COUNT, address)
                kills += kill_at_random(coordinator, lambda _, process=process: process.pid)
                coordinator.communicate()
            assert coordinator.returncode == 0
            check_that_all_is_there(store)


@pytest.fixture
def small_disk(tmp_path):
    """A file system with little room."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder], capture_output=True)
    if mount.returncode:
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_stops_with_a_sentence_and_grading_goes_on_when_there_is_room(small_disk):
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(100_000))
    sources = [Given(submission(f"learner-{i}", text="x" * 5000)) for i in range(20)]

    def grade():
        return grade_all(sources, Store(small_disk / "grades"), Crew({"seconds": 60.0}, 2, COMMAND))

    with pytest.raises(
        StoreError, match=r"no space left in .*; [1-9][0-9]? results are safe; free some space"
    ):
        grade()
    store = Store(small_disk / "grades")
    safe = len(list(store.results()))
    assert 0 < safe < 20 and store.damaged == []
    ballast.unlink()
    subprocess.run(["mount", "-o", "remount,size=4m", small_disk], check=True)
    assert grade().graded == 20 - safe
    assert len(list(store.results())) == 20 and store.damaged == []
