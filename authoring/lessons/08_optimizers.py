# %% [markdown]
# # Lesson 08: optimizers
#
# A cost has two weights. Where we start, its slope along the first is 100, along the second 0.01. So the
# first step of gradient descent is 10,000 times as long along the first as along the second. And the first
# step of Adam, with which most networks are trained? How many times as long is it? Write down your guess.
#
# The gradient says which way is down. An optimizer decides how far to go, and it may remember what it has
# seen on the way.

# %%
import inspect

import numpy as np

from dlteach.figures import plot_curves, plot_surface_path
from dlteach.functions import adagrad_step, adam_step, exponential_decay, momentum_step, rmsprop_step

# %% [markdown]
# ## An object that takes steps
#
# Libraries put the step of lesson 02 into an object: a gradient descent object keeps the learning rate, and
# its `step` turns weights and gradient into new weights.


# %%
class GradientDescent:
    def __init__(self, learning_rate):
        self.learning_rate = learning_rate

    def step(self, w, gradient):
        return w - self.learning_rate * gradient


def walk(optimizer, gradient, w, steps):
    path = [w]
    for _ in range(steps):
        path.append(optimizer.step(path[-1], gradient(path[-1])))
    return np.array(path)


# %% [markdown]
# We walk in a long valley, J = ½(w₁²+50w₂²), with the slopes w₁ and 50w₂. A step multiplies w₁ by 1−α and
# w₂ by 1−50α. Which rate diverges: 0.005, 0.035 or 0.045?


# %%
def valley(w1, w2):
    return (w1**2 + 50 * w2**2) / 2


def valley_gradient(w):
    return np.array([1.0, 50.0]) * w


start = np.array([-4.0, 1.0])
for rate in (0.005, 0.035, 0.045):
    end = walk(GradientDescent(rate), valley_gradient, start, 20)[-1]
    print(f"α = {rate}: w₁ = {end[0]:6.3f}, w₂ = {end[1]:6.3f}, cost {valley(*end):.3g}")

# %% [markdown]
# Beyond α = 2/50 = 0.04 the walk across diverges. Below it, the walk along is slow. One rate serves two
# slopes.

# %% [markdown]
# ## Momentum: a memory of direction
#
# On a zigzag the slope across changes its sign at every step; the slope along keeps it. Same direction,
# larger steps; oscillation, smaller ones. A fading sum of all gradients g does both, the velocity v:
#
# $$v\gets\beta v+g,\qquad w\gets w-\alpha v$$
#
# By hand, β = 0.5, α = 0.1, w = 1, v = 0: the gradient 2 gives v = 2 and w = 0.8. Then the gradient 3 gives
# v = 0.5·2 + 3 = 4 and w = 0.8 − 0.4 = 0.4.

# %%
w, v = 1.0, 0.0
for g in (2.0, 3.0):
    v = 0.5 * v + g
    w = w - 0.1 * v
    print(f"gradient {g}: v = {v}, w = {w:.1f}")

# %% [markdown]
# The usual momentum is β = 0.9. Predict the size of v for the gradients 1, 1, 1, … and for 1, −1, 1, …

# %%
sizes = {"same direction": [], "oscillating": []}
for name, sign in (("same direction", 1), ("oscillating", -1)):
    v = 0.0
    for t in range(40):
        v = 0.9 * v + sign**t
        sizes[name].append(abs(v))
    print(f"{name}: {sizes[name][-1]:.2f} after 40 steps")
print(f"1 / (1 − 0.9) = {1 / (1 - 0.9):.2f}   1 / (1 + 0.9) = {1 / (1 + 0.9):.2f}")
plot_curves(np.arange(1, 41), sizes, "Momentum: agreement adds up", "step", "size of the velocity")

# %% [markdown]
# In one direction v grows until what fades, a tenth, is what comes in: at 10. Oscillation leaves about
# half. In the valley both happen at once. We take 0.045, the rate that diverged, and β = 0.7.

# %%
velocity, path = np.zeros(2), [start]
for _ in range(20):
    w, velocity = momentum_step(path[-1], valley_gradient(path[-1]), velocity, 0.045, momentum=0.7)
    path.append(w)
plain = walk(GradientDescent(0.045), valley_gradient, start, 20)
paths = {"plain": plain, "momentum": np.array(path)}
for name, path in paths.items():
    print(f"{name}: cost {valley(*path[-1]):.3g} after 20 steps")
plot_surface_path(valley, paths, ((-5, 2), (-2, 2)), "20 steps with α = 0.045", "weight w₁", "weight w₂")

# %% [markdown]
# With a memory the same rate arrives. It still swings: a memory cannot stop at once.
#
# Some books write v ← βv + (1−β)g, an average; Keras puts α inside, v ← βv − αg, w ← w + v. With α fitted to
# the form, the paths agree until α changes.
#
# Your turn: task 1 of [the exercises](../exercises/08_optimizers.ipynb).

