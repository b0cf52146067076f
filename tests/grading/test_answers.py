import json

import pytest

from dlteach.autograder.registry import exercises
from dlteach.course.workspace import course_root
from dlteach.grading.answers import NotebookError, read_answers

AFFINE = 'def affine(x, w, b):\n    """Return x * w + b."""\n    return x * w + b'
STUB = 'def affine(x, w, b):\n    """Return x * w + b."""\n    raise NotImplementedError("your code here")'


def code(source, **rest):
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], **rest}


def text(source, kind="markdown"):
    return {"cell_type": kind, "metadata": {}, "source": source}


def notebook(*cells, **metadata):
    cells = [code(cell) if isinstance(cell, str) else cell for cell in cells]
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells}


def read(data, suffix=".ipynb"):
    if isinstance(data, dict):
        data = json.dumps(data)
    if isinstance(data, str):
        data = data.encode("utf-8", "surrogatepass")
    return read_answers(data, suffix, exercises().values())


def run(answers):
    """What the cells define when they run, each for itself, as in the sandbox."""
    space = {}
    for cell in answers.cells:
        try:
            exec(cell, space)
        except Exception:
            continue
    return space


def answer(data, suffix=".ipynb", name="affine"):
    """The answer to an exercise as it comes out of a file."""
    found = read(data, suffix)
    return run(found)[found.defined[name]]


# ---------------------------------------------------------------- which definition counts


def test_an_untouched_stub_after_the_answer_does_not_hide_it():
    assert answer(notebook(AFFINE, STUB))(2, 3, 4) == 10


def test_of_several_answers_the_last_counts():
    assert answer(notebook(AFFINE, "def affine(x, w, b):\n    return 0", STUB))(2, 3, 4) == 0


def test_a_stub_in_the_same_cell_goes_and_the_rest_of_the_cell_stays():
    found = read(notebook(AFFINE + "\n@staticmethod\n" + STUB + "\nx = 1 / 0"))
    assert found.cells[0].count("\n") == 7, "lines keep their numbers, for the messages that name them"
    assert "raise" not in found.cells[0]


def test_a_file_with_nothing_but_the_stub_has_an_untouched_answer():
    with pytest.raises(NotImplementedError):
        answer(notebook(STUB))(1, 2, 3)


def test_of_two_classes_the_one_with_fewer_stubs_counts():
    half = "class Graph:\n    def add(self, a, b):\n        return a + b\n    def run(self):\n"
    stub = (
        half.replace("return a + b", "raise NotImplementedError") + "        raise NotImplementedError('x')"
    )
    found = read(notebook(half + "        raise NotImplementedError", stub))
    assert run(found)[found.defined["Graph"]]().add(1, 2) == 3


def test_an_answer_under_another_name_is_found_through_its_check():
    mine = AFFINE.replace("affine", "my_affine")
    for call in ('check(my_affine, "affine")', 'dlteach.check("my_affine", name="affine")'):
        found = read(notebook(STUB, mine, call))
        assert found.defined["affine"] == "my_affine"


def test_the_exercises_own_name_comes_before_another_one():
    found = read(notebook(AFFINE, "def f(x, w, b): return 0", 'check(f, "affine")'))
    assert found.defined["affine"] == "affine"


@pytest.mark.parametrize(
    "call", ['check(gone, "affine")', 'check(f(), "affine")', 'check(f, "no_such")', "check(f)"]
)
def test_a_check_of_something_else_makes_no_answer(call):
    assert read(notebook("def f(): pass", call)).defined == {}


def test_definitions_under_if_and_try_are_found():
    found = read(
        notebook(
            "try:\n    import x\n    " + AFFINE.replace("\n", "\n    ") + "\nexcept ImportError:\n    pass"
        )
    )
    assert found.defined == {"affine": "affine"}


@pytest.mark.parametrize(
    "cell",
    [
        "affine = mine('affine')",
        "from a import affine",
        "affine: int",
        "def f():\n    def affine(): pass",
        "x.affine = 1",
    ],
)
def test_what_is_no_answer_is_not_found(cell):
    assert read(notebook(cell)).defined == {}


