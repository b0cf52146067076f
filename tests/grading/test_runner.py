import os
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import replace

import pytest

from dlteach.grading import Submission
from dlteach.grading.crew import Crew
from dlteach.grading.process import CrewError
from dlteach.grading.runner import grade_all
from dlteach.grading.settings import Settings
from dlteach.grading.store import Store, StoreError

from .stand_in import COMMAND, TIME, Given, class_of, ended, started, submission, workers_of


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "grades")


@pytest.fixture
def journal(tmp_path):
    return tmp_path / "journal"


@pytest.fixture
def crew(journal):
    return lambda jobs=2, **settings: Crew(
        {"seconds": 60.0, "journal": str(journal), **settings}, jobs, COMMAND
    )


def graded(journal):
    """How often each learner was graded."""
    lines = journal.read_text().splitlines() if journal.exists() else []
    return Counter(line.split()[0] for line in lines)


def by_learner(store):
    return {r.learner: r for r in store.results()}


def test_each_submission_is_graded_once_and_stored(store, crew, journal):
    progress = grade_all(class_of(20), store, crew())
    assert set(by_learner(store)) == {f"learner-{i}" for i in range(20)}
    assert set(graded(journal).values()) == {1}
    assert (progress.done, progress.total, progress.graded) == (20, 20, 20)
    assert progress.rate > 0


def test_what_is_graded_is_not_graded_again(store, crew, journal):
    grade_all(class_of(6), store, crew())
    told = []
    progress = grade_all(class_of(9), store, crew(), lambda result, progress: told.append(result))
    assert (progress.done, progress.graded) == (9, 3)
    assert sorted(r.learner for r in told if r) == ["learner-6", "learner-7", "learner-8"]
    assert set(graded(journal).values()) == {1}


def test_the_same_file_of_the_same_learner_has_one_result_and_of_another_its_own(store, crew):
    first = submission("learner-1")
    sources = [Given(first), Given(first), Given(replace(first, learner="learner-2"))]
    progress = grade_all(sources, store, crew(jobs=1))
    assert (progress.done, progress.graded, len(store)) == (3, 2, 2)


def test_workers_are_processes_of_their_own_as_many_as_asked(store, crew, journal):
    grade_all(class_of(40), store, crew(jobs=2))
    pids = {line.split()[1] for line in journal.read_text().splitlines()}
    assert len(pids) == 2 and str(os.getpid()) not in pids


@pytest.mark.parametrize("order", ["die", "fail"])
def test_a_worker_that_is_lost_once_costs_nothing(store, crew, journal, tmp_path, order):
    poison = submission("learner-x", do=order, once=str(tmp_path / "marker"))
    grade_all([*class_of(5), Given(poison)], store, crew())
    assert all(r.gradable for r in by_learner(store).values())
    assert graded(journal)["learner-x"] == 2


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ("die", "was ended by signal 9"),
        ("hang", "gave no answer within 2 seconds"),
        ("fail", "ZeroDivisionError"),
    ],
)
def test_a_submission_that_takes_workers_down_is_not_gradable_and_stops_nobody(
    store, crew, journal, order, words
):
    poison = submission("learner-x", do=order)
    progress = grade_all([Given(poison), *class_of(5)], store, crew(seconds=1.0))
    results = by_learner(store)
    assert progress.graded == len(results) == 6
    assert [name for name, r in results.items() if not r.gradable] == ["learner-x"]
    assert words in results["learner-x"].problems[0]
    assert graded(journal)["learner-x"] == 2


def test_what_was_given_up_is_tried_again_and_its_result_replaced(store, crew, tmp_path):
    poison = Given(submission("learner-x", do="fail", unless=str(tmp_path / "mended")))
    assert grade_all([poison], store, crew()).graded == 1
    assert grade_all([poison], store, crew()).graded == 0
    assert not by_learner(store)["learner-x"].gradable
    (tmp_path / "mended").touch()
    assert grade_all([poison], store, crew()).graded == 1
    assert len(store) == 1 and by_learner(store)["learner-x"].gradable


def test_when_every_submission_takes_its_workers_down_grading_stops(store, crew):
    sources = [Given(submission(str(i), do="fail")) for i in range(30)]
    with pytest.raises(CrewError, match=r"10 submissions in a row.*ZeroDivisionError"):
        grade_all(sources, store, crew())


