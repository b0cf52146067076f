# %% [markdown]
# # Lesson 06: activations
#
# A layer computes z = x @ w + b, then bends z with an activation. What if we leave the bending out, and
# stack a hundred layers in its place? How much more can they do than one?
#
# Write down your guess. Then a second one: a rule says "never use sigmoid". Never?

# %%
from itertools import pairwise

import numpy as np

from dlteach.figures import plot_curves
from dlteach.functions import (
    ACTIVATIONS,
    dead_fraction,
    dense_backward,
    dense_forward,
    leaky_relu,
    numerical_gradient,
    quadratic_cost,
    quadratic_cost_gradient,
)

# %% [markdown]
# ## Two linear layers are one
#
# Two layers without activation, by hand. The weights of the first are v, with the rows (1, 2) and (0, 1),
# those of the second w, the column (3, −1). The example x = (1, 2) gives 1·1+2·0 = 1 and 1·2+2·1 = 4, then
# 1·3+4·(−1) = −1. Now we multiply the weights first: v @ w is (3−2, 0−1) = (1, −1). One layer with these
# gives 1·1+2·(−1). Guess before you run. And with biases?

# %%
x = np.array([[1.0, 2.0]])
v, b = np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([5.0, -2.0])
w, c = np.array([[3.0], [-1.0]]), np.array([4.0])
print("first layer:", (x @ v)[0], " both:", (x @ v @ w)[0])
print("both weights in one:", (v @ w).ravel(), " one layer:", (x @ (v @ w))[0])
print("with biases:", ((x @ v + b) @ w + c)[0], " one layer:", (x @ (v @ w) + (b @ w + c))[0])

# %% [markdown]
# The same for every x. The biases melt into one, b @ w + c. A hundred linear layers are one. Something must
# bend between them, such as max(z, 0), which replaces negative numbers by 0. Three such bends make a hat:

# %%
x = np.linspace(-1, 3, 81)
hat = np.maximum(x, 0) - 2 * np.maximum(x - 1, 0) + np.maximum(x - 2, 0)
curves = {"max(x, 0)": np.maximum(x, 0), "sum of three": hat}
plot_curves(x, curves, "Bent lines add up to a hat", "x", "output")

# %% [markdown]
# Enough hats make nearly any curve; straight lines never do.

# %% [markdown]
# ## The sigmoid and its slope
#
# The sigmoid σ(z) = 1 / (1 + e⁻ᶻ) squeezes every number between 0 and 1. By hand for z = 2: e⁻² = 0.135,
# and 1 / 1.135 = 0.881. Some notes write 1 / (1 + eᶻ). Does the minus matter?


# %%
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


for z in (-2.0, 0.0, 2.0):
    print(f"z = {z:4}   1/(1 + e⁻ᶻ) = {sigmoid(z):.3f}   1/(1 + eᶻ) = {1 / (1 + np.exp(z)):.3f}")

# %% [markdown]
# Without the minus the curve falls: yes becomes no. The right one rises.
#
# Lesson 05 needs its slope, σ′(z) = σ(z)(1 − σ(z)). By hand at z = 2: 0.881 · 0.119 = 0.105. The notes also
# say that σ′ runs from 0 to 1. A product a(1 − a), with a between 0 and 1: how large can it be?


# %%
def sigmoid_derivative(z):
    a = sigmoid(z)
    return a * (1 - a)


print(f"at z = 2: {sigmoid_derivative(2.0):.3f}, by nudging: {numerical_gradient(sigmoid, 2.0):.3f}")
z = np.linspace(-6, 6, 121)
print(f"largest slope: {sigmoid_derivative(z).max()} at z = {z[sigmoid_derivative(z).argmax()]:.0f}")
curves = {"σ(z)": sigmoid(z), "σ′(z)": sigmoid_derivative(z)}
plot_curves(z, curves, "The sigmoid and its slope", "z", "value", mark={"0.25": (0.0, 0.25)})

# %% [markdown]
# σ runs from 0 to 1, its slope only from 0 to 0.25. Mind the argument: our derivatives take z. Many
# programs pass a = σ(z) and write `a * (1 - a)`; given z, that is wrong.
#
# Your turn: task 1 of [the exercises](../exercises/06_activations.ipynb).

# %% [markdown]
# ## tanh: steeper, and centred on 0
#
# tanh(z) = (e²ᶻ − 1) / (e²ᶻ + 1) lies between −1 and 1. By hand for z = 1: e² = 7.389, so 6.389 / 8.389 =
# 0.762. It is a stretched sigmoid, 2σ(2z) − 1. What does the formula give for z = 400?


