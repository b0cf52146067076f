"""The workspace: what the course wrote may change, what the learner wrote never does."""

import errno
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jupyter_server.services.config.manager import ConfigManager

from dlteach.course import course_root, create_workspace, open_lab, workspace
from dlteach.course.workspace import WorkspaceError


def notebook(text, output=None):
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": [text], "execution_count": None}
    return json.dumps({"cells": [cell | {"outputs": [output] if output else []}], "metadata": {}}).encode()


LESSON, EXERCISE = "lessons/01_a.ipynb", "exercises/01_a.ipynb"


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course of one lesson, exercise and solution, at version 1."""
    root = tmp_path / "site-packages"
    for folder in ("lessons", "exercises", "solutions"):
        write(root / folder / "01_a.ipynb", notebook("version 1"))
    write(root / "lessons/.ipynb_checkpoints/01_a-checkpoint.ipynb", b"{}")
    write(root / "lessons/points.csv", b"1,2\n")
    monkeypatch.setattr(workspace, "course_root", lambda: root)
    return root


@pytest.fixture
def dest(tmp_path):
    return tmp_path / "my course"


def test_a_new_workspace_has_lessons_and_exercises_and_no_solutions(course, dest):
    made = create_workspace(dest)
    assert made.written == [LESSON, "lessons/points.csv", EXERCISE]
    assert (dest / EXERCISE).read_bytes() == (course / EXERCISE).read_bytes()
    files = {p.relative_to(dest).as_posix() for p in dest.rglob("*") if p.is_file()}
    assert files == {*made.written, ".dlteach/manifest.json"}


def test_solutions_come_when_asked_for(course, dest):
    create_workspace(dest)
    assert create_workspace(dest, solutions=True).written == ["solutions/01_a.ipynb"]


def test_a_second_time_changes_nothing(course, dest):
    create_workspace(dest)
    stamps = {
        path: path.stat().st_mtime_ns
        for path in dest.rglob("*.*")
        if path.parent.name != ".dlteach" and path.is_file()
    }
    assert create_workspace(dest)[1:] == ([], [], [], [])
    assert all(path.stat().st_mtime_ns == stamp for path, stamp in stamps.items())


def test_an_untouched_copy_is_updated(course, dest):
    create_workspace(dest)
    write(course / EXERCISE, notebook("version 2"))
    assert create_workspace(dest).updated == [EXERCISE]
    assert (dest / EXERCISE).read_bytes() == notebook("version 2")


def test_a_copy_that_was_only_run_counts_as_untouched(course, dest):
    create_workspace(dest)
    write(
        dest / LESSON, notebook("version 1", output={"output_type": "stream", "name": "stdout", "text": "1"})
    )
    assert create_workspace(dest)[1:] == ([], [], [], [])
    write(course / LESSON, notebook("version 2"))
    assert create_workspace(dest).updated == [LESSON]


def test_an_edited_copy_is_kept(course, dest):
    create_workspace(dest)
    write(dest / EXERCISE, notebook("my answer"))
    made = create_workspace(dest)
    assert (made.kept, made.offered) == ([EXERCISE], [])
    assert (dest / EXERCISE).read_bytes() == notebook("my answer")


def test_a_new_version_is_put_beside_an_edited_copy_once(course, dest):
    create_workspace(dest)
    write(dest / EXERCISE, notebook("my answer"))
    write(course / EXERCISE, notebook("version 2"))
    made = create_workspace(dest)
    beside = dest / "exercises/01_a.new.ipynb"
    assert (made.kept, made.offered) == ([EXERCISE], ["exercises/01_a.new.ipynb"])
    assert beside.read_bytes() == notebook("version 2")
    assert (dest / EXERCISE).read_bytes() == notebook("my answer")
    beside.unlink()
    assert create_workspace(dest).offered == [], "a version that was turned down came back"


def test_an_unread_offer_gives_way_to_a_newer_one(course, dest):
    create_workspace(dest)
    write(dest / EXERCISE, notebook("my answer"))
    for version in "version 2", "version 3":
        write(course / EXERCISE, notebook(version))
        assert create_workspace(dest).offered == ["exercises/01_a.new.ipynb"]
    assert (dest / "exercises/01_a.new.ipynb").read_bytes() == notebook("version 3")


def test_work_begun_in_the_offered_copy_is_not_overwritten(course, dest):
    create_workspace(dest)
    write(dest / EXERCISE, notebook("my answer"))
    write(course / EXERCISE, notebook("version 2"))
    create_workspace(dest)
    write(dest / "exercises/01_a.new.ipynb", notebook("my answer again"))
    write(course / EXERCISE, notebook("version 3"))
    assert create_workspace(dest).offered == ["exercises/01_a.new2.ipynb"]
    assert (dest / "exercises/01_a.new.ipynb").read_bytes() == notebook("my answer again")


@pytest.mark.parametrize("record", [None, b"", b"[1]", b"\xff"])
def test_without_a_record_nothing_is_overwritten(course, dest, record):
    create_workspace(dest)
    manifest = dest / ".dlteach/manifest.json"
    manifest.unlink() if record is None else manifest.write_bytes(record)
    write(course / EXERCISE, notebook("version 2"))
    assert create_workspace(dest).kept == [EXERCISE]
    assert (dest / EXERCISE).read_bytes() == notebook("version 1")


def test_a_broken_notebook_is_the_learners_too(course, dest):
    create_workspace(dest)
    write(dest / EXERCISE, b"{ my answer, cut sho")
    write(course / EXERCISE, notebook("version 2"))
    create_workspace(dest)
    assert (dest / EXERCISE).read_bytes() == b"{ my answer, cut sho"


steps = st.one_of(
    st.tuples(st.just("edit"), st.integers(0, 3)),
    st.tuples(st.just("edit the offer"), st.integers(0, 3)),
    st.tuples(st.just("release"), st.integers(0, 3)),
    st.tuples(st.just("delete"), st.just(0)),
    st.tuples(st.just("sync"), st.just(0)),
)


@given(st.lists(steps, max_size=12))
@settings(deadline=None, max_examples=150)
def test_whatever_happens_no_edit_is_lost_and_no_version_is_missed(sequence):
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        root, dest = Path(folder, "course"), Path(folder, "dest")
        patch.setattr(workspace, "course_root", lambda: root)
        write(root / EXERCISE, notebook("version 0"))
        create_workspace(dest)
        mine = {}
        for step, number in sequence:
            if step == "release":
                write(root / EXERCISE, notebook(f"version {number}"))
            elif step == "delete":
                (dest / EXERCISE).unlink(missing_ok=True)
                mine.pop(dest / EXERCISE, None)
            elif step.startswith("edit"):
                path = dest / (EXERCISE if step == "edit" else "exercises/01_a.new.ipynb")
                mine[path] = notebook(f"my answer {number}")
                write(path, mine[path])
            else:
                made = create_workspace(dest)
                assert {path: path.read_bytes() for path in mine} == mine, "an edit was lost"
                if dest / EXERCISE not in mine:
                    assert (dest / EXERCISE).read_bytes() == (root / EXERCISE).read_bytes(), "not up to date"
                assert all(
                    (dest / name).read_bytes() == (root / EXERCISE).read_bytes() for name in made.offered
                )


# Failures


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        ("replace", PermissionError(errno.EROFS, "Read-only file system"), "Read-only file system"),
        ("fsync", OSError(errno.ENOSPC, "No space left on device"), "No space left on device"),
    ],
)
def test_a_failed_write_says_so_and_loses_nothing(course, dest, monkeypatch, call, error, says):
    create_workspace(dest)
    write(dest / LESSON, notebook("my notes"))
    write(course / EXERCISE, notebook("version 2"))
    before = {path: path.read_bytes() for path in dest.rglob("*") if path.is_file()}

    def fail(*args):
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(os, call, fail)
        with pytest.raises(WorkspaceError, match=f"cannot write to .*my course: {says}; free space"):
            create_workspace(dest)
    assert {path: path.read_bytes() for path in dest.rglob("*") if path.is_file()} == before
    assert create_workspace(dest).updated == [EXERCISE]


def test_an_interrupted_first_copy_goes_on_where_it_stopped(course, dest, monkeypatch):
    real, calls = os.replace, []

    def fail_at_second(source, target):
        calls.append(target)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(source, target)

    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", fail_at_second)
        with pytest.raises(WorkspaceError):
            create_workspace(dest)
    made = create_workspace(dest)
    assert made.written == ["lessons/points.csv", EXERCISE]
    assert made.kept == []


def test_a_file_in_the_place_of_the_workspace_is_an_error(course, dest):
    dest.write_text("a file")
    with pytest.raises(WorkspaceError, match="is a file; name a folder"):
        create_workspace(dest)


def test_the_course_itself_is_no_workspace(course):
    with pytest.raises(WorkspaceError, match="is the course itself; choose another folder"):
        create_workspace(course)


# Where the course is


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package folder as installed, with no notebooks anywhere near."""
    folder = tmp_path / "lib" / "dlteach"
    monkeypatch.setattr(workspace, "__file__", str(folder / "course" / "workspace.py"))
    return folder