def test_an_oracle_that_refuses_stops_with_its_words(store, crew):
    with pytest.raises(CrewError, match="isolation 'bwrap' is required"):
        grade_all(class_of(5), store, crew(refuses="isolation 'bwrap' is required"))
    assert len(store) == 0


def test_a_worker_that_cannot_be_started_is_told(store):
    crew = Crew({"seconds": 1.0}, 2, [sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(CrewError, match="no worker can be started: it ended by itself with code 3"):
        grade_all(class_of(5), store, crew)


def test_no_more_is_read_than_keeps_the_workers_busy(store, crew):
    reads = []

    class Counted(Given):
        def read(self):
            reads.append(self)
            return super().read()

    ahead = []
    handed_out = []
    sources = (handed_out.append(s) or Counted(s.submission) for s in class_of(200, cpu=0))
    grade_all(sources, store, crew(), lambda result, progress: ahead.append(len(handed_out) - progress.done))
    assert len(reads) == len(store) == 200
    assert max(ahead) <= 16  # however long the class is


def test_a_generator_has_no_total(store, crew):
    progress = grade_all((s for s in class_of(2)), store, crew())
    assert (progress.done, progress.total) == (2, 0)


def test_no_submission_is_no_work_and_no_error(store, crew):
    assert grade_all([], store, crew()).done == 0


def test_hostile_names_reach_the_worker_and_come_back(store, crew):
    names = ["a\nb", "\udc80", '"}{', "../..", "x" * 100_000]
    sources = [Given(replace(submission(str(i)), learner=name, source=name)) for i, name in enumerate(names)]
    grade_all(sources, store, crew())
    assert set(by_learner(store)) == set(names)


def test_a_problem_from_reading_is_a_result(store, crew):
    given = replace(submission("learner-1"), problem="The file is larger than 20 MB.")
    grade_all([Given(given)], store, crew())
    [found] = store.results()
    assert not found.gradable and found.problems == ("The file is larger than 20 MB.",)


def test_a_folder_that_cannot_be_written_stops_all(store, crew):
    store.folder.mkdir()
    (store.folder / "results").write_text("in the way")
    with pytest.raises(StoreError, match="0 results are safe"):
        grade_all(class_of(50), store, crew())


def test_an_error_of_who_listens_stops_all_and_loses_nothing(store, crew, journal):
    def tell(result, progress):
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        grade_all(class_of(50), store, crew(), tell)
    assert 0 < len(store) < 50
    grade_all(class_of(50), store, crew())
    assert len(list(store.results())) == 50


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="waits for strangers' processes as Linux does")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
def test_when_the_coordinator_stops_its_workers_leave_and_it_can_go_on(tmp_path, how):
    coordinator = started(tmp_path, 150)
    for _ in range(10):
        coordinator.stdout.readline()
    workers = workers_of(coordinator)
    assert len(workers) == 2
    coordinator.send_signal(how)
    said = coordinator.communicate()[1]
    for worker in workers:
        assert ended(worker), "a worker outlives its coordinator"
    if how == signal.SIGINT:
        assert "stopped: " in said and "run the same command again: it goes on where it stopped" in said
        assert "Traceback" not in said
    store = Store(tmp_path)
    assert 10 <= len(store) < 150
    done = len(store)
    progress = grade_all(class_of(150), store, Crew({"seconds": 60.0}, 2, COMMAND))
    assert progress.graded == 150 - done
    assert len(list(store.results())) == 150


def test_the_workers_of_the_command_grade_with_the_real_oracle(store):
    answer = b"def affine(x, w, b):\n    return x @ w + b\n"
    sources = [
        Given(Submission("right", "right.py", answer, ".py", TIME)),
        Given(Submission("broken", "broken.ipynb", b"{", ".ipynb", TIME)),
    ]
    settings = Settings(store.secret).to_dict()
    assert grade_all(sources, store, Crew(settings, 1)).graded == 2
    results = by_learner(store)
    assert results["right"].points == 1
    assert results["right"].gradable and not results["broken"].gradable
    assert grade_all(sources, store, Crew(settings, 1)).graded == 0


def test_python_files_beside_the_submissions_are_not_imported(tmp_path):
    for name in ("json", "numpy", "dlteach", "socket"):
        (tmp_path / f"{name}.py").write_text("open('imported', 'w').close()")
    code = (
        "import sys; sys.path.remove(''); from dlteach.grading.crew import WORKER; import subprocess;"
        "subprocess.run(WORKER, stdin=subprocess.DEVNULL)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, capture_output=True)
    assert not (tmp_path / "imported").exists()
