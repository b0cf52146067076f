"""How fast models train and predict: dlteach beside hand-written NumPy, PyTorch, Keras and scikit-learn.

python benchmarks/models.py [--rounds N] [--json FILE] [--threads N]

All peers take turns in one process, so that a busy machine slows all of them. Peers that are not installed
are left out. Times are medians; × is the ratio to the limit, the NumPy step of `limits.py`.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time

sys.path.insert(0, os.path.dirname(__file__))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--json", metavar="FILE")
    parser.add_argument("--only", default="", help="jobs whose name holds this")
    return parser.parse_args()


ARGS = arguments()
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = str(ARGS.threads)
os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
if ARGS.threads == 1:
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import numpy as np
from limits import Network
from rich.console import Console
from rich.table import Table

import dlteach.keras

RNG = np.random.default_rng(0)


def keras_mlp(keras, sizes, hidden, optimizer, learning_rate=1e-3):
    last = {"activation": "sigmoid"} if sizes[-1] == 1 else {"activation": "softmax"}
    layers = [keras.layers.Dense(n, activation=hidden) for n in sizes[1:-1]]
    model = keras.Sequential([keras.Input((sizes[0],)), *layers, keras.layers.Dense(sizes[-1], **last)])
    rule = {"adam": keras.optimizers.Adam, "sgd": keras.optimizers.SGD}[optimizer](learning_rate)
    loss = "binary_crossentropy" if sizes[-1] == 1 else "sparse_categorical_crossentropy"
    model.compile(optimizer=rule, loss=loss)
    return model


def torch_mlp(torch, sizes, hidden, optimizer, learning_rate=1e-3):
    act = {"relu": torch.nn.ReLU, "sigmoid": torch.nn.Sigmoid}[hidden]
    rows = []
    for n_in, n_out in zip(sizes, sizes[1:]):
        rows += [torch.nn.Linear(n_in, n_out), act()]
    model = torch.nn.Sequential(*rows[:-1])
    rule = {"adam": torch.optim.Adam, "sgd": torch.optim.SGD}[optimizer](model.parameters(), learning_rate)
    cost = torch.nn.BCEWithLogitsLoss() if sizes[-1] == 1 else torch.nn.CrossEntropyLoss()

    def epochs(x, y, batch_size, count):
        x, y = torch.from_numpy(x), torch.from_numpy(y)
        y = y.float()[:, None] if sizes[-1] == 1 else y.long()
        for _ in range(count):
            order = torch.randperm(len(x))
            for start in range(0, len(x), batch_size):
                rows = order[start : start + batch_size]
                rule.zero_grad()
                cost(model(x[rows]), y[rows]).backward()
                rule.step()

    return model, epochs


def installed(name):
    try:
        return __import__(name)
    except ImportError:
        return None


def fits(sizes, hidden, optimizer, batch_size, x, y, epochs, fresh=False):
    """For each peer, a function that trains for so many epochs; `fresh`: a new model each time."""
    limit = Network(sizes, hidden, optimizer, batch_size)
    rng = np.random.default_rng(1)
    peers = {"limit": lambda: [limit.epoch(x, y, rng) for _ in range(epochs)]}

    def keras_fit(keras):
        model = keras_mlp(keras, sizes, hidden, optimizer)

        def run():
            own = keras_mlp(keras, sizes, hidden, optimizer) if fresh else model
            own.fit(x, y, batch_size=batch_size, epochs=epochs, verbose=0)

        return run

    peers["dlteach"] = keras_fit(dlteach.keras)
    if torch := installed("torch"):
        torch.set_num_threads(ARGS.threads)
        run = torch_mlp(torch, sizes, hidden, optimizer)[1]
        peers["PyTorch"] = lambda: run(x, y, batch_size, epochs)
    if keras := installed("keras"):
        peers[f"Keras on {keras.backend.backend()}"] = keras_fit(keras)
    if installed("sklearn"):
        from sklearn.neural_network import MLPClassifier

        names = {"relu": "relu", "sigmoid": "logistic"}
        model = MLPClassifier(
            sizes[1:-1], activation=names[hidden], solver=optimizer, batch_size=batch_size,
            max_iter=epochs, tol=0, n_iter_no_change=10**6, alpha=0, momentum=0,
        )  # fmt: skip

        def sklearn_fit():
            import warnings

            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                model.fit(x, y)

        peers["scikit-learn"] = sklearn_fit
    return peers


def predictions(rows):
    sizes = [784, 128, 10]
    x = RNG.random((rows, 784), dtype=np.float32)
    limit = Network(sizes, "relu", "adam", 32)
    peers = {"limit": lambda: limit.predict(x)}
    model = keras_mlp(dlteach.keras, sizes, "relu", "adam")
    peers["dlteach"] = lambda: model.predict(x, verbose=0)
    if torch := installed("torch"):
        net = torch_mlp(torch, sizes, "relu", "adam")[0]

        def torch_predict():
            with torch.no_grad():
                return torch.softmax(net(torch.from_numpy(x)), -1).numpy()

        peers["PyTorch"] = torch_predict
    if keras := installed("keras"):
        other = keras_mlp(keras, sizes, "relu", "adam")
        peers[f"Keras on {keras.backend.backend()}"] = lambda: other.predict(x, verbose=0)
    return peers


def jobs():
    """Name, steps in one run, and the peers, each a function that runs them."""
    x, y = RNG.random((3200, 784), dtype=np.float32), RNG.integers(0, 10, 3200)
    for name, optimizer, size in [("Adam, batch 32", "adam", 32), ("SGD, batch 32", "sgd", 32)]:
        yield f"step of 784-128-10, {name}", 100, fits([784, 128, 10], "relu", optimizer, size, x, y, 1)
    yield "step of 784-128-10, Adam, batch 128", 25, fits([784, 128, 10], "relu", "adam", 128, x, y, 1)
    points = RNG.random((1024, 2), dtype=np.float32)
    labels = (points.sum(axis=1) > 1).astype(np.int64)
    yield (
        "lesson-sized: a new 2-25-15-1, 1024 points, 100 epochs",
        1,
        fits([2, 25, 15, 1], "sigmoid", "adam", 32, points, labels, 100, fresh=True),
    )
    yield "predict 1 row", 1, predictions(1)
    yield "predict 10,000 rows", 1, predictions(10_000)


def measure(peers, rounds):
    """Median seconds of each peer; in each round every peer runs once, short jobs several times."""
    times = {name: [] for name in peers}
    repeats = {}
    for name, run in peers.items():
        run()
        start = time.perf_counter()
        run()
        repeats[name] = max(1, int(0.05 / (time.perf_counter() - start)))
    for _ in range(rounds):
        for name, run in peers.items():
            start = time.perf_counter()
            for _ in range(repeats[name]):
                run()
            times[name].append((time.perf_counter() - start) / repeats[name])
    return {name: statistics.median(found) for name, found in times.items()}


def main():
    results = []
    for name, steps, peers in jobs():
        if ARGS.only not in name:
            continue
        seconds = measure(peers, ARGS.rounds)
        table = Table(title=name, title_justify="left")
        for column in ["", "µs" if seconds["limit"] / steps < 0.1 else "ms", "×"]:
            table.add_column(column, justify="right")
        for peer, taken in seconds.items():
            unit = 1e6 if seconds["limit"] / steps < 0.1 else 1e3
            table.add_row(peer, f"{taken / steps * unit:,.1f}", f"{taken / seconds['limit']:.2f}")
            results.append(
                {"job": name, "peer": peer, "seconds": taken / steps, "ratio": taken / seconds["limit"]}
            )
        Console().print(table)
    print(f"{ARGS.threads} thread(s), NumPy {np.__version__}, medians of {ARGS.rounds} rounds in turn")
    if ARGS.json:
        with open(ARGS.json, "w") as file:
            json.dump({"threads": ARGS.threads, "results": results}, file, indent=1)


if __name__ == "__main__":
    main()