# %% [markdown]
# ## AdaGrad: a rate for each parameter
#
# Why should all weights share one α? AdaGrad divides each weight's step by the root of the sum of its squared
# gradients:
#
# $$s\gets s+g^2,\qquad w\gets w-\alpha\frac{g}{\sqrt{s+\varepsilon}}$$
#
# The tiny ε prevents a division by 0. By hand, w = 1, s = 9, g = 4, α = 0.5: s = 9 + 16 = 25 and w =
# 1 − 0.5·4/5 = 0.6.
#
# Now slopes of 100 and 0.01 in every step, with α = 1. How long are the steps?

# %%
print("by hand:", *[part.round(4) for part in adagrad_step(1.0, 4.0, 9.0, learning_rate=0.5)])
w, g, s = np.zeros(2), np.array([100.0, 0.01]), np.zeros(2)
for step in range(1, 101):
    before = w
    w, s = adagrad_step(w, g, s, learning_rate=1.0)
    if step in (1, 4, 100):
        print(f"step {step}: lengths", (before - w).round(3))

# %% [markdown]
# In the first step √s is |g|, so every weight moves by α. Each gradient is measured by the earlier ones of
# its own weight: one α per parameter. But s only grows. The hundredth step is a tenth as long, however far
# the bottom is.
#
# Your turn: task 2.

# %% [markdown]
# ## RMSprop: a memory that fades
#
# RMSprop makes the sum a running mean. ρ, usually 0.9, is how much of the memory stays:
#
# $$s\gets\rho s+(1-\rho)g^2,\qquad w\gets w-\alpha\frac{g}{\sqrt{s+\varepsilon}}$$
#
# By hand, w = 1, s = 2, g = 4, ρ = 0.5, α = 0.75: s = 1 + 8 = 9 and w = 1 − 0.75·4/3 = 0.
#
# Now 20 steep steps, g = 10, and 60 gentle ones, g = 1. Predict their sizes.

# %%
print("by hand:", *[part.round(4) for part in rmsprop_step(1.0, 4.0, 2.0, learning_rate=0.75, rho=0.5)])
lengths = {"AdaGrad": [], "RMSprop": []}
for name, step in (("AdaGrad", adagrad_step), ("RMSprop", rmsprop_step)):
    s = 0.0
    for g in [10.0] * 20 + [1.0] * 60:
        w, s = step(0.0, g, s, learning_rate=1.0)
        lengths[name].append(abs(w))
    print(f"{name}: first step {lengths[name][0]:.2f}, last step {lengths[name][-1]:.2f}")
plot_curves(np.arange(1, 81), lengths, "The slope falls to a tenth at step 21", "step", "step size / α")

# %% [markdown]
# AdaGrad never gets over the steep part; RMSprop forgets it. But its first step is too long, 1/√0.1 = 3.16
# times α: s starts at 0 and holds a tenth of g².
#
# Your turn: task 3.

# %% [markdown]
# ## Adam: both, with a fair start
#
# Adam stands for adaptive moment estimation. It keeps two running means, called moments: m of the
# gradients, like momentum, and v of their squares, like RMSprop. (This v is no velocity.) Both start at 0,
# so step t uses corrected copies:
#
# $$m\gets\beta_1m+(1-\beta_1)g,\quad\hat m=\frac{m}{1-\beta_1^t},\qquad
# v\gets\beta_2v+(1-\beta_2)g^2,\quad\hat v=\frac{v}{1-\beta_2^t}$$
#
# $$w\gets w-\alpha\frac{\hat m}{\sqrt{\hat v}+\varepsilon}$$
#
# By hand, step 1, g = 2, β₁ = 0.9, β₂ = 0.999: m = 0.2 and v = 0.004. Corrected, m̂ = 0.2/0.1 = 2 and
# v̂ = 0.004/0.001 = 4, so the step is α·2/√4 = α. Uncorrected it would be (1−β₁)/√(1−β₂) = 3.16 times as
# long.

# %%
m = v = 0.0
for t in range(1, 6):
    m, v = 0.9 * m + 0.1 * 2, 0.999 * v + 0.001 * 2**2
    m_hat, v_hat = m / (1 - 0.9**t), v / (1 - 0.999**t)
    print(f"t = {t}: step / α without correction {m / v**0.5:.2f}, with it {m_hat / v_hat**0.5:.2f}")
print(f"betas 0.7 and 0.8: first step without correction {(1 - 0.7) / (1 - 0.8) ** 0.5:.2f}")

# %% [markdown]
# Uncorrected, early steps are too long, or too short with other betas. The copies m̂
# and v̂ are used once; the memory keeps m and v, and t begins at 1.
#
# Now to your guess: the slopes 100 and 0.01, and all other numbers by default.

# %%
for name, setting in inspect.signature(adam_step).parameters.items():
    if setting.default is not inspect.Parameter.empty:
        print(f"{name} = {setting.default}", end="   ")
