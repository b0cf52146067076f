# %% [markdown]
# # Lesson 16: frameworks and hardware
#
# One network, with the same weights, runs in three libraries: `dlteach.keras`, Keras and PyTorch. Each makes
# one step of gradient descent. Will the new weights be equal? To how many digits?
#
# And a second question. A network has learned to read the digits 0 to 4. Now it gets five pictures each of
# 5 to 9. Does what it knows help, or would it be better to start anew? Write down both guesses.
#
# ## Four names, two styles
#
# | name | since | style | here |
# |---|---|---|---|
# | Theano | 2007 | defines a graph, then runs; ended in 2017 | lesson 13 |
# | TensorFlow | 2015 | version 1 like Theano; version 2 (2019) runs at once | `dlteach.tf1` |
# | PyTorch | 2016 | runs at once, remembers the way back | lesson 04 |
# | Keras | 2015 | layers on top of a back end, which computes | `dlteach.keras` |
#
# So: define, then run; or define by running. Keras began on Theano. Keras 3 (2023) has three back ends: JAX,
# PyTorch and TensorFlow.

# %%
import itertools
from functools import partial
from timeit import repeat

import numpy as np

import dlteach.keras
from dlteach.course import recorded, run_with
from dlteach.data import load_digits
from dlteach.figures import plot_curves
from dlteach.functions import same_to

# %% [markdown]
# ## One model, three libraries
#
# Our job: six examples, 3-4-2 units, given weights, learning rate 0.1.

# %%
rng = np.random.default_rng(3)
x, y = rng.normal(size=(6, 3)).round(2), np.array([0, 1, 1, 0, 1, 0])
weights = [rng.normal(size=shape).round(2) for shape in ((3, 4), (4,), (4, 2), (2,))]
job = x, y, weights, 0.1


# %%
def keras_step(keras, x, y, weights, rate):
    hidden = keras.layers.Dense(4, activation="relu")
    output = keras.layers.Dense(2, activation="softmax")
    model = keras.Sequential([keras.Input((3,)), hidden, output])
    model.set_weights(weights)
    predictions = model.predict(x, verbose=0)
    model.compile(keras.optimizers.SGD(rate), loss="sparse_categorical_crossentropy")
    history = model.fit(x, y, batch_size=6, verbose=0)
    loss = history.history["loss"][0]
    return {"predictions": predictions, "loss": loss, "weights": model.get_weights()}


# %%
ours = keras_step(dlteach.keras, *job)
print("predictions of class 1:", ours["predictions"][:, 1].round(3))
print(f"loss: {ours['loss']:.4f}   a new bias: {ours['weights'][3][0]:.4f}")

# %% [markdown]
# The library is an argument, so the same lines run with Keras. In PyTorch we write the step ourselves. Find
# two differences: in the shape of a weight, and in what the loss is told.


# %%
def torch_step(torch, x, y, weights, rate):
    model = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.ReLU(), torch.nn.Linear(4, 2))
    with torch.no_grad():
        for parameter, w in zip(model.parameters(), weights):
            parameter.copy_(torch.tensor(w.T))
    logits = model(torch.tensor(x, dtype=torch.float32))
    loss = torch.nn.CrossEntropyLoss()(logits, torch.tensor(y))
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    loss.backward()
    optimizer.step()
    predictions = torch.softmax(logits, dim=1).detach().numpy()
    new_weights = [parameter.detach().numpy().T for parameter in model.parameters()]
    return {"predictions": predictions, "loss": loss.item(), "weights": new_weights}


# %% [markdown]
# `Linear(3, 4)` keeps its weights as (4, 3), hence `.T`. `CrossEntropyLoss` wants logits and applies the
# softmax itself. (Under `no_grad` PyTorch does not remember the way back: to set weights is no step to learn
# from. A name that ends in `_` changes its tensor.)
#
# `run_with` uses the library if it is installed. If not, it gives numbers that were recorded with these same
# cells.

# %% tags=["nbval-ignore-output"]
others = {"keras": run_with("keras", keras_step, *job), "torch": run_with("torch", torch_step, *job)}
for name, theirs in others.items():
    print(f"{name}: {theirs['from']}")

# %% [markdown]
# ## Equal to how many digits?
#
# A float32 keeps about seven digits, so sums are rounded, and their order shows. By hand, with seven digits:
# 10⁸ + 1 is 10⁸ again, so 10⁸ + 1 − 10⁸ = 0. And 10⁸ − 10⁸ + 1?

# %%
big, one = np.float32(1e8), np.float32(1)
print(big + one - big, big - big + one)

# %% [markdown]
# Libraries add in different orders. So we ask for less: "equal to 1e-5" means that no entry differs by more
# than 0.00001. Here are three tests, and three pairs that are not equal. Which tests say True?

