import json

import nbformat
import pytest

from dlteach.autograder.notebook import NotebookError, read_notebook


def notebook(*cells, **metadata):
    nb = nbformat.v4.new_notebook(metadata=metadata)
    nb.cells = [nbformat.v4.new_code_cell(cell) for cell in cells]
    return nbformat.writes(nb)


def test_code_cells_and_what_they_define_are_found(tmp_path):
    path = tmp_path / "a.ipynb"
    path.write_text(
        notebook("import numpy as np", "def f(x): return x", "class A: pass\nb = 3", dlteach={"name": "01_x"})
    )
    found = read_notebook(path)
    assert found.defined == {"f", "A", "b"}
    assert found.name == "01_x"
    assert found.problems == ()


def test_magics_and_shell_lines_are_left_out_and_code_beside_them_is_kept(tmp_path):
    path = tmp_path / "a.ipynb"
    path.write_text(
        notebook(
            "%matplotlib inline\n!pip install x\nx?\ndef f(): return 3 % 2",
            "%%bash\nrm -rf .",
            "%%time\ng = 1",
        )
    )
    assert read_notebook(path).defined == {"f", "g"}


def test_a_string_with_a_percent_line_is_no_magic(tmp_path):
    path = tmp_path / "a.ipynb"
    path.write_text(notebook('text = """\n%d of %d\n"""'))
    assert "%d of %d" in read_notebook(path).cells[0]


def test_a_syntax_error_costs_its_own_cell_only(tmp_path):
    path = tmp_path / "a.ipynb"
    path.write_text(notebook("def f(:\n  pass", "def g(): pass"))
    found = read_notebook(path)
    assert found.defined == {"g"}
    assert "Code cell 1, line 1" in found.problems[0]


def test_a_percent_script_is_read_as_cells(tmp_path):
    path = tmp_path / "a.py"
    path.write_text("# %%\nx = 1\n# %% [markdown]\n# text\n# %%\ndef f(): pass\n")
    assert read_notebook(path).defined == {"x", "f"}


def test_a_notebook_of_version_3_is_read(tmp_path):
    path = tmp_path / "a.ipynb"
    cell = {
        "cell_type": "code",
        "input": "def f(): pass",
        "language": "python",
        "outputs": [],
        "metadata": {},
    }
    path.write_text(
        json.dumps(
            {
                "nbformat": 3,
                "nbformat_minor": 0,
                "metadata": {},
                "worksheets": [{"cells": [cell], "metadata": {}}],
            }
        )
    )
    assert read_notebook(path).defined == {"f"}


def test_a_notebook_with_fifty_megabytes_of_output_is_read(tmp_path):
    nb = nbformat.from_dict(json.loads(notebook("def f(): pass")))
    nb.cells[0].outputs = [nbformat.v4.new_output("stream", text="x" * 50_000_000)]
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps(nb))
    assert read_notebook(path).defined == {"f"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (notebook("def f(): pass").encode()[:120], "ends in the middle"),
        (b"", "is empty"),
        (b"{}", "no Jupyter notebook"),
        (b"<html>", "damaged at line 1"),
        (notebook("a = 'caf\u00e9'").replace("\\u00e9", "\u00e9").encode("latin-1"), "not UTF-8"),
        (b"[" * 100_000, "damaged"),
        (b'{"nbformat": 4}', "damaged"),
        (b'{"nbformat": 3, "worksheets": []}', "damaged"),
        (b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": 3}]}', "damaged"),
        (notebook("x = '" + "a" * 3_000_000 + "'").encode(), "data in a cell"),
    ],
    ids=[
        "cut in half",
        "empty",
        "other JSON",
        "HTML",
        "Latin-1",
        "deep",
        "no cells",
        "old and bare",
        "wrong source",
        "data",
    ],
)
def test_a_bad_file_gets_an_error_that_says_what_to_do_and_stays(tmp_path, content, words):
    path = tmp_path / "a.ipynb"
    path.write_bytes(content)
    with pytest.raises(NotebookError, match=words):
        read_notebook(path)
    assert path.read_bytes() == content


def test_another_kind_of_file_is_told(tmp_path):
    (tmp_path / "notes.txt").write_text("hello")
    with pytest.raises(NotebookError, match=r"ends in \.ipynb or \.py"):
        read_notebook(tmp_path / "notes.txt")


def test_a_missing_file_and_a_folder_are_told(tmp_path):
    with pytest.raises(NotebookError, match="No such file"):
        read_notebook(tmp_path / "none.ipynb")
    with pytest.raises(NotebookError, match="is a folder"):
        read_notebook(tmp_path)


def test_what_mine_brings_from_another_notebook_is_no_answer(tmp_path):
    path = tmp_path / "a.py"
    path.write_text("softmax = mine('softmax')\nf = make('f')\n")
    assert read_notebook(path).defined == {"f"}
