"""A new pack's own tests pass at once, and once it is registered it is a part of the course."""

import os
import subprocess
import sys

import pytest

from dlteach.course import new_pack
from dlteach.course.workspace import WorkspaceError


def run(folder, *command, **environment):
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )


@pytest.fixture
def pack(tmp_path):
    folder = tmp_path / "week-three"
    new_pack(folder)
    return folder


def test_its_tests_pass_at_once_under_its_own_name(pack):
    done = run(pack, "pytest", "-q", "-p", "no:cacheprovider")
    assert done.returncode == 0, done.stdout
    assert "passed" in done.stdout
    texts = [path.read_text() for path in pack.rglob("*") if path.suffix in (".py", ".toml", ".md")]
    assert not any("my_pack" in text for text in texts)
    assert (pack / "week_three" / "accuracy.py").exists()


def test_its_tests_fail_when_a_mistake_of_it_is_none(pack):
    module = pack / "week_three" / "accuracy.py"
    module.write_text(module.read_text().replace("100 * np.mean(t == p)", "np.mean(t == p)"))
    done = run(pack, "pytest", "-q", "-p", "no:cacheprovider")
    assert done.returncode == 1
    assert "the mistake 'percent' passes" in done.stdout


def test_registered_it_is_built_audited_and_shown_beside_the_course(pack, tmp_path):
    site = tmp_path / "site"
    about = site / "week_three-0.1.0.dist-info"  # what an installation leaves for Python to find
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: week_three\nVersion: 0.1.0\n")
    (about / "entry_points.txt").write_text("[dlteach.exercises]\nweek_three = week_three:PACK\n")
    paths = os.pathsep.join([str(site), str(pack)])
    built = run(pack, "dlteach", "build", PYTHONPATH=paths)
    assert built.returncode == 0, built.stderr
    assert "✓ accuracy: right" in (pack / "solutions" / "50_accuracy.ipynb").read_text()
    assert 'quiz(\\"50\\")' in (pack / "lessons" / "50_accuracy.ipynb").read_text()
    assert "50_accuracy.ipynb" in (pack / "lessons" / "index.ipynb").read_text()
    assert run(pack, "dlteach", "audit", "accuracy", PYTHONPATH=paths).returncode == 0
    shown = run(pack, "dlteach", "status", PYTHONPATH=paths).stdout
    assert "  50  Accuracy\n      ○ accuracy" in shown
    assert "  00  Start here" in shown


def test_nothing_is_overwritten(pack):
    with pytest.raises(WorkspaceError, match="not empty"):
        new_pack(pack)


@pytest.mark.parametrize("name", ["3rd", "class", "dlteach", "a+b"])
def test_a_name_that_no_package_can_have_is_refused(name, tmp_path):
    with pytest.raises(WorkspaceError, match="cannot be the name"):
        new_pack(tmp_path / name)
    assert list(tmp_path.iterdir()) == []
