import numpy as np
import pytest

from dlteach.autograder import Case, Exercise, Mistake, Pack, registry


def row_means(x):
    return np.asarray(x, float).mean(axis=1)


def _cases(rng):
    yield Case((np.array([[1.0, 3.0]]),), "one row")
    yield Case((rng.normal(size=(3, 3)) + 5,), "a square")
    yield Case((rng.normal(size=(5, 4)) + 5,))
    yield Case((np.array([[1, 2, 4], [0, 5, 6]]),), "integers")
    yield Case((np.array([[1e308, 1e308], [1.0, 2.0]]) / 2,), "numbers near the largest", extreme=True)


EXERCISE = Exercise(
    name="row_means",
    lesson="00_start_here",
    section="Means",
    reference=row_means,
    cases=_cases,
    mistakes=(
        Mistake("columns", lambda x: x.mean(axis=0), "Those are the means of the columns."),
        Mistake("one-less", lambda x: x.sum(axis=1) / (x.shape[1] - 1 + 1e-300), "Divided by one less."),
        Mistake(
            "first-row-only",
            lambda x: np.r_[x[0].mean(), np.zeros(len(x) - 1)],
            "Only the first row is done.",
        ),
        Mistake(
            "overflows",
            lambda x: (x * 4).sum(axis=1) / 4 / x.shape[1],
            "Too large on the way.",
            kind="fragile",
        ),
    ),
    hints=("Think of rows.", "Look at `axis`.", "`x.mean(axis=...)`"),
    also_correct=(lambda x: [sum(row) / len(row) for row in x],),
    points=2.0,
)


@pytest.fixture
def exercise():
    return EXERCISE


@pytest.fixture
def installed(monkeypatch):
    """The small exercise as the only one that is installed."""
    registry.exercises.cache_clear()
    monkeypatch.setattr(registry, "packs", lambda: (Pack("small", (EXERCISE,)),))
    yield EXERCISE
    registry.exercises.cache_clear()


@pytest.fixture
def state_file(tmp_path, monkeypatch):
    path = tmp_path / "progress.json"
    monkeypatch.setenv("DLTEACH_STATE", str(path))
    return path
