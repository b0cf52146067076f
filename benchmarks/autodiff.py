"""How long a gradient takes: `dlteach.autodiff` beside micrograd, NumPy written by hand, and PyTorch.

    OMP_NUM_THREADS=1 python benchmarks/autodiff.py [--rounds 30] [--json FILE]

All contestants take turns. Time on the processor counts: on a busy machine a long job is interrupted, a short
one is not. The table shows medians, and beside a peer its ratio to dlteach: 2 is twice as long. micrograd and
torch take part if they are installed.
"""

import argparse
import gc
import json
import os
import platform
import statistics
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np

from dlteach.autodiff import Tensor, affine, relu, softmax_cross_entropy

try:
    from micrograd.engine import Value
except ImportError:
    Value = None
try:
    import torch
except ImportError:
    torch = None

Job = Callable[[], list[Any]]
PEERS = ("micrograd", "NumPy", "torch")


def scalar_mix(make: Callable[[float], Any], activate: Callable[[Any], Any]) -> Job:
    """1000 operations on single numbers: all operators, half of them with a Python number."""

    def job() -> list[float]:
        p, q, r, s = leaves = [make(value) for value in (0.5, -0.3, 0.8, 1.1)]
        total = p
        for start in range(18):
            node = leaves[start % 4]
            for _ in range(4):
                node = (node * q + r - p) / s
                node = (activate(2.0 * node) + 1.0) ** 2
                node = (1.0 - node * 0.25) * s - q
                node = node / 3.0 + s
            total = total + node
        total.backward()
        return [float(leaf.grad) for leaf in leaves]

    return job


def scalar_sums(make: Callable[[float], Any]) -> Job:
    """1000 sums and products of two tensors."""

    def job() -> list[float]:
        leaves = [make(value) for value in (0.5, -0.3, 0.8, 0.1)]
        total = leaves[0]
        for start in range(20):
            node = leaves[start % 4]
            for i in range(24):
                node = node * leaves[i % 4] + leaves[(i + 1) % 4]
            total = total + node
        total.backward()
        return [float(leaf.grad) for leaf in leaves]

    return job


def network_data(sizes: tuple[int, int, int], rows: int) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(0)
    d, h, k = sizes
    x, w1, w2 = rng.normal(size=(rows, d)), rng.normal(size=(d, h)) / np.sqrt(d), rng.normal(size=(h, k))
    arrays = [a.astype(np.float32) for a in (x, w1, np.zeros(h), w2, np.zeros(k))]
    return *arrays, rng.integers(0, k, rows)


def tensor_network(sizes: tuple[int, int, int], rows: int) -> Job:
    """Forward and backward of a relu network with softmax cross-entropy, float32."""
    x, *weights, y = network_data(sizes, rows)
    w1, b1, w2, b2 = parameters = [Tensor(w, requires_grad=True) for w in weights]
    for parameter in parameters:
        parameter._grad_room = np.empty_like(parameter.data)

    def job() -> list[Any]:
        for parameter in parameters:
            parameter.zero_grad()
        cost = softmax_cross_entropy(y, affine(relu(affine(x, w1, b1)), w2, b2))
        cost.backward()
        return [cost.item(), *(parameter.grad for parameter in parameters)]

    return job


def numpy_network(sizes: tuple[int, int, int], rows: int) -> Job:
    """The same by hand, without any check of arguments."""
    x, w1, b1, w2, b2, y = network_data(sizes, rows)
    picked = np.arange(rows)

    def job() -> list[Any]:
        z = x @ w1 + b1
        a = np.maximum(z, 0)
        logits = a @ w2 + b2
        p = np.exp(logits - logits.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        cost = -np.log(p[picked, y]).mean()
        p[picked, y] -= 1
        p /= rows
        hidden = (p @ w2.T) * (z > 0)
        return [cost, x.T @ hidden, hidden.sum(axis=0), a.T @ p, p.sum(axis=0)]

    return job


def torch_network(sizes: tuple[int, int, int], rows: int) -> Job:
    x, *parameters, y = map(torch.from_numpy, network_data(sizes, rows))
    w1, b1, w2, b2 = (parameter.requires_grad_() for parameter in parameters)

    def job() -> list[Any]:
        for parameter in parameters:
            parameter.grad = None
        cost = torch.nn.functional.cross_entropy(torch.addmm(b2, torch.addmm(b1, x, w1).relu(), w2), y)
        cost.backward()
        return [cost.item(), *(parameter.grad.numpy() for parameter in parameters)]

    return job


def contests() -> dict[str, dict[str, Job]]:
    leaf = partial(Tensor, requires_grad=True)
    mix, sums = {"dlteach": scalar_mix(leaf, relu)}, {"dlteach": scalar_sums(leaf)}
    if Value:
        mix["micrograd"], sums["micrograd"] = scalar_mix(Value, Value.relu), scalar_sums(Value)
    if torch:
        leaf = partial(torch.tensor, dtype=torch.float64, requires_grad=True)
        mix["torch"], sums["torch"] = scalar_mix(leaf, torch.relu), scalar_sums(leaf)
    found = {"1000 numbers, all operators": mix, "1000 numbers, + and × of two": sums}
    for sizes, rows in (((2, 25, 3), 32), ((784, 128, 10), 32), ((784, 128, 10), 128)):
        jobs = {"dlteach": tensor_network(sizes, rows), "NumPy": numpy_network(sizes, rows)}
        if torch:
            jobs["torch"] = torch_network(sizes, rows)
        found[f"network {'-'.join(map(str, sizes))}, {rows} rows"] = jobs
    return found


def seconds(job: Job) -> float:
    gc.collect()  # nobody pays for what another has left
    job()  # and all have their own in the cache, as in the next step of a training
    start = process_time()
    job()
    return process_time() - start


def measure(jobs: dict[str, Job], rounds: int) -> dict[str, dict[str, float]]:
    """Medians of milliseconds and of ratios to dlteach, if all contestants find the same numbers."""
    expected, *others = [job() for job in jobs.values()]
    for other in others:
        for number, wanted in zip(other, expected):
            np.testing.assert_allclose(number, wanted, rtol=1e-4, atol=1e-6)
    times = [{name: seconds(job) for name, job in jobs.items()} for _ in range(rounds)]
    return {
        name: {
            "ms": 1e3 * statistics.median(turn[name] for turn in times),
            "ratio": statistics.median(turn[name] / turn["dlteach"] for turn in times),
        }
        for name in jobs
    }


def row(contest: str, found: dict[str, dict[str, float]]) -> str:
    cells = ["{ms:.3f} ({ratio:.2f})".format(**found[peer]) if peer in found else "–" for peer in PEERS]
    return f"{contest:<32}{found['dlteach']['ms']:>10.3f}" + "".join(map("{:>16}".format, cells))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--json", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    setting = {"python": platform.python_version(), "numpy": np.__version__}
    setting["threads"] = os.environ.get("OMP_NUM_THREADS", "as many as there are cores")
    print(", ".join(f"{name} {value}" for name, value in setting.items()))
    print(f"{'median, ms (× dlteach)':<32}{'dlteach':>10}" + "".join(map("{:>16}".format, PEERS)))
    results = {contest: measure(jobs, arguments.rounds) for contest, jobs in contests().items()}
    print(*(row(contest, found) for contest, found in results.items()), sep="\n")
    if arguments.json:
        report = {**setting, "rounds": arguments.rounds, "results": results}
        arguments.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