# %%
a = np.array([0.2, 0.5, 0.3])
pairs = {
    "0.1 too large": (a, a + 0.1),
    "nan": (a, a * [1, np.nan, 1]),
    "column": (np.ones(3), np.ones((3, 1))),
}
for name, (p, q) in pairs.items():
    difference = p - q
    print(f"{name:14}", "largest:", np.max(difference) <= 1e-5, end="")
    print("  mean:", np.mean(difference) <= 1e-5, end="")
    print("  none above:", not np.any(np.abs(difference) > 1e-5))

# %% [markdown]
# Without `np.abs`, −0.1 is below every limit. Any comparison with nan is False, so nothing is "above". And
# (3,) minus (3, 1) is nine differences, the accident of lesson 01. So: equal shapes, and every |a − b| at
# most the tolerance.
#
# Your turn: task 1 of [the exercises](../exercises/16_frameworks_and_hardware.ipynb).
#
# Now the answer to our first question.

# %%
for backend in ("jax", "tensorflow", "torch"):
    others[f"keras on {backend}"] = recorded(f"keras on {backend}")
for name, theirs in others.items():
    weights_agree = [same_to(mine, other, 1e-5) for mine, other in zip(ours["weights"], theirs["weights"])]
    print(f"{name:20}", same_to(ours["predictions"], theirs["predictions"], 1e-5), all(weights_agree))

# %% [markdown]
# Equal to 1e-5, also on every back end of Keras; the environment variable `KERAS_BACKEND` chooses. That is
# one step on a CPU. In a thousand steps differences grow, and a GPU may round products more coarsely.

# %% [markdown]
# ## Loops, batches and chips
#
# What makes a framework fast? For 1000 rows, 64 features and 32 units we need 1000 · 64 · 32 = 2,048,000
# multiplications. How much slower is a loop in Python? Guess.


# %%
def by_numbers(x, w):
    out = np.zeros((len(x), w.shape[1]))
    for i, j, k in itertools.product(range(len(x)), range(w.shape[1]), range(len(w))):
        out[i, j] += x[i, k] * w[k, j]
    return out


ways = {
    "by numbers": by_numbers,
    "by rows": lambda x, w: np.array([row @ w for row in x]),
    "at once": np.matmul,
}
x, w = rng.normal(size=(1000, 64)), rng.normal(size=(64, 32))
print(f"{1000 * 64 * 32:,}", [same_to(way(x, w), x @ w, 1e-10) for way in ways.values()])

# %% tags=["nbval-ignore-output"]
for name, way in ways.items():
    seconds = min(repeat(partial(way, x, w), number=1, repeat=2))
    print(f"{name:10} {1000 * seconds:8.2f} ms")

# %% [markdown]
# Times differ from run to run, their order does not. Python asks each number what it is. A product of whole
# arrays asks once, and compiled code does the rest.
#
# How many rows should one product get? Predict the curve.

# %% tags=["nbval-ignore-output"]
w = rng.normal(size=(2000, 1000)).astype("float32")


def rows_per_second(n):
    batch = np.ones((n, 2000), "float32")
    return n / min(repeat(lambda: batch @ w, number=1, repeat=30))


powers = np.arange(5)
speed = {"rows": [rows_per_second(4**power) for power in powers]}
labels = "Larger batches, more rows a second", "k, for batches of 4ᵏ rows", "rows a second"
plot_curves(powers, speed, *labels)

# %% [markdown]
# Larger batches pay, until the chip is busy. Why? By hand, n rows take 2 · n · 2000 · 1000 operations on
# 2000n + 2000 · 1000 + 1000n numbers. For n = 1 that is 4,000,000 on 2,003,000: two for each number that
# comes from memory. And for n = 256?

# %%
for n in (1, 16, 256):
    operations, numbers = 2 * n * 2000 * 1000, 2000 * n + 2000 * 1000 + 1000 * n
    print(f"n = {n:3}: {operations:13,} operations, {numbers:9,} numbers, {operations / numbers:.0f} each")

# %% [markdown]
# A weight is fetched once and used n times. (But larger batches mean fewer steps an epoch.)
#
# | chip | for | against |
# |---|---|---|
# | CPU | any program, starts at once | few operations at a time |
# | GPU | thousands of cores, the same operation on many numbers | data must travel there |
# | TPU | a grid of multipliers for matrices | little else, fixed shapes, rented |
#
# Suppose a CPU starts in 1 µs and takes 4 µs a row, and a GPU 20 µs and 0.02 µs. By hand: 1 + 4n = 20 +
# 0.02n at n = 19/3.98 = 4.8.

# %%
n = np.arange(1, 65)
cpu, gpu = 1 + 4 * n, 20 + 0.02 * n
print("from", n[gpu < cpu][0], "rows the GPU is faster; at 64 rows", (cpu / gpu)[-1].round(1), "times")
plot_curves(n, {"CPU": cpu, "GPU": gpu}, "Two supposed chips", "batch size", "time (µs)", log=True)