w, m, v = adam_step(np.zeros(2), np.array([100.0, 0.01]), np.zeros(2), np.zeros(2), t=1)
print("\nfirst step:", w.round(6))

# %% [markdown]
# Once: both move by α. Begin with these defaults.
#
# Your turn: tasks 4 and 6.

# %% [markdown]
# ## A race
#
# One object for all keeps the memories and counts the steps. Each optimizer gets its best of seven rates,
# in the valley and in one turned by 45 degrees. Who wins?


# %%
class Optimizer:
    def __init__(self, one_step, memories, **settings):
        self.one_step, self.settings = one_step, settings
        self.memory, self.t = [np.zeros(2)] * memories, 0

    def step(self, w, gradient):
        self.t += 1
        count = [self.t] if self.one_step is adam_step else []  # only Adam asks for t
        w, *self.memory = self.one_step(w, gradient, *self.memory, *count, **self.settings)
        return w


# %%
racers = {"plain": (momentum_step, 1, {"momentum": 0.0}), "momentum": (momentum_step, 1, {})}
racers |= {"AdaGrad": (adagrad_step, 1, {}), "RMSprop": (rmsprop_step, 1, {}), "Adam": (adam_step, 2, {})}
straight = np.diag([1.0, 50.0])  # J is w @ straight @ w / 2, its gradient straight @ w
turn = np.array([[1, -1], [1, 1]]) / np.sqrt(2)


def best_path(name, bends):
    step, memories, settings = racers[name]
    optimizers = [
        Optimizer(step, memories, learning_rate=rate, **settings)
        for rate in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
    ]
    paths = [walk(optimizer, lambda w: bends @ w, start, 40) for optimizer in optimizers]
    return min(paths, key=lambda path: path[-1] @ bends @ path[-1])


# %%
for name in racers:
    ends = [(best_path(name, bends)[-1], bends) for bends in (straight, turn @ straight @ turn.T)]
    costs = [w @ bends @ w / 2 for w, bends in ends]
    print(f"{name:8}  straight: cost {costs[0]:.5f}   turned: cost {costs[1]:.5f}")
paths = {name: best_path(name, straight) for name in racers}
plot_surface_path(valley, paths, ((-4.5, 2), (-1.5, 1.5)), "The race", "weight w₁", "weight w₂")

# %% [markdown]
# RMSprop wins the straight valley: there a rate for each weight pays. Turned, both weights feel the steep
# direction; momentum wins, AdaGrad and Adam end behind plain steps. No optimizer is always best: try
# two, with several rates.

# %% [markdown]
# ## Start large, then smaller
#
# With the noisy slopes of mini-batches, steps as long as α tremble around the bottom. A schedule starts
# large, to get near, then makes α smaller, to settle. Exponential decay multiplies by r every d steps:
#
# $$\alpha_t=\alpha_0\,r^{t/d}$$
#
# By hand, α₀ = 0.8, r = 0.25, d = 10: after 5 steps 0.8·0.25^0.5 = 0.4. A staircase rounds t/d down and still
# has 0.8. Where are its stairs?

# %%
steps = np.arange(41)
rates = {
    "smooth": [exponential_decay(0.8, t, 10, 0.25) for t in steps],
    "staircase": [exponential_decay(0.8, t, 10, 0.25, staircase=True) for t in steps],
}
print("after 5 steps:", {name: round(values[5], 3) for name, values in rates.items()})
plot_curves(steps, rates, "Two ways to shrink", "step", "learning rate α")

# %% [markdown]
# Adam walks down ½w² from w = 5, with noisy slopes. Which rate ends nearest?

# %%
schedules = {"always 0.5": lambda t: 0.5, "always 0.005": lambda t: 0.005}
schedules["0.5 to 0.005"] = lambda t: exponential_decay(0.5, t, 100, 0.1)
distances = {name: [] for name in schedules}
for name, rate in schedules.items():
    rng, (w, m, v) = np.random.default_rng(0), (5.0, 0.0, 0.0)
    for t in range(1, 201):
        w, m, v = adam_step(w, w + rng.normal(), m, v, t, rate(t))
        distances[name].append(abs(w))
    print(f"{name}: mean distance in the last 50 steps {np.mean(distances[name][-50:]):.3f}")
words = ("A rate that shrinks arrives and settles", "step", "distance from the bottom")
plot_curves(np.arange(1, 201), distances, *words, log=True)

# %% [markdown]
# The large rate arrives and trembles, the small one is far away, the shrinking one settles.
#
# Your turn: task 5.

# %% [markdown]
# ## You can now
#
# - write a step of momentum, AdaGrad, RMSprop and Adam, and say what each of them remembers;
# - predict which gradients make steps larger and which make them smaller;
# - explain why Adam corrects its moments, and compute the first step with and without it;
# - choose a schedule that starts large and ends small;
# - say when a rate for each parameter helps, and when it does not.
