"""Make dlteach/course/frameworks.json: what other frameworks give for the job of lesson 16.

Run it once in an environment of each framework; every run replaces its own entry and leaves the others:

pip install keras jax;        KERAS_BACKEND=jax python authoring/data/make_framework_numbers.py keras
pip install keras torch;      KERAS_BACKEND=torch python authoring/data/make_framework_numbers.py keras
pip install keras tensorflow; KERAS_BACKEND=tensorflow python authoring/data/make_framework_numbers.py keras
pip install torch numpy;      python authoring/data/make_framework_numbers.py torch
"""

import importlib
import json
import os
import re
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
LESSON = ROOT / "authoring" / "lessons" / "16_frameworks_and_hardware.py"
NUMBERS = ROOT / "dlteach" / "course" / "frameworks.json"


def of_the_lesson():
    """The names of the lesson's own cells that define the job and the steps: one text, run everywhere."""
    space = {"np": np}
    for cell in LESSON.read_text(encoding="utf-8").split("# %%"):
        if re.search(r"^(def \w+_step\(|job = )", cell, re.MULTILINE):
            exec(compile(cell, LESSON.name, "exec"), space)
    return space


def plain(value):
    """Arrays as lists, for JSON."""
    return [plain(part) for part in value] if isinstance(value, (list, tuple)) else np.asarray(value).tolist()


def measured(name):
    """The entry of a framework that is installed here: its title and its numbers."""
    framework = importlib.import_module(name)
    lesson = of_the_lesson()
    numbers = lesson[f"{name}_step"](framework, *lesson["job"])
    backend = os.environ["KERAS_BACKEND"] if name == "keras" else ""
    title = f"{name} on {backend}" if backend else name
    words = f"{name} {version(name)}" + (f" on {backend} {_version_of(backend)}" if backend else "")
    return title, {"version": words, **{key: plain(value) for key, value in numbers.items()}}


def _version_of(backend):
    return importlib.import_module(backend).__version__.partition("+")[0]


if __name__ == "__main__":
    title, entry = measured(sys.argv[1])
    old = json.loads(NUMBERS.read_text(encoding="utf-8")) if NUMBERS.exists() else {"numbers": {}}
    numbers = dict(sorted({**old["numbers"], title: entry}.items()))
    lines = [f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in numbers.items()]
    job = json.dumps(plain(of_the_lesson()["job"]))
    text = f'{{"job": {job},\n "numbers": {{\n' + ",\n".join(lines) + "}}\n"
    NUMBERS.write_text(text, encoding="utf-8")
