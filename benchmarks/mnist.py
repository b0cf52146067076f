"""MNIST to the end: a dense network to 98 % and a small convolutional one to 99 % of the test images.

python benchmarks/mnist.py [--data mnist.npz] [--json FILE] [--threads N]

Without `--data` the file is downloaded once. PyTorch, where it is installed, trains networks of the same
sizes with the same optimizer, batch size and number of epochs.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time

sys.path.insert(0, os.path.dirname(__file__))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", metavar="FILE", help="an .npz with x_train, y_train, x_test, y_test")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--json", metavar="FILE")
    return parser.parse_args()


ARGS = arguments()
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = str(ARGS.threads)

import numpy as np
from rich.console import Console
from rich.table import Table

from dlteach import keras

BATCH, EPOCHS = 64, 10


def images():
    if ARGS.data:
        with np.load(ARGS.data, allow_pickle=False) as file:
            data = [file[name] for name in ("x_train", "y_train", "x_test", "y_test")]
    else:
        (x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
        data = [x_train, y_train, x_test, y_test]
    x_train, y_train, x_test, y_test = data
    return (x_train / np.float32(255), y_train.astype("int64")), (
        x_test / np.float32(255),
        y_test.astype("int64"),
    )


def dense():
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(256, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


def convolutional():
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dropout(0.3),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


def rate(epoch):
    return 1e-3 if epoch < 6 else 1e-3 * 0.5 ** (epoch - 5)


def train_dlteach(model, train, test):
    schedule = keras.callbacks.LearningRateScheduler(rate)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    start = time.perf_counter()
    model.fit(*train, batch_size=BATCH, epochs=EPOCHS, callbacks=[schedule], verbose=2)
    seconds = time.perf_counter() - start
    return seconds, model.evaluate(*test, verbose=0)[1]


def train_torch(torch, layers, train, test):
    torch.manual_seed(0)
    torch.set_num_threads(ARGS.threads)
    model = torch.nn.Sequential(*layers)
    optimizer = torch.optim.Adam(model.parameters(), 1e-3)
    cost = torch.nn.CrossEntropyLoss()
    x, y = (torch.from_numpy(a) for a in train)
    start = time.perf_counter()
    for epoch in range(EPOCHS):
        for group in optimizer.param_groups:
            group["lr"] = rate(epoch)
        order = torch.randperm(len(x))
        for begin in range(0, len(x), BATCH):
            rows = order[begin : begin + BATCH]
            optimizer.zero_grad()
            cost(model(x[rows]), y[rows]).backward()
            optimizer.step()
    seconds = time.perf_counter() - start
    model.eval()
    with torch.no_grad():
        found = torch.cat([model(part).argmax(1) for part in torch.from_numpy(test[0]).split(1000)])
    return seconds, float((found.numpy() == test[1]).mean())


def torch_layers(torch):
    nn = torch.nn
    flat = [nn.Flatten(), nn.Linear(784, 256), nn.ReLU(), nn.Dropout(0.2), nn.Linear(256, 10)]
    windows = [nn.Unflatten(1, (1, 28)), nn.Conv2d(1, 16, 3), nn.ReLU(), nn.MaxPool2d(2)]
    windows += [nn.Conv2d(16, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()]
    windows += [nn.Linear(800, 64), nn.ReLU(), nn.Dropout(0.3), nn.Linear(64, 10)]
    return flat, windows


def main():
    try:
        import torch
    except ImportError:
        torch = None
    keras.utils.set_random_seed(0)
    train, test = images()
    table = Table(title="MNIST", title_justify="left")
    for column in ["network", "", "seconds", "test accuracy", "goal"]:
        table.add_column(column)
    results = []
    jobs = [("dense, 784-256-10", dense, 0.98), ("convolutional, 16-32-64", convolutional, 0.99)]
    for i, (name, build, goal) in enumerate(jobs):
        runs = {"dlteach": train_dlteach(build(), train, test)}
        if torch is not None:
            runs["PyTorch"] = train_torch(torch, torch_layers(torch)[i], train, test)
        for peer, (seconds, accuracy) in runs.items():
            table.add_row(name, peer, f"{seconds:.1f}", f"{accuracy:.2%}", f"{goal:.0%}")
            results.append({"network": name, "peer": peer, "seconds": seconds, "accuracy": accuracy})
    Console().print(table)
    print(f"{ARGS.threads} thread(s), batches of {BATCH}, {EPOCHS} epochs, NumPy {np.__version__}")
    if ARGS.json:
        with open(ARGS.json, "w") as file:
            json.dump({"threads": ARGS.threads, "results": results}, file, indent=1)


if __name__ == "__main__":
    main()