def test_a_wheel_carries_its_notebooks(package):
    (package / "_course/lessons").mkdir(parents=True)
    (package.parent / "lessons").mkdir()
    assert course_root() == package / "_course"


def test_a_checkout_has_them_beside_the_package(package):
    (package.parent / "lessons").mkdir(parents=True)
    assert course_root() == package.parent


def test_a_course_without_notebooks_says_what_to_do(package):
    with pytest.raises(WorkspaceError, match="not installed; reinstall dlteach"):
        course_root()


# JupyterLab


class FakeLab:
    """Records how JupyterLab was started; the learner presses Ctrl-C once before closing it."""

    def __init__(self, command, **options):
        FakeLab.command, FakeLab.options = command, options
        self.waits = [KeyboardInterrupt, 0]

    def wait(self):
        outcome = self.waits.pop(0)
        if outcome is KeyboardInterrupt:
            raise outcome
        return outcome


@pytest.fixture
def lab(course, dest, monkeypatch):
    create_workspace(dest)
    monkeypatch.setattr(subprocess, "Popen", FakeLab)
    return FakeLab


def test_lab_opens_the_first_lesson_and_survives_ctrl_c(lab, dest):
    write(dest / "lessons/00_start.ipynb", notebook("1"))
    assert open_lab(dest) == 0
    assert lab.command[:3] == [sys.executable, "-m", "jupyterlab"]
    assert lab.command[-1] == "--LabApp.default_url=/lab/tree/lessons/00_start.ipynb"
    assert lab.options["cwd"] == dest.resolve()


