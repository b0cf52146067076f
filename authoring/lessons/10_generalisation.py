# %% [markdown]
# # Lesson 10: models that generalise
#
# A network with two hidden layers of 64 units studies 60 points, again and again. With every epoch its loss
# on these 60 points falls. What happens meanwhile to its loss on 400 other points, which it never sees:
# does it fall as well, stay where it is, or rise?
#
# Write down your guess, and a sketch of both curves. A model is of use when it is right about what it has
# not seen. This lesson is about how to measure that, and about what helps.

# %%
from itertools import product

import numpy as np

from dlteach import keras
from dlteach.data import circles, standardize
from dlteach.figures import plot_curves, plot_history, plot_network
from dlteach.functions import early_stopping_epoch, glorot_uniform, he_normal, linear, one_hot, relu, sigmoid
from dlteach.keras.layers import Activation, BatchNormalization, Dense, Dropout

# %% [markdown]
# ## Learned by heart
#
# Of the points on two noisy circles 60 are for training, 400 for validation: they only judge. `penalty` and
# `drop` come later. Predict: which model is best on the 60, which on the 400?

# %%
x, y = circles(460, np.random.default_rng(0), noise=0.2)
y = y[:, None]
train, val = (x[:60], y[:60]), (x[60:], y[60:])


# %%
def learn(units, penalty=0.0, drop=0.0):
    keras.utils.set_random_seed(0)
    model = keras.Sequential()
    for k in units:
        model.add(Dense(k, "relu", kernel_regularizer=keras.regularizers.L2(penalty)))
        model.add(Dropout(drop))
    model.add(Dense(1, "sigmoid"))
    loss = "binary_crossentropy"  # as a metric it is measured without the penalty
    model.compile(keras.optimizers.Adam(0.01), loss, metrics=[loss])
    history = model.fit(*train, epochs=200, validation_data=val, verbose=0).history
    return model, np.array(history[loss]), np.array(history[f"val_{loss}"])


# %%
for name, units in {"no hidden layer": (), "8 units": (8,), "64 and 64 units": (64, 64)}.items():
    model, train_loss, val_loss = learn(units)
    print(f"{name:16} training loss {train_loss[-1]:.2f}   validation loss {val_loss[-1]:.2f}")

# %% [markdown]
# Without a hidden layer the border is a straight line, too stiff for a circle: bad on both. That is
# underfitting. The large network is best in training and far worse outside: overfitting. It has learned the
# noise of its 60 points as well.

# %%
plot_history({"loss": train_loss, "val_loss": val_loss}, "64 and 64 units, 60 points", unit="nats")

# %% [markdown]
# Outside, the loss falls first, then rises.
#
# Bad on both asks for a larger model or longer training; a wide gap for more data, a smaller model, or what
# follows.

# %% [markdown]
# ## Stop in time
#
# Early stopping ends training when the validation loss has not beaten its best for some epochs in a row,
# the patience. By hand: losses 0.9, 0.7, 0.5, 0.6, 0.5, 0.4 and patience 2. Epoch 2 is best (we count from
# 0); 0.6 is worse, 0.5 no better. We stop in epoch 4 and never see 0.4.

# %%
print("by hand: stops in epoch", early_stopping_epoch([0.9, 0.7, 0.5, 0.6, 0.5, 0.4], patience=2))
for patience in (1, 5, 20):
    stop = early_stopping_epoch(val_loss, patience)
    print(f"patience {patience:2}: stops in epoch {stop}, best so far {val_loss[: stop + 1].min():.3f}")

# %% [markdown]
# The curve trembles, so too little patience stops too soon. `keras.callbacks.EarlyStopping` does this, and
# brings back the best weights with `restore_best_weights=True`.
#
# Your turn: task 1 of [the exercises](../exercises/10_generalisation.ipynb).

# %% [markdown]
# ## One scale for all features
#
# Two people, 1.6 m and 50000 g, 1.8 m and 70000 g, are our training data. The means are μ = (1.7, 60000),
# the standard deviations σ = (0.1, 10000). We standardise: (x − μ)/σ. A new person of 1.7 m and 90000 g
# becomes (0, 3). What if the new person is measured by their own mean?

# %%
people = np.array([[1.6, 50000.0], [1.8, 70000.0]])
new = np.array([[1.7, 90000.0]])
print("training:", standardize(people).round(6).tolist())
print("new, by training statistics:", (standardize(new, people).round(6) + 0).tolist())
print("new, by its own statistics: ", standardize(new).tolist())

# %% [markdown]
# By its own statistics every lone person is (0, 0). μ and σ belong to the model: measure them on training
# data, after the split, and use them for all data. The circles, one axis in other units:

