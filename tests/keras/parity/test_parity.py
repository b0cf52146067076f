"""The jobs of `jobs.py`, done by real Keras in a process of its own and by `dlteach.keras` here."""

import importlib.util
import json
import os
import subprocess
import sys

import numpy as np
import pytest

import dlteach.keras
from tests.keras.parity.jobs import JOBS, run

needs_keras = pytest.mark.skipif(
    not (importlib.util.find_spec("keras") and importlib.util.find_spec("jax")),
    reason="real Keras and JAX are in the extra `parity`",
)


@pytest.fixture(scope="session")
def of_keras(tmp_path_factory):
    path = tmp_path_factory.mktemp("parity") / "keras.json"
    subprocess.run(
        [sys.executable, "-m", "tests.keras.parity.jobs", str(path)],
        env={**os.environ, "KERAS_BACKEND": "jax", "OMP_NUM_THREADS": "1", "JAX_PLATFORMS": "cpu"},
        check=True,
        timeout=600,
    )
    return json.loads(path.read_text())


@needs_keras
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", JOBS)
def test_dlteach_does_what_keras_does(of_keras, name):
    assert_alike(run(dlteach.keras, [name])[name], of_keras[name], name)


def assert_alike(ours, theirs, where):
    """Equal structure and words; numbers to float32's rounding, added up over a training."""
    if isinstance(theirs, dict):
        assert sorted(ours) == sorted(theirs), f"{where}: other keys"
        assert "history" not in where or list(ours) == list(theirs), f"{where}: other order"
        for key in theirs:
            assert_alike(ours[key], theirs[key], f"{where}.{key}")
    elif isinstance(theirs, list) and not all(isinstance(v, int | float | list) for v in theirs):
        assert len(ours) == len(theirs), where
        for i, (a, b) in enumerate(zip(ours, theirs)):
            assert_alike(a, b, f"{where}[{i}]")
    elif isinstance(theirs, list | float):
        try:
            numbers = np.asarray(theirs, dtype=float)
        except ValueError:  # rows of different lengths
            for i, (a, b) in enumerate(zip(ours, theirs, strict=True)):
                assert_alike(a, b, f"{where}[{i}]")
            return
        np.testing.assert_allclose(ours, numbers, rtol=1e-4, atol=1e-5, err_msg=where)
    else:
        assert ours == theirs, where
