"""The first difference between an answer and what was expected, as data for records and reports."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.autograder.checks import Examination, Trial
from dlteach.autograder.running import close, tolerances


def first_difference(examination: Examination) -> dict[str, Any]:
    """Shapes, dtypes, the largest difference, where the first one is and how many values are nan.

    Empty where there is none, or where no numbers came.
    """
    finding = examination.finding
    if finding is None or finding.trial is None:
        return {}
    trial = finding.trial
    for wanted, got in zip(trial.wanted.leaves, trial.got.leaves):
        w, g = wanted.value, got.value
        if isinstance(w, np.ndarray) and isinstance(g, np.ndarray):
            found = _between(examination, trial, w, g)
            if found:
                return {"part": wanted.name, **found}
    return {}


def _between(examination: Examination, trial: Trial, wanted: np.ndarray, got: np.ndarray) -> dict[str, Any]:
    rtol, atol = tolerances(examination.exercise, trial.case)
    if close(wanted, got, rtol, atol):
        return {}
    found: dict[str, Any] = {
        "expected": {"shape": list(wanted.shape), "dtype": wanted.dtype.name},
        "actual": {"shape": list(got.shape), "dtype": got.dtype.name},
        "nan_count": int(np.isnan(got).sum()),
    }
    if wanted.shape == got.shape and wanted.size:
        with np.errstate(all="ignore"):
            distance = np.abs(np.subtract(wanted, got, dtype=float))
            wrong = ~np.isclose(wanted, got, rtol, atol, equal_nan=True)
        finite = distance[np.isfinite(distance)]
        found["max_difference"] = float(finite.max()) if finite.size else None
        found["first_index"] = [int(k) for k in np.unravel_index(np.argmax(wrong), wanted.shape)]
    return found
