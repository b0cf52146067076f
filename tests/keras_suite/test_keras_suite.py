"""Keras's own unit tests, unmodified, run against `dlteach.keras` under the name `keras`."""

import importlib.util
import os
import subprocess
import sys
import xml.etree.ElementTree
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

# Files of Keras's tests by area, from `keras/src`.
AREAS = {
    "activations": ["activations/activations_test.py"],
    "losses": ["losses/losses_test.py", "losses/loss_test.py"],
    "metrics": [
        f"metrics/{kind}_metrics_test.py"
        for kind in [
            "accuracy",
            "confusion",
            "f_score",
            "iou",
            "probabilistic",
            "regression",
            "hinge",
            "reduction",
            "correlation",
        ]
    ]
    + ["metrics/metric_test.py"],
    "variables": ["backend/common/variables_test.py"],
    "backend": [
        f"backend/common/{name}_test.py"
        for name in [
            "keras_tensor",
            "dtypes",
            "masking",
            "name_scope",
            "stateless_scope",
            "symbolic_scope",
            "global_state",
        ]
    ]
    + ["tree/tree_test.py"],
    "optimizers": [
        f"optimizers/{name}_test.py"
        for name in ["optimizer", "sgd", "adam", "adamw", "rmsprop", "adagrad", "adadelta", "adamax", "nadam"]
    ]
    + ["optimizers/schedules/learning_rate_schedule_test.py"],
    "initializers": [
        f"initializers/{name}_test.py"
        for name in ["initializer", "random_initializers", "constant_initializers"]
    ],
    "regularizers": ["regularizers/regularizers_test.py"],
    "constraints": ["constraints/constraints_test.py"],
    "callbacks": [
        f"callbacks/{name}_test.py"
        for name in [
            "callback",
            "early_stopping",
            "model_checkpoint",
            "learning_rate_scheduler",
            "reduce_lr_on_plateau",
            "csv_logger",
            "lambda_callback",
            "terminate_on_nan",
            "monitor_callback",
        ]
    ],
    "utils": [
        f"utils/{name}_test.py"
        for name in [
            "numerical_utils",
            "rng_utils",
            "progbar",
            "summary_utils",
            "dataset_utils",
            "sequence_utils",
            "naming",
            "python_utils",
            "tracking",
        ]
    ],
    "random": ["random/random_test.py", "random/seed_generator_test.py"],
    "core layers": [
        f"layers/core/{name}_test.py"
        for name in ["dense", "embedding", "masking", "identity", "input_layer", "lambda_layer"]
    ],
    "layer": ["layers/layer_test.py"],
    "activation layers": [
        f"layers/activations/{name}_test.py"
        for name in ["activation", "relu", "leaky_relu", "elu", "softmax", "prelu"]
    ],
    "convolution layers": ["layers/convolutional/conv_test.py"],
    "pooling layers": [
        f"layers/pooling/{name}_pooling_test.py"
        for name in ["max", "average", "global_average", "global_max"]
    ],
    "normalization layers": [
        f"layers/normalization/{name}_normalization_test.py" for name in ["batch", "layer"]
    ],
    "reshaping layers": [
        f"layers/reshaping/{name}_test.py"
        for name in [
            "flatten",
            "reshape",
            "permute",
            "repeat_vector",
            "zero_padding1d",
            "zero_padding2d",
            "up_sampling1d",
            "up_sampling2d",
        ]
    ],
    "merging layers": ["layers/merging/merging_test.py"],
    "regularization layers": [
        f"layers/regularization/{name}_test.py"
        for name in ["dropout", "gaussian_noise", "activity_regularization"]
    ],
    "recurrent layers": [f"layers/rnn/{name}_test.py" for name in ["rnn", "simple_rnn", "lstm"]],
    "preprocessing layers": [
        "layers/preprocessing/rescaling_test.py",
        "layers/preprocessing/normalization_test.py",
        "layers/preprocessing/image_preprocessing/random_flip_test.py",
        "layers/preprocessing/image_preprocessing/random_rotation_test.py",
    ],
    "models": [f"models/{name}_test.py" for name in ["sequential", "functional", "model", "cloning"]],
    "training": [
        "trainers/trainer_test.py",
        "trainers/compile_utils_test.py",
        "trainers/epoch_iterator_test.py",
    ],
    "saving": [
        f"saving/{name}_test.py"
        for name in ["object_registration", "serialization_lib", "saving_api", "saving_lib"]
    ],
    "graphs": [f"ops/{name}_test.py" for name in ["operation", "function", "node", "symbolic_arguments"]],
    "operations": ["ops/core_test.py", "ops/math_test.py", "ops/nn_test.py"],
}

# Other back ends, and what the course leaves out.
NOT_OURS = (
    "not (quantiz or lora or gptq or awq or sparse_tensor or ragged or tf_ or tensorflow or torch or jax or "
    "distribution or sharding or export or remat or orbax or float8 or int4 or int8_)"
)
LEAST_SHARE = 0.80
LEAST_SHARE_OF_ALL = 0.95

_keras = importlib.util.find_spec("keras")
pytestmark = [
    pytest.mark.skipif(_keras is None, reason="Keras and its tests are in the extra `parity`"),
    pytest.mark.filterwarnings("ignore"),
]


@pytest.fixture(scope="module")
def shares(request, tmp_path_factory):
    """For each area that is asked for, how many of its tests pass, and how many there are."""
    parameters = [getattr(item, "callspec", None) for item in request.session.items]
    areas = [found.params["area"] for found in parameters if found and "area" in found.params]
    with ThreadPoolExecutor(2) as pool:
        yield {area: pool.submit(run, AREAS[area], tmp_path_factory.mktemp("area")) for area in areas}


def run(files, folder):
    """How many of the tests in these files pass, and how many there are, skipped ones left out."""
    source = Path(_keras.submodule_search_locations[0])
    report = folder / "report.xml"
    subprocess.run(
        [
            *[
                sys.executable,
                "-m",
                "pytest",
                "-p",
                "tests.keras_suite.under_our_name",
                "-p",
                "no:cacheprovider",
            ],
            *["--noconftest", "-c", os.devnull, f"--rootdir={source.parent}", "--import-mode=importlib"],
            *["--continue-on-collection-errors", f"--junitxml={report}", "-k", NOT_OURS],
            *[source / "src" / file for file in files],
        ],
        env={**os.environ, "KERAS_SOURCE": str(source), "PYTHONPATH": os.getcwd(), "OMP_NUM_THREADS": "1"},
        stdout=subprocess.DEVNULL,
        timeout=900,
        check=False,
    )
    suite = xml.etree.ElementTree.parse(report).getroot()[0]
    wrong = int(suite.get("errors")) + int(suite.get("failures"))
    ran = int(suite.get("tests")) - int(suite.get("skipped"))
    return ran - wrong, ran


@pytest.mark.parametrize("area", AREAS)
def test_an_area_behaves_as_keras(area, shares):
    passed, ran = shares[area].result()
    assert passed >= LEAST_SHARE * ran > 0, f"{area}: {passed} of {ran}"


def test_nearly_all_of_it_behaves_as_keras(shares):
    if len(shares) < len(AREAS):
        pytest.skip("needs the areas' runs")
    counts = {area: share.result() for area, share in shares.items()}
    passed, ran = map(sum, zip(*counts.values()))
    print({area: f"{a}/{b}" for area, (a, b) in counts.items()}, f"{passed}/{ran}")
    assert passed >= LEAST_SHARE_OF_ALL * ran, f"{passed} of {ran}: {counts}"
