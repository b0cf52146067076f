"""What is handed in besides code: files, names and zips that attack whoever opens, prints or shows them."""

import csv
import json
import os
import secrets
import subprocess
import sys
import zipfile
from html.parser import HTMLParser

import pytest

from .attacks.catalogue import HONEST, IMPORTS
from .attacks.ground import notebook

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="grading needs Linux or macOS")

SCRIPT = "<script>alert(1)</script>"
STEER = "\x1b[2J\x1b]0;owned\x07"
TOKEN = "CANARY" + secrets.token_hex(8)
RIGHT = notebook(IMPORTS + HONEST, "00_start_here")
SHOWN_TEXT = SCRIPT + STEER + "=1+1"
SHOWN_ANSWERS = f"""
def affine(x, w, b):
    raise ValueError({SHOWN_TEXT!r})
def predict_shape(a, b):
    return "=cmd()" + {SHOWN_TEXT!r}
"""


def bare(**parts):
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [], **parts}).encode()


def cell(source):
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None}


def outputs_of(megabytes):
    book = json.loads(RIGHT)
    book["cells"][0]["outputs"] = [
        {"output_type": "stream", "name": "stdout", "text": "x" * (megabytes << 20)}
    ]
    return json.dumps(book).encode()


FILES = {
    "honest": RIGHT,
    "large": outputs_of(100),
    "too-large": b" " * 210_000_000,
    "deep-list": b"[" * 1_000_000,
    "deep-dict": b'{"a":' * 200_000 + b"1" + b"}" * 200_000,
    "deep-metadata": bare(metadata={})[:-1] + b',"x":' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    "no-json": b"\x00\xff\xfe" * 1000,
    "empty": b"",
    "utf-16": RIGHT.decode().encode("utf-16"),
    "huge-number": b'{"nbformat": ' + b"9" * 5000 + b', "cells": []}',
    "nan": b'{"nbformat": NaN, "nbformat_minor": 1e999, "metadata": {}, "cells": []}',
    "old": b'{"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": "x"}]}]}',
    "nbformat-text": bare(nbformat="4"),
    "no-cells": bare(cells=None),
    "cells-dict": bare(cells={"a": 1}),
    "sources": bare(cells=[cell(5), cell(None), cell([1, 2]), cell({"a": 1}), {"cell_type": 7}, None, 3]),
    "surrogates": bare(cells=[cell("x = '\ud800'\ndef affine(x, w, b):\n    raise ValueError('\udfff')")]),
    "null-bytes": bare(cells=[cell("x = 1\x00\ndef affine(x, w, b): return 1")]),
    "metadata-name": bare(metadata={"dlteach": {"name": f"../{SCRIPT + STEER}"}}, cells=[cell("x = 1")]),
    "metadata-long": bare(metadata={"dlteach": {"name": "x" * 100_000}}, cells=[cell("affine = 1")]),
    "metadata-list": bare(metadata={"dlteach": ["name"]}, cells=[cell("affine = 1")]),
    "metadata-name-list": bare(metadata={"dlteach": {"name": ["00_start_here"]}}, cells=[cell("affine = 1")]),
    "shows": bare(cells=[cell(f"raise ValueError({SHOWN_TEXT!r})"), cell(SHOWN_ANSWERS)]),
    "unreadable-cell": bare(cells=[cell(f"def affine(: {SCRIPT}{STEER}")]),
    "many-cells": bare(cells=[cell(f"x{k} = 1") for k in range(20_000)]),
    "one-long-line": bare(cells=[cell("x = 1;" * 300_000)]),
    "deep-code": bare(cells=[cell("x = " + "(" * 90_000 + ")" * 90_000), cell("-" * 900_000 + "1")]),
    "many-names": bare(cells=[cell("\n".join(f"def f{k}(): return f{k + 1}()" for k in range(30_000)))]),
}  # fmt: skip
NAMES = (
    "=cmd|' C'!A0", "+1", "@sum(1)", SCRIPT.replace("/", "⁄"), "\x1b[2Jred", "line\nbreak", "a,b;c\"d'e",
    "\u202egnp", "x" * 200, "\udcff",
)  # fmt: skip

