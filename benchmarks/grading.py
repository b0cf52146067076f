"""What grading costs: five small NumPy questions by `dlteach grade`, by nbgrader and by Otter.

python benchmarks/grading.py [--submissions N] [--rounds R] [--only NAME] [--json FILE]

Parts, for `--only`: cpu, memory, jobs, first. CPU time is that of a grader and of all that it starts. "Start"
is what the first submissions cost beyond the others, "each" what one more costs: both come from two classes,
each graded from a cold start. Peers are installed under build/ at the first run; one that cannot be installed
is left out.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

import five_questions
from peer_graders import NBGRADER, OTTER, NotMeasured
from process_costs import cost_of, megabytes
from rich.console import Console
from rich.table import Table

from dlteach.autograder.inputs import fresh
from dlteach.autograder.judge import asked_in
from dlteach.autograder.registry import find
from dlteach.autograder.running import quiet
from dlteach.grading.store import Store

LIMIT_MS = 15  # above the learner's own code
LIMIT_RATIO = 50
LIMIT_MB = 300
OF_PEERS = (2, 10)  # sizes of their two classes
CLASSES = (100, 1_000, 10_000)  # submissions after which memory is looked at


def grade(count, jobs=1, watch=lambda pid, results: None):
    """Grade a class of so many with the command: its cost, and the learners' processes' share of its CPU."""
    with tempfile.TemporaryDirectory() as name:
        folder, results = Path(name), Path(name) / "grades"
        for number in range(count):
            place = folder / "class" / f"learner-{number}" / "answers.ipynb"
            place.parent.mkdir(parents=True)
            place.write_bytes(five_questions.submission(number))
        command = [sys.executable, "-m", "dlteach", "grade", "class", "--jobs", str(jobs)]
        cost = cost_of(command, folder, lambda pid: watch(pid, results))
        inside = 0.0
        for result in Store(results).results():
            inside += result.seconds["cpu"]
            if result.points != five_questions.points(int(result.learner.removeprefix("learner-"))):
                raise RuntimeError(f"{result.learner} has {result.points} points: figures would mean nothing")
    return cost, inside


def start_and_each(costs, sizes):
    """Two classes of different sizes give what the start costs, and what each submission does."""
    each = (costs[1] - costs[0]) / (sizes[1] - sizes[0])
    return {"start_s": costs[0] - sizes[0] * each, "each_ms": 1000 * each}


# ---------------------------------------------------------------- CPU


def own_code(count):
    """Milliseconds of CPU for the cells and the calls alone, in this process."""
    for question in five_questions.QUESTIONS:
        asked_in(question.name, 0)
    start = time.process_time()
    for number in range(count):
        with quiet():
            _cells_and_calls(number)
    return 1000 * (time.process_time() - start) / count


def _cells_and_calls(number):
    space = {}
    for cell in [five_questions.IMPORT, *five_questions.answers(number)]:
        exec(compile(cell, "<cell>", "exec"), space)
    for question in five_questions.QUESTIONS:
        driver = find(question.name).driver
        for asked in asked_in(question.name, 0):
            try:
                driver(space[question.name], *map(fresh, asked.case.args))
            except NotImplementedError:
                break
            except Exception:  # a wrong answer may raise
                continue


def cpu_of_dlteach(count):
    sizes = (count, 3 * count)
    (few, few_inside), (many, many_inside) = map(grade, sizes)
    found = start_and_each((few.cpu, many.cpu), sizes)
    own, child = own_code(count), start_and_each((few_inside, many_inside), sizes)["each_ms"]
    parts = {"learner's own code": own, "the process it runs in": child - own}
    return {**found, "parts_ms": {**parts, "oracle, fork, storing": found["each_ms"] - child}}


def cpu_of(peer):
    return start_and_each([peer.cpu(size) for size in OF_PEERS], OF_PEERS)


def cpu(options):
    """Peers take turns, so that a busy machine slows all of them."""
    graders = {"dlteach grade": lambda: cpu_of_dlteach(options.submissions)}
    graders |= {peer.name: lambda peer=peer: cpu_of(peer) for peer in (NBGRADER, OTTER)}
    rounds = {name: [] for name in graders}
    for _ in range(options.rounds):
        for name, measure in graders.items():
            try:
                rounds[name].append(measure())
            except NotMeasured as reason:
                print(f"{name} is left out: {reason}")
    found = {name: median_of(rows) for name, rows in rounds.items() if rows}
    ours = found["dlteach grade"]
    table = Table("", "start, s", "each, ms", "×", title="CPU for five small NumPy questions")
    for name, row in found.items():
        row["ratio"] = row["each_ms"] / ours["each_ms"]
        table.add_row(name, f"{row['start_s']:.2f}", f"{row['each_ms']:,.1f}", f"{row['ratio']:.0f}")
    table.add_section()
    for name, ms in ours["parts_ms"].items():
        table.add_row(f"  {name}", "", f"{ms:.1f}", "")
    Console().print(table)
    ours["above_own_ms"] = ours["each_ms"] - ours["parts_ms"]["learner's own code"]
    print(f"above the learner's own code: {ours['above_own_ms']:.1f} ms (aim: at most {LIMIT_MS})")
    print(f"aim: peers cost at least {LIMIT_RATIO} times as much")
    return found


def median_of(rows):
    """The median of each figure, in dicts of dicts of figures."""
    return {
        name: median_of([row[name] for row in rows])
        if isinstance(value, dict)
        else statistics.median(row[name] for row in rows)
        for name, value in rows[0].items()
    }


# ---------------------------------------------------------------- memory


def memory(options):
    """Of all processes of the command with one job, when so many results are there, and at its peak."""
    samples = []

    def watch(pid, results):
        def look():
            while size := megabytes(pid):
                samples.append((sum(1 for _ in results.glob("results/*/*.json")), size))
                time.sleep(0.5)

        threading.Thread(target=look, daemon=True).start()

    grade(options.largest, watch=watch)
    sizes = [size for size in CLASSES if size <= options.largest]
    found = {f"{size:,}": max(mb for count, mb in samples if count <= size) for size in sizes}
    table = Table("submissions", "MB", title="Memory: the most up to then, one job")
    for name, mb in found.items():
        table.add_row(name, f"{mb:.0f}")
    Console().print(table)
    print(f"aim: flat, and at most {LIMIT_MB} MB")
    return found


# ---------------------------------------------------------------- jobs and the first result


def jobs(options):
    """Submissions a second of wall-clock time without the start; the best round of each."""
    sizes = (options.submissions, 3 * options.submissions)
    rates = {1: [], 2: []}
    for _ in range(options.rounds):
        for number, found in rates.items():
            walls = [grade(size, number)[0].wall for size in sizes]
            found.append(1000 / start_and_each(walls, sizes)["each_ms"])
    table = Table("jobs", "submissions a second", "×", title="Workers")
    for number, found in rates.items():
        table.add_row(str(number), f"{max(found):.1f}", f"{max(found) / max(rates[1]):.2f}")
    Console().print(table)
    return {"rates": rates, "speed_up": max(rates[2]) / max(rates[1])}


def first(options):
    """Seconds from the command to its end for one submission; nothing is warm but the disk."""
    costs = [grade(1)[0] for _ in range(max(3, options.rounds))]
    seconds = {name: statistics.median(getattr(cost, name) for cost in costs) for name in ("wall", "cpu")}
    print(f"one submission from a cold start: {seconds['wall']:.2f} s, of which CPU {seconds['cpu']:.2f} s")
    return seconds


PARTS = {"cpu": cpu, "memory": memory, "jobs": jobs, "first": first}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--submissions", type=int, default=400, help="of the smaller class")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--largest", type=int, default=CLASSES[-1], help="class whose memory is watched")
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--json", metavar="FILE")
    options = parser.parse_args()
    found = {name: part(options) for name, part in PARTS.items() if options.only in (None, name)}
    print(f"{os.cpu_count()} cores; figures of {options.rounds} rounds in turn")
    if options.json:
        with open(options.json, "w") as file:
            json.dump(found, file, indent=1)


if __name__ == "__main__":
    main()
