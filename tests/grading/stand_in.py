"""A worker with an oracle that obeys: a submission's bytes are JSON that says what happens to who grades it.

Run without arguments it is the worker; `stand_in.py FOLDER COUNT JOBS-OR-ADDRESS` grades a class and prints
a line a result.
"""

import json
import os
import select
import signal
import subprocess
import sys
import time
from dataclasses import dataclass

from dlteach.grading import Result, Submission
from dlteach.grading.cluster import Cluster
from dlteach.grading.crew import Crew
from dlteach.grading.runner import grade_all
from dlteach.grading.store import Store
from dlteach.grading.worker import serve

COMMAND = (sys.executable, "-I", __file__)
TIME = "2026-01-31T12:00:00+00:00"


@dataclass(frozen=True)
class Given:
    """A source that holds its submission."""

    submission: Submission

    def read(self):
        return self.submission


def submission(learner, suffix=".py", **orders):
    return Submission(
        learner, f"{learner}/task.py", json.dumps({"from": learner, **orders}).encode(), suffix, TIME
    )


def result(of, gradable=True, problems=(), seconds=0.0):
    return Result(
        learner=of.learner,
        source=of.source,
        assignment="02_gradient_descent",
        submission=of.hash,
        suite="5" * 64,
        environment="e" * 64,
        seed=int(of.hash[:8], 16),
        isolation="none",
        submitted_at=of.submitted_at,
        graded_at=TIME,
        gradable=gradable,
        problems=tuple(problems),
        seconds={"wall": seconds},
    )


class StandIn:
    """`settings` may hold `journal`, a file that gets a line for each thing that is graded."""

    def __init__(self, settings):
        self._settings = settings
        if "refuses" in settings:
            raise RuntimeError(settings["refuses"])

    def key(self, of):
        return result(of).key

    def grade(self, of):
        if "journal" in self._settings:
            with open(self._settings["journal"], "a", errors="backslashreplace") as journal:
                journal.write(f"{of.learner} {os.getpid()}\n")
        if of.problem:
            return result(of, gradable=False, problems=[of.problem])
        orders = json.loads(of.data)
        if marker := orders.get("once"):
            try:
                os.close(os.open(marker, os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                return result(of)
        if os.path.exists(orders.get("unless", "")):
            return result(of)
        if orders.get("do") == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if orders.get("do") == "hang":
            signal.pause()
        if orders.get("do") == "fail":
            raise ZeroDivisionError("the oracle's own fault")
        start = time.process_time()
        while time.process_time() - start < orders.get("cpu", 0.0):
            pass
        return result(of)

    def close(self):
        pass


def class_of(count, cpu=0.004):
    return [Given(submission(f"learner-{i}", cpu=cpu)) for i in range(count)]


def ended(pid, seconds=30.0):
    """Wait for a process that is not ours; whether it is gone."""
    try:
        process = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([process], [], [], seconds)[0])
    finally:
        os.close(process)


def started(folder, count, where=2):
    """Grade a class in a process of its own, which prints a line a result."""
    return subprocess.Popen(
        [sys.executable, __file__, folder, str(count), str(where)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def workers_of(process):
    """The process ids of its children."""
    listed = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True)
    return [int(pid) for pid in listed.stdout.split()]


def main(folder, count, where):
    def tell(result, progress):
        print(progress.done, flush=True)

    settings = {"seconds": 60.0}
    engine = Crew(settings, int(where), COMMAND) if where.isdigit() else Cluster(where, settings, COMMAND)
    try:
        grade_all(class_of(int(count)), Store(folder), engine, tell)
    except KeyboardInterrupt as stopped:
        sys.exit(str(stopped))


if __name__ == "__main__":
    main(*sys.argv[1:]) if sys.argv[1:] else serve(StandIn)
