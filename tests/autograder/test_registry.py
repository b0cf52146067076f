import subprocess
import sys

import pytest

from dlteach.autograder import Pack, registry
from dlteach.autograder.registry import UnknownExercise, exercises, find


def test_the_courses_own_pack_comes_in_by_its_entry_point():
    assert "affine" in exercises()
    assert find("affine").lesson == "00_start_here"


def test_an_unknown_exercise_is_answered_with_the_nearest_name():
    with pytest.raises(UnknownExercise, match="did you mean 'affine'"):
        find("afine")


def test_two_packs_may_not_claim_one_name(monkeypatch, exercise):
    exercises.cache_clear()
    monkeypatch.setattr(registry, "packs", lambda: (Pack("a", (exercise,)), Pack("b", (exercise,))))
    with pytest.raises(ValueError, match="pack 'b'"):
        exercises()
    exercises.cache_clear()


def test_a_pack_of_another_package_is_found(tmp_path):
    """A pack in a package of an instructor's own, installed as any other."""
    (tmp_path / "own_pack.py").write_text(
        "from dlteach.autograder import Case, Exercise, Pack\n"
        "def double(x):\n"
        "    return 2 * x\n"
        "def cases(rng):\n"
        "    return [Case((1.0,)), Case((2.0,))]\n"
        "DOUBLE = Exercise('double', '00_x', 's', double, cases, (), ('a', 'b', 'c'))\n"
        "PACK = Pack('own', (DOUBLE,))\n"
    )
    info = tmp_path / "own_pack-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: own-pack\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[dlteach.exercises]\nown = own_pack:PACK\n")
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from dlteach.autograder import grade; "
        "print(grade(lambda x: x + x, 'double').passed)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "True"
