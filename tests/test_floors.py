"""The floors of the house: an import goes down only, and a room costs nothing before it is entered."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "dlteach"
BELOW = {
    "functions": set(),
    "autodiff": {"functions"},
    "data": {"autodiff", "functions"},
    "tf1": {"autodiff", "functions"},
    "keras": {"data", "autodiff", "functions"},
    "figures": {"autodiff", "functions"},
    "autograder": set(),
    "grading": {"autograder", "figures", "functions"},
    "exercises": {"autograder", "figures", "keras", "tf1", "data", "autodiff", "functions"},
    "course": {"exercises", "autograder", "figures", "keras", "tf1", "data", "autodiff", "functions"},
}
ALLOWED = {
    "functions": {"numpy"},
    "autodiff": {"numpy"},
    "data": {"numpy", "pooch"},
    "tf1": {"numpy"},
    # All but NumPy inside functions only; ml_dtypes and absl, which Keras brings, where they are installed.
    "keras": {"numpy", "rich", "h5py", "matplotlib", "IPython", "absl", "ml_dtypes"},
    "figures": {"numpy", "matplotlib", "mpl_toolkits", "cycler", "PIL", "IPython"},
    "autograder": {"numpy", "filelock", "IPython", "anywidget", "traitlets"},
    "grading": {"numpy", "matplotlib", "sqlalchemy", "distributed", "tomli", "tomllib"},
    "exercises": {"numpy"},
    "course": {"numpy", "jupytext", "nbformat", "nbclient", "jupyter_client"},
}


def sources(room=""):
    """The modules of a room; the template of a pack is text that `new-pack` copies."""
    return sorted(path for path in (PACKAGE / room).rglob("*.py") if "pack_template" not in path.parts)


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            yield from (
                (f"dlteach.{a.name}" for a in node.names) if node.module == "dlteach" else (node.module,)
            )


@pytest.mark.parametrize("room", BELOW)
def test_a_room_imports_only_from_the_floors_below_it(room):
    for path in sources(room):
        for name in imported(path):
            top, _, rest = name.partition(".")
            if top == "dlteach":
                other = rest.partition(".")[0]
                known = other in {room, "", "__version__", *BELOW[room]}
                assert known, f"{path.relative_to(PACKAGE)} imports {name}"
            else:
                known = top in sys.stdlib_module_names or top in ALLOWED[room]
                assert known, (
                    f"{path.relative_to(PACKAGE)} imports {name}, which no one has given it a reason for"
                )


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_in_the_library_unpickles(path):
    assert {"pickle", "dill", "marshal", "shelve"}.isdisjoint(
        name.partition(".")[0] for name in imported(path)
    )
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.keyword) and node.arg == "allow_pickle":
            assert isinstance(node.value, ast.Constant) and node.value.value is False


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        (
            "import dlteach",
            {"matplotlib", "IPython", "jupyter_client", "nbformat", "rich", "dlteach.autograder"},
        ),
        ("import dlteach.functions", {"matplotlib", "dlteach.autodiff", "dlteach.autograder"}),
        ("import dlteach.autodiff", {"matplotlib", "dlteach.autograder"}),
        ("import dlteach.data", {"numpy", "pooch", "dlteach.functions"}),
        ("from dlteach.data import Dataset, load_digits", {"pooch", "requests", "dlteach.autodiff"}),
        ("import dlteach.tf1", {"matplotlib", "dlteach.autograder"}),
        ("import dlteach.keras", {"matplotlib", "h5py", "pooch", "IPython", "dlteach.autograder"}),
        ("import dlteach.figures", {"matplotlib"}),
        ("from dlteach import check", {"matplotlib", "IPython", "nbformat", "rich"}),
        ("import dlteach.exercises", {"matplotlib", "IPython", "nbformat", "dlteach.keras", "dlteach.tf1"}),
    ],
)
def test_a_room_loads_no_more_than_it_needs(statement, absent):
    code = f"{statement}; import sys; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert absent.isdisjoint(loaded)
