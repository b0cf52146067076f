"""How long a training step of a small network of images takes: dlteach beside NumPy by hand and its peers.

    python benchmarks/cnn.py [--rounds 200] [--threads 1] [--json FILE]

32 images of 28 × 28, float32: convolution 3 × 3 × 8, relu, max pooling, convolution 3 × 3 × 16, relu, max
pooling, dense 10, softmax cross-entropy, Adam. "NumPy" is the limit, the step of `cnn_limit.py`. All
contestants start from the same weights, take turns in every round, and must find the same costs. PyTorch and
Keras (KERAS_BACKEND, by default jax) are optional.
"""

import argparse
import gc
import json
import os
import platform
import statistics
from pathlib import Path
from time import perf_counter
from typing import Any


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Time a training step of a small network of images.")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--json", type=Path, metavar="FILE")
    return parser.parse_args()


ARGUMENTS = arguments()
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = str(ARGUMENTS.threads)
os.environ.setdefault("KERAS_BACKEND", "jax")
if ARGUMENTS.threads == 1:
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import numpy as np
from cnn_limit import SHAPES, Adam, N, Step, by_hand

import dlteach.keras
from dlteach.autodiff import Tensor, affine, convolution, max_pool, softmax_cross_entropy

try:
    import torch
except ImportError:
    torch = None
try:
    import keras as real_keras
except ImportError:
    real_keras = None

BATCHES = 64


def data() -> tuple[np.ndarray, np.ndarray, list[np.ndarray]]:
    """Images with labels that can be learned, and weights to start from."""
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 10, N * BATCHES)
    images = rng.normal(size=(10, 28, 28, 1))[labels] + rng.normal(size=(len(labels), 28, 28, 1))
    weights = [rng.normal(size=s) / np.sqrt(np.prod(s[:-1])) if len(s) > 1 else np.zeros(s) for s in SHAPES]
    return images.astype(np.float32), labels, [w.astype(np.float32) for w in weights]


def by_autodiff(weights: list[np.ndarray]) -> Step:
    """The graph of `dlteach.autodiff`, with the same Adam by hand."""
    adam = Adam(weights)
    leaves = [Tensor(w, requires_grad=True) for w in adam.views(adam.w)]
    for leaf, view in zip(leaves, adam.views(adam.w)):
        leaf.data = view
    gradients = adam.views(adam.g)
    k1, b1, k2, b2, w, b = leaves

    def step(x: np.ndarray, y: np.ndarray) -> float:
        for leaf in leaves:
            leaf.zero_grad()
        a = max_pool(convolution(x, k1, b1, relu=True))
        a = max_pool(convolution(a, k2, b2, relu=True))
        cost = softmax_cross_entropy(y, affine(a.reshape(len(x), 400), w, b))
        cost.backward()
        for leaf, gradient in zip(leaves, gradients):
            gradient[...] = leaf.grad
        adam.step()
        return cost.item()

    return step


def model_of(keras: Any, weights: list[np.ndarray]) -> Any:
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(8, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(16, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(10),
        ]
    )
    model.set_weights(weights)
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


def by_batch(keras: Any, weights: list[np.ndarray]) -> Step:
    model = model_of(keras, weights)
    # A loss over all batches since the start is what Keras gives; forgotten, it is that of the batch.
    return lambda x, y: (model.reset_metrics(), model.train_on_batch(x, y))[1]


