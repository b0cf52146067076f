"""Hostile submissions get what an honest blank gets, and nothing around the grader changes.

The attacks are the files in `attacks`, one class each. The gate runs those that are quick. All of them::

    DLTEACH_ATTACKS=all python -m pytest tests/grading/test_attacks.py

``DLTEACH_ATTACKS_LEVEL=landlock`` tries a lower level of isolation. Below "bwrap" some attacks would harm
whoever runs the tests; ``DLTEACH_ATTACKS_EXPENDABLE=1`` says that there is nobody, as in a container.
"""

import os
import sys
from importlib import import_module
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what attacks look for are Linux's doors")

CLASSES = tuple(
    path.stem
    for path in sorted((Path(__file__).parent / "attacks").glob("*.py"))
    if path.stem not in ("__init__", "catalogue", "ground")
)
ALL = os.environ.get("DLTEACH_ATTACKS") == "all"
LEVEL = os.environ.get("DLTEACH_ATTACKS_LEVEL", "bwrap")
EXPENDABLE = bool(os.environ.get("DLTEACH_ATTACKS_EXPENDABLE"))


def attacks_of(name):
    return import_module(f"tests.grading.attacks.{name}").ATTACKS


ATTACKS = [pytest.param(attack, id=f"{name}-{attack.id}") for name in CLASSES for attack in attacks_of(name)]


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    from tests.grading.attacks.ground import Ground

    place = Ground(tmp_path_factory.mktemp("attacked"), LEVEL)
    yield place
    place.close()


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_gains_nothing(ground, attack):
    if attack.slow and not ALL:
        pytest.skip("slow: DLTEACH_ATTACKS=all runs it")
    if attack.needs_own_host and ground.oracle.isolation != "bwrap" and not EXPENDABLE:
        pytest.skip("it would harm whoever runs this")
    assert ground.findings(attack) == []


def test_the_untouched_exercise_earns_nothing_and_the_honest_one_all(ground):
    from tests.grading.attacks.catalogue import BLANK, HONEST, IMPORTS
    from tests.grading.attacks.ground import notebook

    blank = ground.grade("learner-1", notebook(IMPORTS + BLANK, "00_start_here"))
    honest = ground.grade("learner-2", notebook(IMPORTS + HONEST, "00_start_here"))
    assert (blank.points, honest.points) == (0, 4)


def test_every_attack_has_a_name_of_its_own_and_says_what_it_tries():
    names = [param.id for param in ATTACKS]
    assert len(set(names)) == len(names) >= 120
    assert all(param.values[0].tries.endswith((".", "?", ",")) for param in ATTACKS)
