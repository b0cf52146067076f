"""How much memory a training needs at its peak: dlteach beside hand-written NumPy, PyTorch and Keras.

python benchmarks/memory.py [--json FILE]

Each peer runs in a process of its own: 60,000 rows of 784 numbers in float32 (188 MB), a network 784-128-10,
Adam, one epoch, then predictions for all rows.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys

ROWS = """
import numpy as np
rng = np.random.default_rng(0)
x = rng.random((60_000, 784), dtype=np.float32)
y = rng.integers(0, 10, 60_000)
"""
KERAS = """
model = keras.Sequential(
    [
        keras.Input((784,)),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(x, y, verbose=0)
model.predict(x, verbose=0)
"""
PEERS = {
    "limit": """
from limits import Network
network = Network([784, 128, 10], "relu", "adam", 32)
network.epoch(x, y, rng)
for start in range(0, len(x), 32):
    network.predict(x[start : start + 32])
""",
    "dlteach": "import dlteach.keras as keras\n" + KERAS,
    "PyTorch": """
import torch
model = torch.nn.Sequential(torch.nn.Linear(784, 128), torch.nn.ReLU(), torch.nn.Linear(128, 10))
optimizer, cost = torch.optim.Adam(model.parameters()), torch.nn.CrossEntropyLoss()
rows, labels = torch.from_numpy(x), torch.from_numpy(y)
for batch in torch.randperm(len(rows)).split(32):
    optimizer.zero_grad()
    cost(model(rows[batch]), labels[batch]).backward()
    optimizer.step()
with torch.no_grad():
    torch.cat([model(part) for part in rows.split(32)])
""",
    "Keras on JAX": "import keras\n" + KERAS,
}
PEAK = "\nimport resource\nprint(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)\n"


def peak(code):
    """Megabytes, or None if the peer is not installed."""
    here = os.path.dirname(os.path.abspath(__file__))
    path = os.pathsep.join([here, os.path.dirname(here), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path, "KERAS_BACKEND": "jax", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", ROWS + code + PEAK],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        if "ModuleNotFoundError" in done.stderr:
            return None
        raise RuntimeError(done.stderr)
    return float(done.stdout.split()[-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", metavar="FILE")
    arguments = parser.parse_args()
    results = {name: peak(code) for name, code in PEERS.items()}
    for name, megabytes in results.items():
        if megabytes is not None:
            print(f"{name:14} {megabytes:7.0f} MB   × {megabytes / results['limit']:.2f}")
    if arguments.json:
        with open(arguments.json, "w") as file:
            json.dump(results, file, indent=1)


if __name__ == "__main__":
    main()
