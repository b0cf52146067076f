import ast

import pytest

from dlteach.autograder.magics import without_magics


@pytest.mark.parametrize(
    ("ipython", "python"),
    [
        ("%matplotlib inline", "pass"),
        ("!pip install x", "pass"),
        ("!!ls", "pass"),
        ("x = !ls", "x = None"),
        ("a, b = !ls", "a, b = None"),
        ("x = %time f(2)", "x = f(2)"),
        ("x = %sql select", "x = None"),
        ("%time f(x)", "f(x)"),
        ("%time y = f(x)", "y = f(x)"),
        ("%time f(", "pass"),
        ("%timeit f(x)", "pass"),
        ("f?", "pass"),
        ("np.mean??", "pass"),
        ("?f", "pass"),
        ("x = f?", "pass"),
        ("if a:\n    !ls\nelse:\n    %time f()", "if a:\n    pass\nelse:\n    f()"),
        ("!ls \\\n -l\nx = 1", "pass\n\nx = 1"),
        ("%%time\nx = 1", "\nx = 1"),
        ("\n# note\n%%time\n%%capture out\nx = 1", "\n# note\n\n\nx = 1"),
        ("%%timeit -n 3\nf()", "\nf()"),
        ("%%bash\nls", ""),
        ("# note\n\n%%writefile a.py\nx = 1", ""),
        ("%%sql\nselect", ""),
        ("get_ipython().system('ls')", "None"),
        ("get_ipython().run_line_magic('matplotlib', 'inline')", "None"),
        ("x = get_ipython().getoutput('ls')[0].split()", "x = None"),
        ("get_ipython().run_line_magic('time', 'f(x)')", "f(x)"),
        ("get_ipython().magic('time f(x)')", "f(x)"),
        ("get_ipython().run_cell_magic('time', '', 'x = 1\\n!ls')", "x = 1\npass"),
        ("get_ipython().run_cell_magic('bash', '', 'x = 1')", "None"),
        ("é = get_ipython().a(get_ipython().b()); y = 1", "é = None; y = 1"),
        ("!echo (\n%time f()", "pass\nf()"),
    ],
)
def test_magics_become_python_that_runs_no_shell(ipython, python):
    assert without_magics(ipython) == python
    ast.parse(python)


@pytest.mark.parametrize(
    "source",
    [
        'text = """\n%d of %d\n!ls\nwhy?\n"""',
        "text = 'it''s'\nx = (1\n  % 2)\ny = 3 \\\n  % 2",
        "print('x = %d' % 3)  # x = !ls\n# why?\n#!/bin/sh",
        "s = '\\'\\'\\''\nt = \"\\\\\"  # '''\nu = 1",
        "x %= 3\nx != 2\nd = {'a': 1}\nd['k'] = 'really?'",
        "get_ipython\n'get_ipython()'\nshell = 'get_ipython' in globals()",
        "f'{x!r}'\nprint(f\"{x!s:>10}\")",
    ],
)
def test_python_stays_as_it_is(source):
    assert without_magics(source) == source


@pytest.mark.parametrize(
    "source",
    [
        "\\" * 200_000, '"\\' * 100_000, "'''\\" * 50_000, " " * 200_000 + "?", "a " * 100_000 + "=!",
        "get_ipython()\n" * 15_000, "get_ipython(" * 150 + ")" * 150, "%%time\n" * 40_000,
        "a." * 100_000 + "?", "x=\n" * 60_000 + "!",
    ],
)  # fmt: skip
def test_long_and_odd_text_comes_back(source):
    """A regular expression that goes back over the text again and again would take minutes here."""
    assert isinstance(without_magics(source), str)