def by_torch(weights: list[np.ndarray], fused: bool) -> Step:
    torch.set_num_threads(ARGUMENTS.threads)
    nn = torch.nn
    network = nn.Sequential(
        *(nn.Conv2d(1, 8, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 16, 3), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Flatten(), nn.Linear(400, 10)),
    )
    k1, b1, k2, b2, w, b = weights
    w = w.reshape(5, 5, 16, 10).transpose(3, 2, 0, 1).reshape(10, 400)  # its images have the channels first
    own = [k1.transpose(3, 2, 0, 1), b1, k2.transpose(3, 2, 0, 1), b2, w, b]
    with torch.no_grad():
        for parameter, value in zip(network.parameters(), own):
            parameter.copy_(torch.from_numpy(value.copy()))
    optimizer = torch.optim.Adam(network.parameters(), eps=1e-7, fused=fused)
    loss = nn.CrossEntropyLoss()

    def step(x: np.ndarray, y: np.ndarray) -> float:
        optimizer.zero_grad()
        cost = loss(network(torch.from_numpy(x).permute(0, 3, 1, 2)), torch.from_numpy(y))
        cost.backward()
        optimizer.step()
        return cost.item()

    return step


def contestants(weights: list[np.ndarray]) -> dict[str, Step]:
    found = {
        "NumPy": by_hand(weights),
        "dlteach.autodiff": by_autodiff(weights),
        "dlteach.keras": by_batch(dlteach.keras, weights),
    }
    if torch is not None:
        found["PyTorch"] = by_torch(weights, fused=False)
        found["PyTorch, fused Adam"] = by_torch(weights, fused=True)
    if real_keras is not None:
        found[f"Keras on {real_keras.backend.backend()}"] = by_batch(real_keras, weights)
    return found


def measure(rounds: int) -> dict[str, dict[str, float]]:
    """Medians of microseconds a step and of ratios to NumPy, if all contestants find the same costs."""
    images, labels, weights = data()
    steps = contestants(weights)
    times: list[dict[str, float]] = []
    for turn in range(rounds):
        batch = slice(turn % BATCHES * N, (turn % BATCHES + 1) * N)
        x, y = images[batch], labels[batch]
        gc.collect()
        times.append({})
        costs = {}
        for name, step in steps.items():
            start = perf_counter()
            costs[name] = float(step(x, y))
            times[-1][name] = perf_counter() - start
        if turn < 10:
            np.testing.assert_allclose(
                list(costs.values()), costs["NumPy"], rtol=1e-3, err_msg=str(list(costs))
            )
    times = times[10:]
    return {
        name: {
            "us": 1e6 * statistics.median(turn[name] for turn in times),
            "ratio": statistics.median(turn[name] / turn["NumPy"] for turn in times),
        }
        for name in steps
    }


def measure_fit(rounds: int) -> dict[str, dict[str, float]]:
    """The same by `fit`, epoch after epoch, beside as many steps by hand."""
    images, labels, weights = data()
    step, model = by_hand(weights), model_of(dlteach.keras, weights)
    times = []
    for _ in range(rounds):
        start = perf_counter()
        for first in range(0, len(images), N):
            step(images[first : first + N], labels[first : first + N])
        middle = perf_counter()
        model.fit(images, labels, shuffle=False, verbose=0)
        times.append((middle - start, perf_counter() - middle))
    hand, ours = (statistics.median(column) for column in zip(*times))
    return {
        "dlteach.keras, fit": {
            "us": 1e6 * ours / BATCHES,
            "ratio": statistics.median(fit / by_hand for by_hand, fit in times),
        },
        "NumPy, an epoch": {"us": 1e6 * hand / BATCHES, "ratio": 1.0},
    }


def main() -> None:
    results = measure(ARGUMENTS.rounds + 10) | measure_fit(max(ARGUMENTS.rounds // 20, 3))
    print(f"{'a step, medians':<24}{'µs':>10}{'× NumPy':>10}")
    for name, found in results.items():
        print(f"{name:<24}{found['us']:>10.0f}{found['ratio']:>10.2f}")
    print(f"{ARGUMENTS.threads} thread(s), NumPy {np.__version__}, Python {platform.python_version()}")
    if ARGUMENTS.json:
        report = {"threads": ARGUMENTS.threads, "numpy": np.__version__, "rounds": ARGUMENTS.rounds}
        ARGUMENTS.json.write_text(
            json.dumps({**report, "results": results}, indent=2) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