# %% [markdown]
# ## What else a framework brings
#
# | in TensorFlow | for | here |
# |---|---|---|
# | `tf.data` | batches prepared while the model trains | `Dataset`, lesson 12 |
# | `tf.function` | Python traced once into a graph | lesson 13 |
# | distribution strategies | one batch on several chips | below |
# | TensorFlow Hub | trained layers to download | next section |
#
# A strategy gives each chip a copy of the model and a part of the batch, then averages the gradients. On chip
# A the rows have slopes 2, 4 and 6, on chip B 10 and 18. Means: 4 and 14. Is the gradient (4 + 14)/2 = 9?

# %%
a, b = np.array([2.0, 4, 6]), np.array([10.0, 18])
print("mean of the means:", (a.mean() + b.mean()) / 2)
print("weighted by rows: ", (3 * a.mean() + 2 * b.mean()) / 5)
print("the whole batch:  ", np.concatenate([a, b]).mean())

# %% [markdown]
# The mean of the means is right for equal parts only.

# %% [markdown]
# ## Trained layers travel
#
# To build on layers that were trained before is transfer learning. Back to our second question: the source
# learns the digits 0 to 4. (In float64, so that every machine prints the same.)

# %%
keras = dlteach.keras
keras.config.set_floatx("float64")
images, labels = load_digits()
low = labels < 5


def network(inputs):
    keras.utils.set_random_seed(0)
    hidden = [keras.layers.Dense(units, activation="relu") for units in (128, 64)]
    return keras.Sequential([keras.Input((inputs,)), *hidden, keras.layers.Dense(5, activation="softmax")])


# %%
def train(model, x, y, epochs):
    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x, y, epochs=epochs, verbose=0)
    return model


# %%
x = images.reshape(-1, 64) / 16
source = train(network(64), x[low], labels[low], 6)
target = network(64)
target.layers[0].set_weights(source.layers[0].get_weights())
print("same weights:", np.array_equal(target.layers[0].kernel, source.layers[0].kernel))
target.layers[0].kernel.assign(np.zeros((64, 128)))
print("source still has its own:", bool(np.any(source.layers[0].kernel)))

# %% [markdown]
# `get_weights` gives copies of kernel and bias. We copy every layer but the last, whose five units stand for
# 0 to 4.
#
# Your turn: task 2.

# %% [markdown]
# ## Freeze, then train the rest
#
# A frozen layer has `trainable = False`: `fit` leaves it alone. Freeze first, then `compile`, which notes
# what is to be trained. By hand, 64 · 5 + 5 = 325 parameters remain.


# %%
def accuracy(source, x, y, examples, transfer):
    few = np.concatenate([np.flatnonzero(y[:500] == c)[:examples] for c in range(5)])
    model = network(x.shape[1])
    if transfer:
        model.set_weights(source.get_weights()[:-2] + model.get_weights()[-2:])
        for layer in model.layers[:-1]:
            layer.trainable = False
    train(model, x[few], y[few], 30)
    trained = sum(np.size(w) for w in model.trainable_variables)
    return trained, model.evaluate(x[500:], y[500:], verbose=0)[1]


# %%
for transfer in (True, False):
    trained, right = accuracy(source, x[~low], labels[~low] - 5, 5, transfer)
    print(f"transfer {transfer}: {trained} parameters trained, accuracy {right:.2f}")

# %% [markdown]
# To start anew is better. The source has kept what tells 0 to 4 apart, and 8×8 pixels are good features
# anyway. A source helps when it knows what five examples cannot teach. Now each digit stands somewhere in a
# 12×12 frame, and the source sees every picture in ten places.


# %%
def framed(images, rng):
    frames = np.zeros((len(images), 12, 12))
    for frame, image, (row, column) in zip(frames, images / 16, rng.integers(0, 5, (len(images), 2))):
        frame[row : row + 8, column : column + 8] = image
    return frames.reshape(-1, 144)


rng = np.random.default_rng(0)
source = train(network(144), framed(np.repeat(images[low], 10, axis=0), rng), np.repeat(labels[low], 10), 6)
x, y = framed(images[~low], rng), labels[~low] - 5

# %%
numbers = np.array([2, 5, 10, 20, 40, 80])
found = {
    name: [accuracy(source, x, y, n, name == "frozen")[1] for n in numbers] for name in ("frozen", "anew")
}
plot_curves(numbers, found, "5 to 9 somewhere in a frame", "examples of each digit", "accuracy")

# %% [markdown]
# With five examples the frozen layers win: they have learned that the place does not matter. With 80 they
# lose, for what is frozen cannot learn. Then one thaws it and trains on at a small rate.
#
# Your turn: tasks 3 and 4.

# %% [markdown]
# ## You can now
#
# - say which framework defines first and which runs at once, and what Keras stands on;
# - load the same weights into Keras and PyTorch, and mind the transposed weight and the logits;
# - say what "equal to 1e-5" means, and write a test of it that nan and odd shapes do not fool;
# - explain why arrays beat loops, why batches beat single rows, and when a GPU pays;
# - copy trained layers, freeze them, train the rest, and say when that does not help.
