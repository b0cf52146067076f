"""Damaged notebooks, drawn from the course's own: each is read, or refused with a sentence.

The gate reads 1,500. `DLTEACH_FUZZ=10000` reads that many; `DLTEACH_FUZZ_SEED` draws others.
"""

import json
import os
import random
import re
import time

import pytest

from dlteach.autograder.parsing import parse
from dlteach.autograder.registry import exercises
from dlteach.course.workspace import course_root
from dlteach.grading.answers import Answers, NotebookError, read_answers

COUNT = int(os.environ.get("DLTEACH_FUZZ", "1500"))
SEED = int(os.environ.get("DLTEACH_FUZZ_SEED", "0"))
ODD = [None, True, -1, 1e400, float("nan"), [], {}, [None], {"a": 1}, [[["x"]]], ["a", 1], 10**30]
ODD += [
    "",
    "\ud800",
    "\x00",
    "%%bash\nls",
    "!ls",
    '"""',
    "'''\\",
    "((((",
    "def f(",
    "    return x",
    "x = !ls",
]
ODD += ["get_ipython().system('ls')", "```\ndef f(): pass", "-" * 5000 + "1", "\\", "raise"]
ODD += ["<<<<<<< a\nx = 1\n=======\nx = 2\n>>>>>>> b"]
BITS = [
    b"[",
    b"]",
    b"{",
    b"}",
    b'"',
    b"\\",
    b",",
    b":",
    b"\xff",
    b"\x00",
    b"null",
    b"NaN",
    b"1" * 5000,
    b"\\ud800",
]
BITS += [
    b"<<<<<<< a\n",
    b"\n=======\n",
    b"\n>>>>>>> b\n",
    b'"outputs": [',
    b"\xef\xbb\xbf",
    b"[" * 3000,
    b"\r\n",
]


def originals():
    root = course_root()
    return [
        path.read_bytes()
        for room in ("exercises", "solutions")
        for path in sorted((root / room).glob("*.ipynb"))
    ]


def places(value, found):
    """Every spot in the data that can be replaced: a container and its key."""
    waiting = [value]
    while waiting:
        here = waiting.pop()
        keys = here if isinstance(here, dict) else range(len(here)) if isinstance(here, list) else ()
        for key in list(keys):
            found.append((here, key))
            waiting.append(here[key])
    return found


def mangled_bytes(draw, data):
    data = bytearray(data)
    for _ in range(draw.randint(1, 4)):
        at = draw.randrange(len(data))
        match draw.randrange(5):
            case 0:
                data[at] ^= 1 << draw.randrange(8)
            case 1:
                del data[at : at + draw.choice([1, 10, 1000])]
            case 2:
                data[at:at] = draw.choice(BITS)
            case 3:
                data[at:at] = data[draw.randrange(len(data)) :][: draw.choice([10, 1000])]
            case 4:
                del data[at:]
        data = data or bytearray(b"{")
    return bytes(data)


def mangled_structure(draw, data):
    notebook = json.loads(data)
    for _ in range(draw.randint(1, 4)):
        holder, key = draw.choice(places(notebook, []))
        other, other_key = draw.choice(places(notebook, []))
        match draw.randrange(4):
            case 0:
                holder[key] = draw.choice(ODD)
            case 1:
                del holder[key]
            case 2:
                holder[key] = (
                    json.loads(json.dumps(other[other_key])) if isinstance(other, (dict, list)) else 1
                )
            case 3 if isinstance(holder[key], str) and holder[key]:
                text = holder[key]
                at = draw.randrange(len(text))
                holder[key] = text[:at] + str(draw.choice(ODD)) + text[at + draw.randrange(3) :]
        if not places(notebook, []):
            break
    return json.dumps(notebook, indent=draw.choice([None, 1])).encode()


def mangled_cells(draw, data):
    notebook = json.loads(data)
    cells = notebook["cells"]
    for _ in range(draw.randint(1, 8)):
        at, to = draw.randrange(len(cells)), draw.randrange(len(cells))
        cell = json.loads(json.dumps(cells[at]))
        source = "".join(cell["source"])
        cut = draw.randrange(len(source) + 1)
        match draw.randrange(6):
            case 0:
                cells.insert(to, cell)
            case 1:
                cells.insert(to, cells.pop(at))
            case 2:
                cells[at : at + 1] = [{**cell, "source": source[:cut]}, {**cell, "source": source[cut:]}]
            case 3:
                cells[at]["cell_type"] = draw.choice(["code", "markdown", "raw", "heading", "", 3])
            case 4:
                cells[at]["source"] = draw.choice(
                    ["", [], source.splitlines(), source + str(draw.choice(ODD))]
                )
            case 5:
                cells[at]["source"] = str(draw.choice(ODD)) + "\n" + source
    return json.dumps(notebook).encode()


def mangled_script(draw, data):
    sources = ["".join(cell["source"]) for cell in json.loads(data)["cells"]]
    mark = draw.choice(["\n# %%\n", "\n#%%\n", "\n# In[ ]:\n", "\n\n", "\n# %% [markdown]\n"])
    return mangled_bytes(draw, mark.join(sources).encode())


def wrong_in(answers):
    """What must hold for whatever could be read; each cell must be Python, which `parse` sees to."""
    known = {exercise.name for exercise in exercises().values()}
    for cell in answers.cells:
        parse(cell)
        cell.encode()
    if not set(answers.defined) <= known:
        return "an exercise that there is not"
    if not re.fullmatch(r"[\w-]{0,60}", answers.name, re.ASCII):
        return "a set that has no name for a file or a column"
    if not all(isinstance(problem, str) and 20 < len(problem) < 1000 for problem in answers.problems):
        return "a problem that is no sentence"
    return ""


@pytest.mark.parametrize("mangled", [mangled_bytes, mangled_structure, mangled_cells, mangled_script])
def test_a_damaged_notebook_is_read_or_refused(mangled):
    draw = random.Random(f"{SEED} {mangled.__name__}")
    known = list(exercises().values())
    base = originals()
    slowest = 0.0
    for number in range(COUNT // 4):
        data = mangled(draw, draw.choice(base))
        suffix = ".py" if mangled is mangled_script else ".ipynb"
        began = time.process_time()
        try:
            answers = read_answers(data, suffix, known)
        except NotebookError as error:
            answers = Answers(problems=(str(error),))
        assert not wrong_in(answers), f"file {number}: {wrong_in(answers)}"
        slowest = max(slowest, time.process_time() - began)
    print(f"{COUNT // 4} files, the slowest took {slowest:.3f} s")
