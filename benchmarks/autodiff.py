"""How long a gradient takes: `dlteach.autodiff` beside micrograd and beside NumPy written by hand.

    python benchmarks/autodiff.py [--rounds 30] [--json FILE]

All contestants take turns in every round, so that a busy machine slows all of them. The table shows medians
of the rounds, and beside a peer the median of its ratio to dlteach: 2 is twice as long. micrograd is optional
(`pip install micrograd`). With OMP_NUM_THREADS=1 the figures depend less on what else the machine does.
"""

import argparse
import gc
import json
import platform
import statistics
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from dlteach.autodiff import Tensor, affine, relu, softmax_cross_entropy

try:
    from micrograd.engine import Value
except ImportError:
    Value = None

Job = Callable[[], list[Any]]


def scalar_graph(make: Callable[[float], Any]) -> Job:
    """About 1000 sums and products of single numbers, forward and backward."""

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


def scalar_network(make: Callable[[float], Any], activate: Callable[[Any], Any]) -> Job:
    """A 3-16-1 relu network, number by number, as in micrograd's examples."""
    rng = np.random.default_rng(0)
    hidden, output, row = rng.normal(size=(16, 4)), rng.normal(size=17), rng.normal(size=3)

    def job() -> list[float]:
        layer = [[make(float(w)) for w in weights] for weights in hidden]
        head = [make(float(w)) for w in output]
        activations = [activate(sum((w * float(x) for w, x in zip(ws, row)), ws[-1])) for ws in layer]
        cost = (sum((w * a for w, a in zip(head, activations)), head[-1]) - 1.0) ** 2
        cost.backward()
        return [float(w.grad) for ws in layer for w in ws]

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
    parameters = [Tensor(w, requires_grad=True) for w in weights]
    w1, b1, w2, b2 = parameters

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


def tensor_chain() -> Job:
    """100 multiplications of a (32, 16) tensor by a number."""
    x = Tensor(np.ones((32, 16), np.float32), requires_grad=True)
    seed = np.ones(x.shape)

    def job() -> list[Any]:
        x.zero_grad()
        node = x
        for _ in range(100):
            node = node * 1.01
        node.backward(seed)
        return [x.grad]

    return job


def numpy_chain() -> Job:
    x = np.ones((32, 16), np.float32)

    def job() -> list[Any]:
        node, grad = x, np.ones_like(x)
        for _ in range(100):
            node = node * 1.01
        for _ in range(100):
            grad = grad * 1.01
        return [grad]

    return job


def leaf(value: float) -> Tensor:
    return Tensor(value, requires_grad=True)


def contests() -> dict[str, dict[str, Job]]:
    found = {
        "scalar graph, 1000 nodes": {"dlteach": scalar_graph(leaf)},
        "scalar network 3-16-1": {"dlteach": scalar_network(leaf, relu)},
        "chain of 100 small operations": {"dlteach": tensor_chain(), "NumPy": numpy_chain()},
    }
    for sizes, rows in (((2, 25, 3), 32), ((784, 128, 10), 32), ((784, 128, 10), 128)):
        name = f"network {'-'.join(map(str, sizes))}, {rows} rows"
        found[name] = {"dlteach": tensor_network(sizes, rows), "NumPy": numpy_network(sizes, rows)}
    if Value is not None:
        found["scalar graph, 1000 nodes"]["micrograd"] = scalar_graph(Value)
        found["scalar network 3-16-1"]["micrograd"] = scalar_network(Value, Value.relu)
    return found


def seconds(job: Job) -> float:
    gc.collect()  # nobody pays for the rubbish of the one before
    start = perf_counter()
    job()
    return perf_counter() - start


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


def table(results: dict[str, dict[str, dict[str, float]]]) -> str:
    lines = [f"{'median, ms (× dlteach)':<32}{'dlteach':>10}{'micrograd':>18}{'NumPy':>18}"]
    for contest, found in results.items():
        peers = [
            "{ms:.3f} ({ratio:.2f})".format(**found[peer]) if peer in found else "–"
            for peer in ("micrograd", "NumPy")
        ]
        lines.append(f"{contest:<32}{found['dlteach']['ms']:>10.3f}" + "".join(map("{:>18}".format, peers)))
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="Time dlteach.autodiff beside micrograd and NumPy.")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--json", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    results = {contest: measure(jobs, arguments.rounds) for contest, jobs in contests().items()}
    print(table(results))
    if arguments.json:
        versions = {"python": platform.python_version(), "numpy": np.__version__}
        report = {"versions": versions, "rounds": arguments.rounds, "results": results}
        arguments.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