@pytest.mark.parametrize("user", [0, 1000])
def test_lab_starts_for_root_too_as_in_a_container(lab, dest, monkeypatch, user):
    monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)
    open_lab(dest)
    assert ("--allow-root" in lab.command) == (user == 0)


@pytest.mark.parametrize("absolute", [False, True])
def test_lab_opens_the_given_notebook(lab, dest, absolute):
    write(dest / "exercises/my answer.ipynb", notebook("1"))
    path = Path("exercises/my answer.ipynb")
    open_lab(dest, dest / path if absolute else path)
    assert lab.command[-1].endswith("/lab/tree/exercises/my%20answer.ipynb")


@pytest.mark.parametrize(
    "notebook", ["lessons/07_none.ipynb", "../site-packages/lessons/01_a.ipynb", "lessons"]
)
def test_lab_opens_nothing_outside_the_workspace(lab, dest, notebook):
    with pytest.raises(WorkspaceError, match=r"no notebook at .*inside"):
        open_lab(dest, Path(notebook))


def test_a_folder_that_is_no_workspace_is_an_error(lab, tmp_path):
    with pytest.raises(WorkspaceError, match="no notebook at"):
        open_lab(tmp_path / "empty")


def test_lab_asks_about_no_news_and_keeps_other_settings(lab, dest, monkeypatch):
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "/etc/mine")
    open_lab(dest)
    path = lab.options["env"]["JUPYTER_CONFIG_PATH"]
    assert path.endswith(os.pathsep + "/etc/mine")
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", path)
    defaults = ConfigManager(config_dir_name="labconfig").get("default_setting_overrides")
    assert defaults["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"


def test_a_missing_jupyterlab_is_named(lab, dest, monkeypatch):
    monkeypatch.setattr(workspace, "find_spec", lambda name: None)
    with pytest.raises(WorkspaceError, match="pip install jupyterlab"):
        open_lab(dest)