# ---------------------------------------------------------------- mangled notebooks


@pytest.mark.parametrize("kind", ["markdown", "raw", "heading"])
@pytest.mark.parametrize("form", ["{}", "Here it is:\n\n```python\n{}\n```\n", "~~~\n{}\n~~~"])
def test_code_in_a_text_cell_counts_when_no_code_cell_has_it(kind, form):
    found = read(notebook("x = 1", text(form.format(AFFINE), kind)))
    assert run(found)["affine"](2, 3, 4) == 10
    assert "text cell" in found.problems[0]


def test_imports_in_text_cells_come_along_with_an_answer_and_alone_they_do_not():
    imports = text("import math\nfrom os import path")
    found = read(notebook(imports, text("Some words."), text(AFFINE)))
    assert {"math", "path", "affine"} <= run(found).keys()
    assert len(found.problems) == 1
    assert read(notebook(imports, AFFINE)).cells == (AFFINE,)


def test_code_in_a_text_cell_does_not_count_beside_a_code_cell():
    found = read(notebook(STUB, text(f"```\n{AFFINE}\n```")))
    assert len(found.cells) == 1


@pytest.mark.parametrize(
    "cells",
    [
        ("def affine(x, w, b):", "    y = x * w", "    return y + b"),
        ("def affine(x, w, b):\n    y = x * w", "    return y + b"),
        ("def affine(x, w,", "b):\n    return x * w + b"),
    ],
    ids=["header alone", "body in two", "arguments in two"],
)
def test_an_answer_that_is_split_over_cells_is_joined(cells):
    found = read(notebook("import numpy", *cells, "y = 3"))
    space = run(found)
    assert "affine" in found.defined
    assert space["y"] == 3
    assert len(found.cells) == len(cells) + 2, "the cells keep their numbers"


def test_an_indented_cell_is_read_as_jupyter_does():
    assert run(read(notebook("def f():\n    pass", "    x = 1\n    y = 2")))["y"] == 2


def test_emptied_and_broken_cells_keep_their_numbers():
    found = read(notebook("", "def f(:", AFFINE))
    assert found.cells == ("", "", AFFINE)
    assert found.problems == ("Code cell 2, line 1 is not Python yet: invalid syntax. It was left out.",)


@pytest.mark.parametrize("room", ["exercises", "solutions"])
def test_reversed_and_doubled_cells_give_the_same_answers(room):
    for path in sorted((course_root() / room).glob("*.ipynb")):
        data = json.loads(path.read_text(encoding="utf-8"))
        expected = read(data)
        data["cells"] = [*reversed(data["cells"]), *data["cells"]]
        data["metadata"] = {}
        found = read(data)
        assert (found.defined, found.name) == (expected.defined, expected.name), path.name
        assert expected.name == path.stem


def test_the_set_is_that_of_most_answers_when_the_file_does_not_say():
    assert read(notebook(AFFINE, dlteach={"name": "../../etc"})).name == exercises()["affine"].lesson
    assert read(notebook("x = 1")).name == ""
    assert read(notebook("x = 1", dlteach={"name": "07_softmax"})).name == "07_softmax"


# ---------------------------------------------------------------- formats


