"""The build: same text, same bytes; a failure names its line and leaves the old notebook as it was."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from dlteach.autograder.files import write_atomically
from dlteach.course import BuildError, build_course, check_course, running
from dlteach.course.build import plan

from .conftest import EXERCISE, LESSON, write_source

LESSON_NB, EXERCISE_NB, SOLUTION_NB = (
    f"{folder}/01_doubling.ipynb" for folder in ("lessons", "exercises", "solutions")
)
ALL = [LESSON_NB, EXERCISE_NB, SOLUTION_NB]


def read(course, label):
    return nbformat.read(course / label, as_version=4)


def texts(notebook):
    return [cell.source for cell in notebook.cells]


def contents(course):
    return {path: path.read_bytes() for path in sorted(course.rglob("*")) if path.is_file()}


def printed(notebook):
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return "".join(output.text for output in outputs if output.output_type == "stream")


@pytest.fixture
def no_kernel(monkeypatch):
    """Running a notebook is an error in this test."""
    monkeypatch.setattr("dlteach.course.build.run", lambda draft: pytest.fail(f"ran {draft.page.label}"))


# What is built


def test_the_exercise_is_stripped_and_not_run(course):
    made = read(course, EXERCISE_NB)
    assert 'raise NotImplementedError("double: twice x")' in texts(made)[1]
    assert "2 * x" not in (course / EXERCISE_NB).read_text()
    assert texts(made)[-1] == "Your turn.", "the learner's cell is missing, or the solution's is not"
    assert all(not cell.outputs and cell.execution_count is None for cell in made.cells if "outputs" in cell)


def test_the_solution_is_whole_run_and_strict(course):
    made = read(course, SOLUTION_NB)
    assert texts(made)[1] == 'def double(x):\n    """Twice x."""\n    return 2 * x'
    assert texts(made)[-1] == "Why it works."
    assert printed(made) == "4 1\n"


def test_a_lesson_is_run_without_the_settings_of_its_author(course):
    made = read(course, LESSON_NB)
    assert "None off 1\n" in printed(made), (
        "strictness, progress or threads came from the author's environment"
    )
    figure = made.cells[1].outputs[0]
    assert "image/png" in figure.data, "the figure was not drawn inline"


def test_outputs_hold_nothing_of_this_run(course):
    text = (course / LESSON_NB).read_text()
    assert "<object at 0xADDR>" in text
    assert "<cell>:4: RuntimeWarning: careful" in text
    assert "execution" not in [key for cell in read(course, LESSON_NB).cells for key in cell.metadata]
    for folder in {sys.prefix, sys.base_prefix}:
        for path in (folder, folder.replace(str(Path.home()), "~", 1)):
            assert f"{path}/" not in text, "a traceback holds a path of this machine"


def test_pieces_of_a_stream_are_one_output(course):
    outputs = read(course, LESSON_NB).cells[3].outputs
    assert [output.text for output in outputs if output.get("name") == "stdout"] == ["one\ntwo\n"]


def test_a_widget_leaves_its_picture_and_no_state(course):
    view = "application/vnd.jupyter.widget-view+json"
    output = nbformat.v4.new_output("display_data", data={"text/plain": "Explorer", view: {"model_id": "1f"}})
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(outputs=[output])], metadata={"widgets": {"state": {}}}
    )
    running.scrub(notebook, course)
    assert notebook.cells[0].outputs[0].data == {"text/plain": "Explorer"}
    assert "widgets" not in notebook.metadata


@pytest.mark.parametrize("label", ALL)
def test_notebooks_are_valid_and_say_what_they_are(course, label):
    made = read(course, label)
    nbformat.validate(made)
    kind = {"lessons": "lesson", "exercises": "exercise", "solutions": "solution"}[label.split("/")[0]]
    assert made.metadata.dlteach == {"kind": kind, "name": "01_doubling"}
    assert made.metadata.kernelspec.name == "python3"


def test_an_edit_changes_the_id_of_its_own_cell_only(course):
    before = [cell.id for cell in read(course, EXERCISE_NB).cells]
    write_source(course, "exercises/01_doubling", EXERCISE.replace("Twice x.", "Two times x."))
    build_course(course, ["01"])
    after = [cell.id for cell in read(course, EXERCISE_NB).cells]
    assert [old == new for old, new in zip(before, after)] == [True, False, True, True]


def test_equal_cells_have_different_ids(tmp_path):
    write_source(tmp_path, "lessons/01_a", "# %% [markdown]\n# same\n\n# %% [markdown]\n# same\n")
    build_course(tmp_path)
    first, second = read(tmp_path, "lessons/01_a.ipynb").cells
    assert first.id != second.id


# Again, and only what is needed


def test_running_again_gives_the_same_bytes(course):
    before = contents(course)
    assert build_course(course, ["01"], execute=True).written == [LESSON_NB, SOLUTION_NB]
    changed = [path.name for path, content in contents(course).items() if before.get(path) != content]
    assert not changed


@pytest.mark.usefixtures("no_kernel")
def test_an_unchanged_course_is_neither_run_nor_written(course):
    stamps = {label: os.stat(course / label).st_mtime_ns for label in ALL}
    assert build_course(course).unchanged == ALL
    assert stamps == {label: os.stat(course / label).st_mtime_ns for label in ALL}


@pytest.mark.usefixtures("no_kernel")
def test_progress_hears_of_every_notebook(course):
    heard = []
    build_course(course, progress=lambda page, number, total: heard.append((page.label, number, total)))
    assert heard == [(label, number, 3) for number, label in enumerate(ALL, start=1)]


@pytest.mark.usefixtures("no_kernel")
def test_a_notebook_without_source_is_removed_but_only_by_a_whole_build(course):
    write_source(course, "exercises/02_more", "# %% [markdown]\n# x\n")
    (course / "authoring/lessons/01_doubling.py").unlink()
    build_course(course, ["01"])
    assert (course / LESSON_NB).exists(), "a build of named notebooks removed another"
    (course / "authoring/exercises/02_more.py").unlink()
    assert build_course(course).removed == [LESSON_NB]
    assert not (course / LESSON_NB).exists()


@pytest.mark.parametrize("name", ["01", "01_doubling"])
def test_pages_are_found_by_number_and_by_name(course, name):
    write_source(course, "lessons/02_more", "# %%\n1\n")
    assert [page.label for page in plan(course, [name])] == ALL


def test_an_unknown_name_lists_the_known_ones(course):
    with pytest.raises(BuildError, match=r"'07'; there are: 01_doubling"):
        plan(course, ["07"])


def test_a_folder_without_sources_is_an_error(tmp_path):
    with pytest.raises(BuildError, match="no sources in"):
        plan(tmp_path)


# Check


@pytest.mark.usefixtures("no_kernel")
def test_a_built_course_has_no_problems_and_is_not_touched(course):
    before = contents(course)
    assert check_course(course) == []
    assert contents(course) == before


def edit(change):
    def spoil(path):
        notebook = json.loads(path.read_text())
        change(notebook)
        path.write_text(json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n")

    return spoil


@pytest.mark.parametrize(
    ("label", "spoil", "reason"),
    [
        (LESSON_NB, lambda path: path.unlink(), "is not built"),
        (
            LESSON_NB,
            edit(lambda nb: nb["cells"][0]["source"].append("!")),
            "differs from authoring/lessons/01_d",
        ),
        (LESSON_NB, edit(lambda nb: nb["cells"][0]["metadata"].update(tags=["x"])), "differs from"),
        (LESSON_NB, edit(lambda nb: nb["metadata"].update(widgets={})), "differs from"),
        (LESSON_NB, edit(lambda nb: nb["cells"].pop()), "differs from"),
        (LESSON_NB, lambda path: path.write_text(json.dumps(json.loads(path.read_text()))), "differs from"),
        (LESSON_NB, edit(lambda nb: nb["cells"][2].update(execution_count=None)), "was not run from top"),
        (SOLUTION_NB, edit(lambda nb: nb["cells"][1].update(execution_count=9)), "was not run from top"),
        (EXERCISE_NB, edit(lambda nb: nb["cells"][1].update(execution_count=1)), "holds outputs"),
        (EXERCISE_NB, lambda path: path.write_text("<<<<<<< HEAD"), "is not a readable notebook"),
        (EXERCISE_NB, lambda path: path.write_text("{}"), "is not a readable notebook"),
        (EXERCISE_NB, lambda path: path.write_bytes(b"\xff"), "is not a readable notebook"),
    ],
)
def test_check_names_the_notebook_and_the_reason(course, label, spoil, reason):
    spoil(course / label)
    (problem,) = check_course(course)
    assert problem.notebook == label
    assert reason in problem.reason


def test_outputs_are_not_compared(course):
    edit(lambda nb: nb["cells"][2].update(outputs=[]))(course / LESSON_NB)
    assert check_course(course) == []


def test_check_reports_a_notebook_without_source(course):
    (course / "authoring/lessons/01_doubling.py").unlink()
    assert check_course(course) == [(LESSON_NB, "has no source; build removes it")]


def test_check_needs_no_kernel(course):
    program = (
        "import sys; from pathlib import Path; from dlteach.course import check_course\n"
        "assert check_course(Path(sys.argv[1])) == []\n"
        "print({'nbclient', 'ipykernel', 'IPython', 'matplotlib'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program, course], capture_output=True, text=True)
    assert done.stdout == "set()\n", done.stderr


# Failures


def fails(course, name):
    """Build, which has to fail and leave every notebook as it was; return the message."""
    before = {path: content for path, content in contents(course).items() if path.suffix != ".py"}
    with pytest.raises(BuildError) as error:
        build_course(course, [name])
    after = {path: content for path, content in contents(course).items() if path.suffix != ".py"}
    assert after == before, "a failed build changed a notebook, or left a file behind"
    return str(error.value)


def line_of(text, fragment):
    """The number, from 1, of the only line that holds the fragment."""
    (number,) = [n for n, line in enumerate(text.splitlines(), start=1) if fragment in line]
    return number


def test_a_failing_cell_is_shown_with_its_line_in_the_source(course):
    text = "# %% [markdown]\n# # A\n\n# %%\n\nx = 1\nprint(x / 0)\n\n# %%\nx\n"
    write_source(course, "lessons/01_doubling", text)
    message = fails(course, "01")
    assert message.startswith("authoring/lessons/01_doubling.py, cell 2, line 7: the lesson fails")
    assert "   7  print(x / 0)" in message
    assert message.endswith("ZeroDivisionError: division by zero")
    assert "\x1b" not in message


def test_an_error_in_a_function_is_shown_where_the_failing_cell_calls_it(course):
    text = "# %%\ndef f(x):\n    return x / 0\n\n\n# %%\nx = 1\nf(x)\n"
    write_source(course, "lessons/01_doubling", text)
    assert "cell 2, line 8: the lesson fails" in fails(course, "01")


def test_lines_are_counted_in_the_source_though_stubs_are_cut_out(tmp_path):
    text = EXERCISE.replace("### END SOLUTION", "### END SOLUTION\n\n\nassert not double")
    write_source(tmp_path, "exercises/01_x", text)
    line = line_of(text, "assert not")
    with pytest.raises(BuildError, match=f"cell 2, line {line}: the solution fails") as error:
        build_course(tmp_path)
    assert f"{line}  assert not double" in str(error.value)
    assert "BEGIN" not in str(error.value)


def test_a_syntax_error_is_shown_too(course):
    write_source(course, "lessons/01_doubling", "# %%\nx = 1\nx if\n")
    message = fails(course, "01")
    assert "cell 1, line 3: " in message
    assert "SyntaxError" in message


def test_a_check_that_does_not_pass_fails_the_solution(course):
    strict = 'import os\n\nif os.environ.get("DLTEACH_STRICT") == "1":\n    assert double(2) == 5, "not 5"\n'
    text = EXERCISE + "\n# %%\n" + strict
    write_source(course, "exercises/02_check", text)
    place = f"cell 6, line {line_of(text, 'not 5')}: the solution fails"
    with pytest.raises(BuildError, match=f"(?s){place}.*AssertionError: not 5"):
        build_course(course, ["02"])
    assert not (course / "solutions/02_check.ipynb").exists()


def test_an_endless_cell_is_stopped(course, monkeypatch):
    monkeypatch.setattr(running, "CELL_SECONDS", 1)
    write_source(course, "lessons/01_doubling", "# %%\nx = 1\n\n# %%\nwhile True:\n    pass\n")
    assert "cell 2, line 5: the lesson fails" in (message := fails(course, "01"))
    assert message.endswith("it ran for more than 1 s")


def test_a_dead_kernel_is_reported(course):
    write_source(course, "lessons/01_doubling", "# %%\nimport os\n\nos._exit(1)\n")
    assert "its kernel died" in fails(course, "01")


def test_a_kernel_that_does_not_start_is_reported(course, tmp_path, monkeypatch):
    (tmp_path / "ipykernel_launcher.py").write_text("raise SystemExit(1)")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    # Here nbclient cleans up at once and then again, in vain and noisily, when Python ends.
    monkeypatch.setattr("nbclient.client.atexit.register", lambda function: None)
    write_source(course, "lessons/01_doubling", "# %%\n1\n")
    assert "lessons/01_doubling.ipynb: the kernel does not start" in fails(course, "01")


@pytest.mark.parametrize("tags", ['["solutions"]', '["Solution"]', '["raises-exception", "students"]'])
def test_a_tag_that_would_hand_out_a_solution_is_an_error(course, tags):
    text = f"# %%\nx = 1\n\n# %% tags={tags}\nx = 2\n"
    write_source(course, "lessons/01_doubling", text)
    assert "01_doubling.py, cell 2: tag " in fails(course, "01")


def test_tags_that_are_no_list_are_an_error(course):
    write_source(course, "lessons/01_doubling", '# %% tags="solution"\nx = 2\n')
    assert "mend its cells' tags: 'solution' is not of type 'array'" in fails(course, "01")


def test_a_misplaced_marker_stops_the_build(course):
    text = LESSON + "\n# %% [markdown]\n# ### BEGIN SOLUTION\n"
    write_source(course, "lessons/01_doubling", text)
    assert f"cell 6, line {line_of(text, 'BEGIN')}: '### BEGIN SOLUTION' cuts nothing" in fails(course, "01")


@pytest.mark.parametrize("text", ["import os\n\n# %%\nos\n", '# %%\ntext = """\n# %% a\n"""\n'])
def test_text_that_is_in_no_cell_or_looks_like_one_is_an_error(course, text):
    write_source(course, "lessons/01_doubling", text)
    assert "begin every cell, also the first, with '# %%'" in fails(course, "01")


