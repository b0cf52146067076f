"""How long a learner waits: `check` on right and wrong answers, and `import dlteach` against `import numpy`.

python benchmarks/check.py [--json FILE]
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time

os.environ["DLTEACH_STATE"] = os.path.join(os.environ.get("TMPDIR", "/tmp"), "dlteach-benchmark.json")

from rich.console import Console
from rich.table import Table

from dlteach.autograder import grade
from dlteach.autograder.registry import exercises
from dlteach.autograder.selfcheck import remember


def milliseconds(call, rounds):
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def wait(answer, name, rounds):
    """For one check, recording included."""
    return milliseconds(lambda: remember(grade(answer, name)), rounds)


def checks(rounds):
    """For every exercise: a right answer, and the slowest of its named mistakes."""
    for exercise in exercises().values():
        answers = {"right": exercise.reference} | {m.id: m.answer for m in exercise.mistakes}
        times = {name: wait(answer, exercise.name, rounds) for name, answer in answers.items()}
        slowest = max(times, key=times.get)
        yield {
            "exercise": exercise.name,
            "right_ms": times["right"],
            "slowest_ms": times[slowest],
            "slowest": slowest,
        }


def imports(rounds):
    """Whole processes, interleaved, so that both see the same machine."""
    statements = {
        "numpy": "import numpy",
        "dlteach": "import dlteach",
        "functions": "import dlteach.functions",
    }
    times = {name: [] for name in statements}
    for _ in range(rounds):
        for name, statement in statements.items():
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", statement], check=True)
            times[name].append(1000 * (time.perf_counter() - start))
    return {name: statistics.median(values) for name, values in times.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", metavar="FILE")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    rows, loading = list(checks(options.rounds)), imports(options.rounds)
    table = Table(
        "exercise", "right, ms", "slowest mistake, ms", "which", title="check: the wait in a notebook"
    )
    for row in rows:
        table.add_row(row["exercise"], f"{row['right_ms']:.1f}", f"{row['slowest_ms']:.1f}", row["slowest"])
    right = statistics.median(row["right_ms"] for row in rows)
    wrong = statistics.median(row["slowest_ms"] for row in rows)
    table.add_row("median", f"{right:.1f}", f"{wrong:.1f}", "")
    Console().print(table)
    for name, ms in loading.items():
        print(f"import {name}: {ms:.0f} ms, {ms / loading['numpy']:.2f} × numpy")
    if options.json:
        with open(options.json, "w") as file:
            json.dump({"checks": rows, "imports_ms": loading}, file, indent=1)


if __name__ == "__main__":
    main()