# %%
def by_formula(z):
    return (np.exp(2 * z) - 1) / (np.exp(2 * z) + 1)


print(f"z = 1: {by_formula(1.0):.3f}   2σ(2) − 1 = {2 * sigmoid(2.0) - 1:.3f}")
with np.errstate(all="ignore"):
    print("z = 400:", by_formula(400.0), "  np.tanh:", np.tanh(400.0))

# %% [markdown]
# e⁸⁰⁰ overflows to infinity, and ∞ / ∞ is `nan`. `np.tanh` is safe.
#
# Its slope is 1 − tanh²(z). Notes call tanh "steeper between −2 and 2". Is it, at every point?

# %%
for name, f in (("tanh", np.tanh), ("sigmoid", sigmoid)):
    slopes = ", ".join(f"{numerical_gradient(f, z):.3f}" for z in (0.0, 1.0, 2.0, 5.0))
    print(f"{name:7} from −2 to 2 it climbs {f(2.0) - f(-2.0):.2f}; slopes at 0, 1, 2, 5: {slopes}")
curves = {"tanh′(z)": 1 - np.tanh(z) ** 2, "σ′(z)": sigmoid_derivative(z)}
plot_curves(z, curves, "tanh is steeper in the middle only", "z", "slope")

# %% [markdown]
# Between −2 and 2 tanh climbs more than twice as far, yet at 2 it is already the flatter one. Both
# saturate: far from 0 the slope is nearly 0, and learning nearly stops.
#
# Your turn: task 2.

# %% [markdown]
# ## ReLU, and units that die
#
# The rectified linear unit is relu(z) = max(z, 0). Its slope is 0 on the left and 1 on the right, however
# large z is: no saturation there. At 0 is a corner; we take 0. For (−2, 0, 3) we expect (0, 0, 3). Which of
# the two lines gives it?

# %%
z = np.array([-2.0, 0.0, 3.0])
print("np.max(z, 0):", np.max(z, 0), "  np.maximum(z, 0):", np.maximum(z, 0), "  slope:", 1.0 * (z > 0))

# %% [markdown]
# `np.max(z, 0)` takes the 0 for an axis.
#
# Slope 0 has a price. A unit has w = 1, b = −5; for the inputs 1, 2, 3 it gets z = −4, −3, −2. It should
# answer 1, 2, 3. After how many steps does it speak?


# %%
def steps_until_it_speaks(activation):
    x, w, b = np.array([[1.0], [2.0], [3.0]]), np.array([[1.0]]), np.array([-5.0])
    for step in range(10_000):
        a = dense_forward(x, w, b, activation)
        if a.max() > 0:
            return step
        _, grad_w, grad_b = dense_backward(quadratic_cost_gradient(x, a), x, w, b, activation)
        w, b = w - 0.1 * grad_w, b - 0.1 * grad_b
    return "never"


print("relu:", steps_until_it_speaks("relu"))

# %% [markdown]
# Output 0, slope 0, gradient 0: it never moves again. A unit that is silent for every example is dead. To
# monitor a layer, we count such columns. Which of these four units are dead?

# %%
a = np.array([[0.0, 1.0, 0.0, 2.0], [0.0, 0.5, 3.0, 0.0], [0.0, 2.0, 1.0, 0.0]])
print("silent for all:", np.all(a == 0, axis=0), " dead:", dead_fraction(a), f" zeros: {np.mean(a == 0):.2f}")

# %% [markdown]
# One of four. Zeros alone are no harm: a unit may rest for some examples. Use a large batch, or resting
# units look dead.
#
# What kills units in practice? We train networks on a curve. `network` draws the weights (how wide, lesson
# 10 tells). `step` is lesson 05's way forward and back; `a[-2::-1]` are the layers' inputs, last one first.

# %%
x = np.linspace(-1, 1, 50)[:, None]
y = np.sin(3 * x)


def network(hidden, depth, width):
    rng = np.random.default_rng(0)
    names = [hidden] * depth + ["linear"]
    sizes = pairwise([1] + [width] * depth + [1])
    weights = [rng.normal(0, np.sqrt(2 / d), (d, k)) for d, k in sizes]
    return [[w, np.zeros(w.shape[1]), name] for w, name in zip(weights, names)]


# %%
def step(layers, rate):
    a = [x]
    for layer in layers:
        a.append(dense_forward(a[-1], *layer))
    grad = quadratic_cost_gradient(y, a[-1])
    for layer, inputs in zip(reversed(layers), a[-2::-1]):
        w, b, name = layer
        grad, grad_w, grad_b = dense_backward(grad, inputs, w, b, name)
        layer[:2] = w - rate * grad_w, b - rate * grad_b
    return {"cost": quadratic_cost(y, a[-1]), "hidden": a[1], "slope": np.linalg.norm(grad_w)}