LEADING_OUT = (
    "../../traversed.ipynb",
    "/tmp/dlteach-attack-absolute.ipynb",
    "C:\\traversed.ipynb",
    "..\\..\\traversed.ipynb",
    "a/../../traversed.ipynb",
    "inside/honest_zip.ipynb",
)
LINKS = {
    "link-to-a-secret": "{place}/secret.txt",
    "link-to-zeros": "/dev/zero",
    "link-to-itself": "00_start_here.ipynb",
    "link-to-a-folder": "{place}",
    "link-to-memory": "/proc/self/mem",
    "link-to-another": "../honest/00_start_here.ipynb",
}


def run(*words, cwd, code=(0,)):
    """A command as an instructor runs it, with a secret in the environment."""
    done = subprocess.run(
        [sys.executable, "-m", "dlteach", *map(str, words)],
        cwd=cwd,
        capture_output=True,
        env={**os.environ, "DLTEACH_CANARY": TOKEN, "COLUMNS": "200", "PYTHONPATH": os.getcwd()},
        timeout=400,
        check=False,
    )
    said = done.stdout.decode("utf-8", "surrogateescape") + done.stderr.decode("utf-8", "surrogateescape")
    assert done.returncode in code, said[-3000:]
    assert "Traceback" not in said, said[-3000:]
    return said


def hand_in(place):
    """A folder of a class: hostile files, hostile names, links and pipes."""
    folder = place / "in"
    folder.mkdir()
    for learner, data in FILES.items():
        (folder / learner).mkdir()
        (folder / learner / "00_start_here.ipynb").write_bytes(data)
    for name in NAMES:
        path = os.path.join(os.fsencode(folder), os.fsencode(name))
        os.mkdir(path)
        with open(os.path.join(path, os.fsencode(name) + b".ipynb"), "wb") as file:
            file.write(RIGHT)
    for name, target in LINKS.items():
        (folder / name).mkdir()
        (folder / name / "00_start_here.ipynb").symlink_to(target.format(place=place))
    (folder / "pipe").mkdir()
    os.mkfifo(folder / "pipe" / "00_start_here.ipynb")
    (folder / "folder-itself" / "00_start_here.ipynb").mkdir(parents=True)
    (folder / "plain").mkdir()
    (folder / "plain" / "task.py").write_bytes(b"# -*- coding: utf-7 -*-\n+AGEAYg- = 1\n" + b"\x00")
    archive(folder / "class.zip")


