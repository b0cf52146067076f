import os

import pytest

from dlteach.grading.cluster import Cluster
from dlteach.grading.process import CrewError
from dlteach.grading.runner import grade_all
from dlteach.grading.store import Store

from .dask_processes import dask_worker, scheduler
from .stand_in import COMMAND, Given, class_of, ended, submission

pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A scheduler with one process that works for it."""
    with scheduler() as address, dask_worker(address, tmp_path_factory.mktemp("dask")):
        yield address


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "grades")


@pytest.fixture
def settings(tmp_path):
    return {"seconds": 1.0, "journal": str(tmp_path / "journal")}


def test_a_class_is_graded_although_one_of_two_processes_is_killed(address, store, settings, tmp_path):
    with dask_worker(address, tmp_path) as process:

        def kill(result, progress):
            if progress.done == 100:
                process.kill()

        progress = grade_all(class_of(300), store, Cluster(address, settings, COMMAND), kill)
    assert progress.done == progress.graded == 300
    results = list(store.results())
    assert sorted(r.learner for r in results) == sorted(f"learner-{i}" for i in range(300))
    assert all(r.gradable for r in results)


def test_a_cluster_goes_on_where_another_engine_stopped(address, store, settings):
    grade_all(class_of(20), store, Cluster(address, settings, COMMAND))
    progress = grade_all(class_of(50), store, Cluster(address, settings, COMMAND))
    assert (progress.done, progress.graded) == (50, 30)
    assert len(list(store.results())) == 50


def test_a_submission_that_takes_workers_down_costs_itself_only(address, store, settings):
    poison = [Given(submission(order, do=order)) for order in ("die", "hang", "fail")]
    grade_all([*class_of(20), *poison], store, Cluster(address, settings, COMMAND))
    results = list(store.results())
    assert len(results) == 23
    assert sorted(r.learner for r in results if not r.gradable) == ["die", "fail", "hang"]


def test_an_oracle_that_refuses_is_told_with_its_words(address, store, settings):
    engine = Cluster(address, {**settings, "refuses": "isolation 'bwrap' is required"}, COMMAND)
    with pytest.raises(CrewError, match="isolation 'bwrap' is required"):
        grade_all(class_of(50), store, engine)


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="waits for strangers' processes as Linux does")
def test_the_workers_of_a_crew_leave_when_the_class_is_graded(address, store, settings, tmp_path):
    grade_all(class_of(10), store, Cluster(address, settings, COMMAND))
    pids = {line.split()[1] for line in (tmp_path / "journal").read_text().splitlines()}
    assert pids
    for pid in pids:
        assert ended(int(pid)), "a worker stays with its process of the cluster"


def test_no_scheduler_is_told(store, settings):
    with pytest.raises(CrewError, match=r"no Dask scheduler answers at tcp://127.0.0.1:1"):
        Cluster("tcp://127.0.0.1:1", settings, COMMAND)


@pytest.mark.parametrize("address", ["", "nonsense", "tcp://", "http://127.0.0.1:1"])
def test_an_address_that_is_none_is_told(address, settings):
    with pytest.raises(CrewError, match="Dask scheduler"):
        Cluster(address, settings, COMMAND)