# %% [markdown]
# One hidden layer of 20 ReLU units, three learning rates. What do you expect of the largest?

# %%
dead = {}
for rate in (0.1, 0.7, 1.0):
    layers = network("relu", depth=1, width=20)
    dead[f"rate {rate}"] = [dead_fraction(step(layers, rate)["hidden"]) for _ in range(30)]
    print(f"rate {rate}: {dead[f'rate {rate}'][-1]:.0%} dead after 30 steps")
plot_curves(np.arange(30), dead, "Large steps kill units", "step", "fraction of dead units")

# %% [markdown]
# One leap too large throws a unit where every z is negative, and no gradient brings it back.
#
# Your turn: tasks 3 and 4.

# %% [markdown]
# ## A leak keeps them alive
#
# The leaky ReLU is z for z > 0 and slope · z elsewhere. A drawing shows it best with slope 0.4; usual is
# 0.01. After how many steps does the silent unit speak with 0.01?

# %%
print("leaky_relu, slope 0.01:", steps_until_it_speaks("leaky_relu"))
z = np.linspace(-4, 4, 81)
curves = {f"slope {slope}": leaky_relu(z, slope) for slope in (0.4, 0.01, 0.0)}
plot_curves(z, curves, "Leaky ReLU; slope 0 is ReLU", "z", "output")

# %% [markdown]
# A hundredth of the gradient gets through: enough to come back, slowly.
#
# Your turn: task 5.

# %% [markdown]
# ## Which activation where
#
# For a summary we ask the functions themselves, from −∞ to ∞; `ACTIVATIONS` holds each with its slope. Fill
# in the ranges before you look.

# %%
z = np.concatenate([[-np.inf], np.linspace(-10, 10, 2001), [np.inf]])
used = {
    "sigmoid": "output: yes or no",
    "tanh": "hidden",
    "relu": "hidden; output ≥ 0",
    "leaky_relu": "hidden",
}
print("activation   values         slopes         used for")
for name, where in used.items():
    spans = [f"{v.min():.4g} to {v.max():.4g}" for v in (f(z) for f in ACTIVATIONS[name])]
    print(f"{name:10}   {spans[0]:12}   {spans[1]:12}   {where}")

# %% [markdown]
# The last layer must be able to say every right answer, and nothing else:
#
# - yes or no: sigmoid, a probability;
# - any number, ±: linear, no activation;
# - never negative, like a price: ReLU.
#
# Hidden layers: begin with ReLU. So is "never use sigmoid" true? We measure: one hidden layer, then five.
# Guess the order.

# %%
costs = {}
for depth in (1, 5):
    for name in used:
        layers = network(name, depth, width=10)
        steps = [step(layers, rate=0.05) for _ in range(1000)]
        costs[depth, name] = [s["cost"] for s in steps]
        print(f"{depth} hidden  {name:10}", end="   ")
        print(f"first slope {steps[0]['slope']:.4f}   cost at the end {steps[-1]['cost']:.4f}")
deep = {name: costs[5, name] for name in ("sigmoid", "tanh", "relu")}
plot_curves(np.arange(1000), deep, "Five hidden layers learn a curve", "step", "cost", log=True)

# %% [markdown]
# "First slope" is the size of the first layer's gradient, before any step. Behind five sigmoids it is more
# than seventy times smaller than behind the others: each multiplies by 0.25 at most. With one hidden
# layer the sigmoid learns too, only slower. (The order of the others is luck.)
#
# At the output the sigmoid belongs: with the log loss of lesson 03 its flatness cancels. Label 1, z = −5:

# %%
p = sigmoid(-5.0)
print(f"σ′ = {sigmoid_derivative(-5.0):.4f}   log loss: −1/p · σ′ = {-1 / p * sigmoid_derivative(-5.0):.4f}")

# %% [markdown]
# The slope is p − y, nearly −1. So: no sigmoid in hidden layers, and a sigmoid for yes or no.
#
# Your turn: task 6.

# %% [markdown]
# ## You can now
#
# - show with numbers that linear layers without activation are one layer;
# - write sigmoid, tanh, ReLU and leaky ReLU with their slopes, for any shape and without overflow;
# - say how steep each can be, and where it saturates;
# - find dead units, say what killed them, and bring them back with a leak;
# - choose the activation of a hidden layer and of an output.