def archive(path):
    """A zip of a school's system, with names that lead out of it and sizes that lie."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for count, name in enumerate(LEADING_OUT):
            file.writestr(name, RIGHT + b" " * count)  # the same file twice of one learner has one result
        link = zipfile.ZipInfo("inside/link.ipynb")
        link.external_attr = 0o120777 << 16
        file.writestr(link, "/etc/passwd")
        file.writestr("inside/" + "n" * 60_000 + ".ipynb", RIGHT)
        with file.open("inside/bomb.ipynb", "w") as bomb:
            for _ in range(220):
                bomb.write(bytes(1 << 20))
        file.writestr("inside/broken.zip", b"PK\x03\x04 and nothing more")


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    place = tmp_path_factory.mktemp("hostile")
    (place / "secret.txt").write_text(TOKEN)
    hand_in(place)
    before = names_in(place)
    said = run("grade", "in", "--out", "grades", "--cell-seconds", 2, "--seconds", 8, cwd=place)
    return place, said, before


def names_in(place):
    return {path for path in map(str, place.rglob("*")) if "/grades" not in path}


def results(place):
    return [json.loads(path.read_text("utf-8")) for path in (place / "grades").glob("results/*/*.json")]


def test_each_file_has_a_result_and_the_honest_ones_full_marks(graded):
    place, _, _ = graded
    found = results(place)
    learners = {result["learner"] for result in found}
    assert FILES.keys() - learners == set()
    whole = {result["source"] for result in found if result["points"] == 4}
    assert sum("honest" in source for source in whole) >= 2, "in a folder and in a zip"
    assert any("large/" in source for source in whole), "100 MB of outputs are no fault of the answers"
    hostile = {result["learner"]: result["points"] for result in found if result["learner"] in FILES}
    del hostile["honest"], hostile["large"], hostile["utf-16"]
    assert set(hostile.values()) == {0}


def test_what_links_and_pipes_lead_to_is_not_read(graded):
    place, _, _ = graded
    found = {result["learner"]: result for result in results(place)}
    for learner in (
        "link-to-a-secret",
        "link-to-zeros",
        "link-to-itself",
        "link-to-a-folder",
        "link-to-memory",
        "pipe",
    ):
        assert not found[learner]["gradable"], learner
        assert found[learner]["problems"], learner
    for result in results(place):
        if "traversed" in result["source"] or "absolute" in result["source"] or "bomb" in result["source"]:
            assert not result["gradable"], result["source"]


def test_nothing_is_written_outside_the_folder_of_results(graded):
    place, _, before = graded
    assert names_in(place) == before
    assert not list(place.parent.glob("traversed*"))
    assert not os.path.exists("/tmp/dlteach-attack-absolute.ipynb")


def test_the_secrets_of_the_grader_are_nowhere_in_what_comes_out(graded):
    place, said, _ = graded
    assert TOKEN not in said
    for path in (place / "grades").rglob("*"):
        if path.is_file():
            assert TOKEN.encode() not in path.read_bytes(), path


SHOWN = {
    "grade": ("grade", "in", "--out", "grades", "--cell-seconds", 2, "--seconds", 8),
    "gradebook": ("gradebook", "--csv", "out.csv"),
    "report": ("report", "--html", "out.html"),
    "similar": ("similar", "in"),
    "feedback": ("feedback",),
    "feedback-md": ("feedback", "--format", "md"),
    "feedback-txt": ("feedback", "--format", "txt"),
}


@pytest.mark.parametrize("name", SHOWN)
def test_what_is_printed_steers_no_terminal(graded, name):
    place, first, _ = graded
    said = first + run(*SHOWN[name], cwd=place, code=(0, 1))
    assert [c for c in said if not c.isprintable() and c not in "\n\t\r"] == []
    (place / "out.csv").unlink(missing_ok=True)
    (place / "out.html").unlink(missing_ok=True)


class _Scripts(HTMLParser):
    """Finds elements and attributes that would run what a learner wrote."""

    def __init__(self):
        super().__init__()
        self.found = []
        self.inside = ""

    def handle_starttag(self, tag, attributes):
        self.inside = tag if tag in ("script", "style") else ""
        self.found += [f"{tag} {name}" for name, _ in attributes if name.startswith("on")]
        self.found += [
            f"{tag} {v}" for _, v in attributes if v and v.strip().lower().startswith("javascript:")
        ]

    def handle_data(self, data):
        if self.inside == "script" and "alert(1)" in data:
            self.found.append(data)


def test_pages_run_nothing_that_a_learner_wrote(graded):
    place, _, _ = graded
    run("feedback", cwd=place)
    run("report", "--html", "grades/report.html", cwd=place)
    pages = list((place / "grades").rglob("*.html"))
    assert len(pages) > 10
    for page in pages:
        text = page.read_text("utf-8")
        parser = _Scripts()
        parser.feed(text)
        assert parser.found == [], page
        assert "\x1b" not in text, page


def test_cells_of_the_table_are_no_formulas(graded):
    place, _, _ = graded
    run("gradebook", "--csv", "grades/out.csv", cwd=place)
    rows = list(csv.reader((place / "grades" / "out.csv").open(encoding="utf-8", newline="")))
    assert len(rows) > 10
    for row in rows:
        for word in row:
            assert not word.lstrip().startswith(("=", "+", "-", "@", "\t", "\r")) or _is_number(word), row
            assert "\x1b" not in word, row


def _is_number(word):
    try:
        float(word)
    except ValueError:
        return False
    return True