# %%
wide = x * np.array([1.0, 1000.0])
for name, data in {"raw": wide, "scaled": standardize(wide, wide[:60])}.items():
    train, val = (data[:60], y[:60]), (data[60:], y[60:])
    print(f"{name:6} validation loss {learn((8,))[2][-1]:.2f}")
train, val = (x[:60], y[:60]), (x[60:], y[60:])

# %% [markdown]
# One step size serves all weights; a feature a thousand times larger needs a smaller one.
#
# Your turn: task 2.

# %% [markdown]
# ## Words become numbers
#
# Label encoding numbers the classes in sorted order. The codes are names: as an input, 2 would count as
# twice 1. One-hot rows set all classes equally far apart. How many columns do they get below?

# %%
weather = ["sunny", "rainy", "sunny", "foggy"]
classes, codes = np.unique(weather, return_inverse=True)
print("codes:", codes, "classes:", classes.tolist())
print(one_hot(codes, 3))
batch = codes[1:2]  # rainy alone
print("shape from the labels:", np.eye(batch.max() + 1)[batch].shape, " right:", one_hot(batch, 3).shape)

# %% [markdown]
# A batch need not hold every class, so the number of classes is told, never guessed.
#
# Your turn: tasks 3 and 4.

# %% [markdown]
# ## How to begin
#
# Why not begin with all weights 0? Or all 0.3? We train 8 tanh units each time, and count the different ones.

# %%
starts = {"all 0": "zeros", "all 0.3": keras.initializers.Constant(0.3), "drawn": "glorot_uniform"}
for name, start in starts.items():
    keras.utils.set_random_seed(0)
    hidden = Dense(8, "tanh", kernel_initializer=start)
    model = keras.Sequential([hidden, Dense(1, "sigmoid", kernel_initializer=start)])
    model.compile(keras.optimizers.Adam(0.01), "binary_crossentropy")
    model.fit(*train, epochs=50, verbose=0)
    different = len(np.unique(hidden.get_weights()[0].round(4), axis=1).T)
    print(f"{name:8} different units: {different}, loss {model.evaluate(*train, verbose=0):.2f}")

# %% [markdown]
# Equal units get equal gradients and stay equal: chance must break the symmetry. How wide? A
# unit sums up fan_in inputs, so the variance σ² grows by the factor fan_in·var(w), which should be 1. Two
# rules are named after people. He's: ReLU lets half through, so draw with variance 2/fan_in. Glorot's, for
# tanh and sigmoid, cares for the gradients too: 2/(fan_in + fan_out), uniform up to √(6/(fan_in+fan_out)).
# Which curve below stays level?

# %%
rng = np.random.default_rng(0)
draws = {
    "σ = 0.2": lambda: rng.normal(0, 0.2, (100, 100)),
    "He": lambda: he_normal(100, 100, rng),
    "Glorot": lambda: glorot_uniform(100, 100, rng),
    "σ = 0.01": lambda: rng.normal(0, 0.01, (100, 100)),
}
spread = {}
for name, draw in draws.items():
    a, spread[name] = rng.normal(size=(256, 100)), []
    for _ in range(8):
        a = relu(a @ draw())
        spread[name].append(a.std())
plot_curves(range(1, 9), spread, "Signals through 8 ReLU layers", "layer", "standard deviation", log=True)

# %% [markdown]
# He's does.
#
# Your turn: tasks 5 and 6.

# %% [markdown]
# ## A price on large weights
#
# To bend around single points a network needs large weights. The L2 penalty adds λ·Σw² to the cost; its slope
# is 2λw. By hand, with λ = 0.05, w = 4 and learning rate 0.1: w loses 0.1·2·0.05·4 = 0.04 in each step,
# a hundredth of itself. What does too large a λ do?

# %%
print("one step:", round(4 - 0.1 * 2 * 0.05 * 4, 3))
for penalty in (0.0, 0.001, 0.01, 0.1):
    model, train_loss, val_loss = learn((64, 64), penalty)
    squares = sum(np.sum(w**2) for w in model.get_weights()[:4:2])  # two hidden layers, no biases
    print(
        f"λ = {penalty:5}  Σw² {squares:5.1f}  training {train_loss[-1]:.2f}  validation {val_loss[-1]:.2f}"
    )

# %% [markdown]
# At 0.01 most of the gap is gone. At 0.1 nothing is learned: underfitting again.

# %% [markdown]
# ## Dropout: a different network every step
#
# In each training step every hidden unit is off with probability p, here 0.5. Take a 3-4-4-1 network: a
# mask of four coins for each hidden layer.

# %%
rng = np.random.default_rng(3)
w1, w2, w3 = glorot_uniform(3, 4, rng), glorot_uniform(4, 4, rng), glorot_uniform(4, 1, rng)
for step in (1, 2, 3):
    m1, m2 = rng.integers(0, 2, size=(2, 4))
    print(f"step {step}: mask of layer 1 {m1}, of layer 2 {m2}")