@pytest.mark.parametrize(
    "change",
    [
        lambda nb: {**nb, "metadata": {"colab": {"provenance": []}, "accelerator": "GPU"}},
        lambda nb: {**nb, "nbformat": 4.0},
        lambda nb: {k: v for k, v in nb.items() if k == "cells"},
        lambda nb: {**nb, "metadata": None},
        lambda nb: {**nb, "cells": [None, 3, [], *nb["cells"], {"cell_type": "code", "source": {"a": 1}}]},
        lambda nb: {**nb, "cells": [{"cell_type": "code", "source": AFFINE}]},
        lambda nb: {**nb, "cells": [{"outputs": {"odd": 1}, "source": AFFINE.splitlines(keepends=True)}]},
        lambda nb: {**nb, "cells": [code(AFFINE.splitlines())]},
        lambda nb: {**nb, "cells": [code(AFFINE.replace("\n", "\r\n"))]},
        lambda nb: {**nb, "cells": [code("#@title Affine\nn = 3 # @param\n" + AFFINE)]},
        lambda nb: {"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": AFFINE}]}]},
        lambda nb: {"nbformat": 2, "worksheets": [{"cells": [{"cell_type": "code", "input": [AFFINE]}]}]},
    ],
    ids=[
        "Colab", "odd version", "cells only", "no metadata", "cells that are none", "bare cell", "no type",
        "lines without ends", "CRLF", "form", "version 3", "version 2",
    ],
)  # fmt: skip
def test_any_form_of_notebook_is_read(change):
    assert answer(change(notebook(AFFINE)))(2, 3, 4) == 10


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize("suffix", [".ipynb", ".py"])
def test_any_encoding_of_unicode_is_read(encoding, suffix):
    whole = AFFINE + "  # größer ±"
    data = json.dumps(notebook(whole), ensure_ascii=False) if suffix == ".ipynb" else whole
    assert answer(data.encode(encoding), suffix)(2, 3, 4) == 10


def test_json_that_only_python_writes_is_read():
    data = json.dumps(notebook(AFFINE))[:-1] + ', "a": NaN, "a": -Infinity, "n": ' + "1" * 5000 + "}"
    assert answer(data)(2, 3, 4) == 10


def test_cells_in_another_language_do_nothing():
    cells = [
        "%%bash\nrm -rf .",
        "# note\n\n%%html\n<b>",
        "%%writefile a.py\nx = 1",
        code("let x = 1", metadata={"vscode": {"languageId": "javascript"}}),
    ]
    found = read(notebook(*cells, AFFINE))
    assert found.cells == ("", "", "", "", AFFINE)
    assert found.problems == ()


def test_half_a_character_costs_nothing():
    assert answer(json.dumps(notebook("# \ud800\n" + AFFINE)))(2, 3, 4) == 10


COLAB = f'''# -*- coding: utf-8 -*-
"""Untitled0.ipynb

Automatically generated by Colab.
"""

!pip install dlteach
# Commented out IPython magic to ensure Python compatibility.
# %matplotlib inline
import numpy as np
from google.colab import drive

"""# A heading

some text, it's "quoted"
"""

# Commented out IPython magic to ensure Python compatibility.
# %%time
# {AFFINE.replace(chr(10), chr(10) + "# ")}

1 / 0

check(affine)
'''
NBCONVERT = f"""#!/usr/bin/env python
# coding: utf-8

# # A heading
# In[1]:


get_ipython().run_line_magic('matplotlib', 'inline')
get_ipython().system('pip install dlteach')


# In[ ]:


get_ipython().run_cell_magic('time', '', {AFFINE + chr(10)!r})


# In[12]:


1 / 0
"""


@pytest.mark.parametrize(
    "script",
    [
        AFFINE,
        f"import nothing_like_it\n{AFFINE}\n",
        f"1 / 0\n\n{AFFINE}",
        f"#%%\n1 / 0\n#%% [markdown]\n# text\n#%%\n{AFFINE}",
        f"# %% a title\n1 / 0\n# %%\n# %%time\n{AFFINE}\n",
        f"# ---\n# jupyter:\n#   jupytext:\n# ---\n\n# # A heading\n\n# +\n1 / 0\n# -\n\n{AFFINE}",
        COLAB,
        NBCONVERT,
        f"def broken(:\n    pass\n\n\n{AFFINE}\n\nx = (\n",
        f"# %% [markdown]\n{AFFINE}\n",
        AFFINE.replace("\n", "\r\n"),
    ],
    ids=[
        "plain", "failing import", "failing line", "VS Code", "percent", "light", "Colab", "nbconvert",
        "broken", "wrong mark", "CRLF",
    ],
)  # fmt: skip
def test_any_form_of_script_is_read(script):
    assert answer(script, ".py")(2, 3, 4) == 10