@pytest.mark.parametrize(("module", "source"), [("jupytext", LESSON), ("nbclient", LESSON + "# edited\n")])
def test_a_missing_package_is_named_with_its_extra(course, monkeypatch, module, source):
    write_source(course, "lessons/01_doubling", source)
    monkeypatch.setitem(sys.modules, module, None)
    assert f'needs {module}: pip install "dlteach[author]"' in fails(course, "01")


# Writing


@pytest.mark.usefixtures("no_kernel")
@pytest.mark.parametrize(
    ("call", "error"),
    [
        ("fsync", OSError(errno.ENOSPC, "No space left on device")),
        ("replace", PermissionError(13, "Read-only")),
    ],
)
def test_a_failed_write_leaves_the_old_notebook(course, monkeypatch, call, error):
    def fail(*args):
        raise error

    write_source(course, "lessons/01_doubling", LESSON.replace("Doubling", "Twice"))
    monkeypatch.setattr("dlteach.course.build.run", lambda draft: None)
    monkeypatch.setattr(os, call, fail)
    message = fails(course, "01")
    assert f"cannot write {LESSON_NB}, which stays as it was: {error.strerror}" in message


def test_a_crash_before_the_rename_leaves_the_old_content(tmp_path):
    path = tmp_path / "a.ipynb"
    path.write_bytes(b"old")
    program = (
        "import os, sys; from pathlib import Path; from dlteach.autograder.files import write_atomically\n"
        "os.replace = lambda *_: os._exit(9)\n"
        "write_atomically(Path(sys.argv[1]), b'new')"
    )
    assert subprocess.run([sys.executable, "-c", program, path]).returncode == 9
    assert path.read_bytes() == b"old"
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