alive = [w1 * m1, m1[:, None] * w2 * m2, m2[:, None] * w3]
plot_network([3, 4, 4, 1], alive, title="Step 3: dotted connections are off")

# %% [markdown]
# No unit can rely on a certain other one. In use, at test time, all are on, so sums would grow. The cure:
# while training, divide what is kept by 1 − p. By hand: a signal of 3 becomes 0 or 6, on average 3.
#
# The 8 coins make 2⁸ = 256 networks that share their weights. Is the network with all units on their
# average?

# %%
signal = 3 * np.array([0, 1]) / 0.5
print("a signal of 3 becomes", signal, "mean", signal.mean())
inputs = np.array([[1.0, -2.0, 0.5]])


def output(m1, m2, f):
    a1 = f(inputs @ w1) * m1 / 0.5
    a2 = f(a1 @ w2) * m2 / 0.5
    return (a2 @ w3).item()


coins, on = [np.array(mask) for mask in product([0, 1], repeat=4)], np.full(4, 0.5)
for name, f in {"linear": linear, "sigmoid": sigmoid, "tanh": np.tanh}.items():
    outputs = [output(m1, m2, f) for m1 in coins for m2 in coins]
    print(f"{name}: mean of {len(outputs)} is {np.mean(outputs):.3f}, all on {output(on, on, f):.3f}")

# %% [markdown]
# For linear units it is, exactly; with an activation in between, roughly. (`on` is 0.5, as 0.5/0.5 = 1.) On
# our circles:

# %%
for drop in (0.0, 0.5):
    _, train_loss, val_loss = learn((64, 64), drop=drop)
    print(f"rate {drop}: training {train_loss[-1]:.2f}, validation {val_loss[-1]:.2f}")

# %% [markdown]
# Your turn: tasks 7 and 8.

# %% [markdown]
# ## Batch normalisation
#
# If scaling helps the inputs, why not the signals inside? Before the activation, batch norm brings each
# unit's signals to mean 0 and variance 1 over the batch, a unit Gaussian if they follow a bell curve:
# x̂ = (x − m)/√(v + ε). Then it gives back freedom: γx̂ + β, both learned. By hand: (1, 5) has m = 3, v = 4;
# with ε = 0, γ = 3, β = 1 it becomes −2 and 4. And a batch of one?

# %%
from dlteach.functions import batch_norm_forward, batch_norm_inference

gamma, beta = np.array([3.0]), np.array([1.0])
out, mean, variance = batch_norm_forward([[1.0], [5.0]], gamma, beta, epsilon=0)
print("batch of two:", out.ravel(), " mean", mean, " variance", variance)
for value in (1.0, 5.0):
    alone = batch_norm_forward([[value]], gamma, beta)[0]
    stored = batch_norm_inference([[value]], gamma, beta, mean, variance, epsilon=0)
    print(f"{value} alone: {alone.item()}   with stored statistics: {stored.item()}")

# %% [markdown]
# Alone, every number is its own mean and comes out as β. So in use the layer takes moving averages of m and
# v, kept while training. ε guards against v = 0.
#
# Now six layers of tanh, with a careful and a bold learning rate, from first weights that are too narrow,
# about right and too wide. Which of the twelve fail?


# %%
def deep(rate, width, normalise):
    keras.utils.set_random_seed(0)
    model = keras.Sequential()
    for _ in range(6):
        model.add(Dense(20, kernel_initializer=keras.initializers.RandomNormal(stddev=width)))
        model.add(BatchNormalization() if normalise else Activation("linear"))
        model.add(Activation("tanh"))
    model.add(Dense(1, "sigmoid"))
    model.compile(keras.optimizers.SGD(rate), "binary_crossentropy")
    return model.fit(x[60:], y[60:], epochs=20, verbose=0).history["loss"][-1]


# %%
for rate, width in product((0.1, 3.0), (0.05, 0.5, 1.5)):
    plain, normalised = deep(rate, width, False), deep(rate, width, True)
    print(f"rate {rate}, first weights {width:4}: plain {plain:.2f}, batch norm {normalised:.2f}")

# %% [markdown]
# Plain does best with the right width and the careful rate, and only there. Narrow weights leave it
# guessing at ln 2 = 0.69: no gradient gets through. Batch norm keeps gradients flowing, depends less on the
# first weights and bears the higher rate.
#
# Your turn: tasks 9 to 11.

# %% [markdown]
# ## You can now
#
# - tell underfitting from overfitting by two curves, and stop training in time;
# - scale features by training statistics, and turn words into codes and one-hot rows;
# - draw first weights that break the symmetry and keep signals level;
# - say what an L2 penalty and dropout do to a network, in training and in use;
# - normalise a batch forward and back, and say what changes when the model is in use.