# ---------------------------------------------------------------- merges


def conflict(mine, theirs):
    return f"<<<<<<< HEAD\n{mine}\n=======\n{theirs}\n>>>>>>> other"


def test_a_merge_that_leaves_the_code_alone_is_read():
    whole = json.dumps(notebook(AFFINE), indent=1)
    sides = conflict('   "outputs": [1],', '   "outputs": [2],')
    merged = whole.replace('   "outputs": []', sides.replace(",\n", "\n").replace("2],", "2]"))
    found = read(merged)
    assert run(found)["affine"](2, 3, 4) == 10
    assert "unfinished merge" in found.problems[0]


def test_a_merge_of_two_answers_is_refused():
    mine, theirs = (json.dumps(notebook(source), indent=1) for source in (AFFINE, STUB))
    with pytest.raises(NotebookError, match="Keep one of them"):
        read(conflict(mine, theirs))


def test_in_a_cell_with_a_merge_the_side_that_can_be_read_counts():
    found = read(notebook(conflict(AFFINE, "def affine(:")))
    assert run(found)["affine"](2, 3, 4) == 10
    both = read(notebook(conflict(AFFINE, STUB)))
    assert both.cells == ("",)
    assert "both sides of a merge" in both.problems[0]


# ---------------------------------------------------------------- hostile files


@pytest.mark.parametrize(
    "cell",
    [
        "(" * 100_000, "-" * 100_000 + "1", "1" + "+1" * 100_000, "a" + ".b" * 100_000, "x = 1\x00",
        "x = " + "9" * 5000, "lambda:" * 30_000 + "1", "if x:\n pass\n" + "elif x:\n pass\n" * 15_000,
        "%%time\n" * 30_000, '"""' * 30_001, "'" * 100_001, "\\" * 100_000, "a=\n" * 20_000 + "(",
    ],
    ids=["brackets", "signs", "sums", "dots", "null", "digits", "lambdas", "elifs", "headers", "quotes",
         "apostrophes", "backslashes", "assignments"],
)  # fmt: skip
def test_a_cell_that_no_parser_survives_costs_itself_only(cell):
    found = read(notebook(cell, AFFINE))
    assert found.defined == {"affine": "affine"}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"[" * 60_000, "nested too deeply"),
        (b'{"cells": ' + b"[" * 60_000, "nested too deeply"),
        (json.dumps(notebook("x = 1\n" * 400_000)).encode(), "data in a cell"),
        (json.dumps(notebook(*["x"] * 10_001)).encode(), "10,000 are read at most"),
        (b'{"cells": {"0": {}}}', "no cell in it can be read"),
        (b'{"cells": ["1", "2"]}', "no cell in it can be read"),
        (b'"cells"', "no Jupyter notebook"),
        (b"\x00\x00\x00", "not|damaged"),
        (b"\xff\xfe\x00", "not UTF-8|damaged"),
        (b"", "is empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(data, words):
    with pytest.raises(NotebookError, match=words):
        read(data)


@pytest.mark.parametrize(
    "outputs",
    [
        '[{"text": "' + "x" * 8_000_000 + '"}]',
        '[{"text": ["a ] \\" b\\\\", "\\\\\\""]}, ' + "[[]]," * 900_000 + "1]",
    ],
    ids=["one text", "many lists"],
)
def test_large_outputs_are_cut_out_before_anything_is_read(outputs):
    data = json.dumps(notebook(AFFINE, "x = 1")).replace("[]", outputs, 1)
    found = read(data)
    assert found.defined == {"affine": "affine"}
    assert len(found.cells) == 2


def test_many_values_outside_of_the_outputs_are_refused():
    with pytest.raises(NotebookError, match="besides its outputs"):
        read(json.dumps(notebook(AFFINE, a=[[]] * 1_500_000)))
