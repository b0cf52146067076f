# %% [markdown]
# # Lesson 02: gradient descent
#
# We stand on a hillside in thick fog and want to reach the valley. We see nothing, but we feel the ground:
# how steep it is, and which way it falls. How do we walk? And if our steps are ten times as long, do we
# arrive in a tenth of the time? Write down your guess.
#
# The hillside is the cost of lesson 01, the place where we stand is the weights. This walk is how networks
# learn.

# %%
import numpy as np

from dlteach.figures import (
    plot_cost_path,
    plot_curves,
    plot_epochs,
    plot_points,
    plot_rates,
    plot_slopes,
    plot_surface_path,
)
from dlteach.functions import fit_line, gradient_descent, minibatches, numerical_gradient, quadratic_cost

# %% [markdown]
# ## The slope shows the way
#
# Take one weight w and the cost J(w) = (w − 3)² + 1; many books write J for a cost. We stand at w = 1, where
# J = 5. To feel the slope, we move w a little and see how much J changes. By hand: J(1.001) = (−1.999)² + 1 =
# 4.996001, so J changes by −0.003999 when w changes by 0.001. Their ratio is about −4.
#
# Predict: what is the slope at w = 5, and at w = 3?


# %%
def J(w):
    return (w - 3) ** 2 + 1


for w in (1.0, 5.0, 3.0):
    print(f"at w = {w}: cost {J(w):.0f}, slope about {(J(w + 0.001) - J(w)) / 0.001:.3f}")

# %% [markdown]
# A negative slope means that J falls when w grows, so we go right. A positive slope sends us left. We always
# walk against the slope.
#
# Calculus gives the slope exactly: the derivative of (w − 3)² + 1 is 2(w − 3), and 0 at the bottom. The
# picture shows it at four places as a short straight line, and below each the way to go.


# %%
def slope(w):
    return 2 * (w - 3)


plot_slopes(J, slope, [0, 1.5, 3, 5], (-1, 7), "The slope says which way is down", "weight w", "cost J")

# %% [markdown]
# The measured slopes were all too large by 0.001: a nudge to one side also feels how the curve bends. A
# nudge to both sides cancels the bend:
#
# $$\frac{dJ}{dw} \approx \frac{J(w + h) - J(w - h)}{2h}$$
#
# We try both ways on w³ at w = 1, where the right slope is 3. Predict: which error shrinks faster when h
# gets smaller?

# %%
for h in (0.1, 0.01, 0.001, 1e-5, 1e-12):
    one_side = ((1 + h) ** 3 - 1) / h
    both_sides = ((1 + h) ** 3 - (1 - h) ** 3) / (2 * h)
    print(f"h = {h:<6g} error to one side {abs(one_side - 3):.0e}, to both sides {abs(both_sides - 3):.0e}")

# %% [markdown]
# A tenth of h gives a tenth of the error on one side, a hundredth on both. But when h is too small, the two
# costs agree in nearly all their digits, and rounding errors are left. h = 1e-5 is a good choice.
#
# With several weights each has its own slope, written ∂J/∂w: move that weight alone and look at the cost.
# All slopes together are the gradient. Here is f(x) = x₁²·x₂ at (2, 3). Which of its two slopes is larger?

# %%
h = 1e-5
along_first = ((2 + h) ** 2 * 3 - (2 - h) ** 2 * 3) / (2 * h)
along_second = (2**2 * (3 + h) - 2**2 * (3 - h)) / (2 * h)
print(f"one by one: {along_first:.3f} and {along_second:.3f}")
print("library:   ", numerical_gradient(lambda x: x[0] ** 2 * x[1], [2.0, 3.0]).round(3))

# %% [markdown]
# Your turn: task 1 of [the exercises](../exercises/02_gradient_descent.ipynb).

# %% [markdown]
# ## One step, all weights at once
#
# A step goes against the slope. Its length is the slope times a small number α, the learning rate:
#
# $$w \gets w - \alpha \frac{\partial J}{\partial w}, \quad b \gets b - \alpha \frac{\partial J}{\partial b}$$
#
# By hand for J = w² + wb + b², whose slopes are 2w + b and w + 2b. At w = 2, b = −1 they are 3 and 0. With
# α = 0.5 the new w is 0.5, and b stays −1. What if w moves first, and b asks for its slope after that?


# %%
def slopes(w, b):
    return 2 * w + b, w + 2 * b


alpha, w, b = 0.5, 2.0, -1.0
grad_w, grad_b = slopes(w, b)
print("together:", w - alpha * grad_w, b - alpha * grad_b)
w = w - alpha * slopes(w, b)[0]
b = b - alpha * slopes(w, b)[1]  # this w is already the new one
print("one after the other:", w, b)

# %% [markdown]
# One after the other, b becomes −0.25: its slope was taken at w = 0.5, b = −1, where we never stood. In a
# network the slopes of two layers would come from two different networks. First all slopes, then all moves.
#
# Your turn: task 2 of [the exercises](../exercises/02_gradient_descent.ipynb).

# %% [markdown]
# ## Many steps make a path
#
# We repeat the step, with α = 0.3, from w = 0 on our first curve. Do the steps stay equally long?

# %%
w = 0.0
for step in range(6):
    print(f"step {step}: w = {w:.4f}, slope = {slope(w):7.4f}, J = {J(w):.4f}")
    w = w - 0.3 * slope(w)

# %% [markdown]
# The steps shrink by themselves, though α stays the same: nearer to the bottom the slope is smaller. When
# the steps are too small to matter, the walk has converged.
#
# `gradient_descent` returns the whole path, the start and the point after each step. Here are ten steps with
# four learning rates. Predict which of the four do not arrive.

# %%
paths = {f"α = {rate}": gradient_descent(slope, 0.0, rate, steps=10) for rate in (0.03, 0.3, 0.95, 1.05)}
plot_rates(J, paths, (-2, 8), "Ten steps with four learning rates", "weight w", "cost J")

# %% [markdown]
# Small steps go the right way, but slowly. Large ones overshoot: they land on the other side, and still come
# nearer. Still larger ones land higher than they began, where the slope is steeper, so the next step is
# longer still: the walk diverges.
#
# Why? A step takes w − 3 to (w − 3) − α·2(w − 3) = (1 − 2α)(w − 3). Here is what that does to the distance
# from the bottom.

# %%
for rate in (0.03, 0.3, 0.95, 1.05, 3.0):
    distance = np.abs(gradient_descent(slope, 0.0, rate, steps=10) - 3)
    print(f"α = {rate}: times {distance[1] / distance[0]:.2f} in every step, {distance[-1]:.3g} after 10")

# %% [markdown]
# Below 1 the distance shrinks, above 1 it grows. Now to your guess. With 0.3, ten times 0.03, the walk
# arrives while the slow one is halfway. With 3, ten times as much again, it flies away.
#
# Where the border lies depends on how sharply the curve bends. For networks whose inputs are scaled to about
# 1, a rate from 0.001 to 0.1 usually works. That is experience, no law.
#
# With two weights the bends can differ. J = ½(v² + 10w²) has the slopes v and 10w: a valley ten times as
# steep across as along. Which walk is straighter, with 0.02 or with 0.18?


# %%
def valley(v, w):
    return (v**2 + 10 * w**2) / 2


def valley_gradient(x):
    return np.array([1.0, 10.0]) * x


start = np.array([-4.0, 1.0])
paths = {f"α = {rate}": gradient_descent(valley_gradient, start, rate, 15) for rate in (0.02, 0.18)}
plot_surface_path(valley, paths, ((-5, 2), (-2, 2)), "15 steps in a long valley", "weight v", "weight w")

# %% [markdown]
# The larger rate zigzags. A step multiplies w by 1 − 10α and v by 1 − α, so beyond α = 0.2 the walk across
# diverges, however slow it still is along the valley.
#
# Now a trap of Python. We collect a path ourselves, with the slopes 2x and `-=`. What does the list hold?

# %%
x = np.array([8.0, -4.0])
path = [x]
for _ in range(3):
    x -= 0.25 * 2 * x
    path.append(x)
print(np.array(path))

# %% [markdown]
# Four times the last point: `-=` writes into the one array that we have, and the list holds it four times.
# `x = x - ...` makes a new one.
#
# Your turn: task 3 of [the exercises](../exercises/02_gradient_descent.ipynb).

# %% [markdown]
# ## A line that fits itself
#
# Sixty hikers measured height x and temperature y. We want the line w·x + b. Let e = w·x + b − y, prediction
# minus truth like the a − y of lesson 01. Then the quadratic cost is the mean of e²/2, and its slopes are
#
# $$\frac{\partial C}{\partial w} = \text{mean}(e x), \quad \frac{\partial C}{\partial b} = \text{mean}(e)$$
#
# We test both formulas at w = b = 0, against a nudge.

# %%
rng = np.random.default_rng(0)
height = rng.uniform(0, 3, size=60)  # kilometres
temperature = 15 - 6.5 * height + 2 * rng.normal(size=60)  # °C
w = b = 0.0
error = w * height + b - temperature
print(f"by formula:  {np.mean(error * height):.4f} {np.mean(error):.4f}")
measured = numerical_gradient(lambda p: quadratic_cost(temperature, p[0] * height + p[1]), [0.0, 0.0])
print(f"by nudging:  {measured[0]:.4f} {measured[1]:.4f}")

# %% [markdown]
# They agree. The 2 of the square cancels the ½, and x is a factor because it multiplies w. We check every
# gradient of this course in this way. To train by nudging a million weights would be too slow.
#
# `fit_line` takes such steps from w = b = 0. One pass over all the data is called an epoch; here each step is
# one. Predict: after one step, does the line rise or fall?

# %%
at = np.array([0.0, 3.0])
lines = {}
for epochs in (1, 10, 100, 1000):
    w, b = fit_line(height, temperature, learning_rate=0.1, epochs=epochs)
    lines[f"after {epochs}"] = (at, w * at + b)
    print(f"after {epochs:4}: {w:.2f} degrees per km, {b:.2f} degrees at the sea")
plot_points(
    {"hikes": (height, temperature)},
    "A line learns, step by step",
    "height (km)",
    "temperature (°C)",
    lines=lines,
)

# %% [markdown]
# It rises, as the slope for w was negative. Later it nearly finds the −6.5 that we put into the data.
#
# Your turn: task 4 of [the exercises](../exercises/02_gradient_descent.ipynb).

# %% [markdown]
# ## Batches and epochs
#
# So far each step has read all rows. We can also step after a few, a mini-batch, whose slopes are a rough
# estimate. We shuffle the rows and deal them out like cards; when each has been read once, the epoch is over.
# How many steps are two epochs of 12 rows, 5 at a time?

# %%
rng = np.random.default_rng(0)
rows = np.arange(12)
epochs = [[batch for batch, _ in minibatches(rows, rows, 5, rng)] for _ in range(2)]
plot_epochs(epochs, "Two epochs of 12 rows, up to 5 rows a step")

# %% [markdown]
# Six: in each epoch 5 rows, 5 rows, and the 2 that are left. Some notes call an epoch a step of gradient
# descent. That holds only where the batch is all of the data, as in `fit_line`.
#
# All rows in every step is batch gradient descent, one row is stochastic gradient descent, all between is
# mini-batch. We let each have ten epochs on the hikes. Which comes farthest?


# %%
def cost(w, b):
    return quadratic_cost(temperature, w * height + b)


def walk(batch_size, epochs, rate=lambda step: 0.1):
    rng, path = np.random.default_rng(0), [np.zeros(2)]
    for _ in range(epochs):
        for x, y in minibatches(height, temperature, batch_size, rng):
            w, b = path[-1]
            error = w * x + b - y
            gradient = np.array([np.mean(error * x), np.mean(error)])
            path.append(path[-1] - rate(len(path)) * gradient)
    return np.array(path)


# %% [markdown]
# `walk` is `fit_line` with a loop over the batches inside. `rate` is a function of the step number, so that α
# can change later; for now it is 0.1.

# %%
paths = {"1 row": walk(1, 10), "12 rows": walk(12, 10), "all 60 rows": walk(60, 10)}
for name, path in paths.items():
    print(f"{name} a step: {len(path) - 1:3} steps, cost {cost(*path[-1]):.2f}")
plot_surface_path(cost, paths, ((-8, 2), (-1, 19)), "Ten epochs each", "w (°C per km)", "b (°C)")

# %% [markdown]
# Each walk has read every hike ten times; more steps bring it farther. The price is a path that trembles: one
# hike knows little of the others.
#
# Your turn: task 5 of [the exercises](../exercises/02_gradient_descent.ipynb).

# %% [markdown]
# ## Steps that adapt
#
# The trembling does not end: at the bottom the mean slope is 0, but that of a single hike is not. The cure
# is a rate that shrinks, here α = 0.1 / (1 + step/100). We compare costs with `best`, that of the best line.

# %%
best = cost(*fit_line(height, temperature, 0.2, 2000))
walks = {"α = 0.1": walk(1, 20), "α shrinks": walk(1, 20, lambda step: 0.1 / (1 + step / 100))}
excess = {}
for name, path in walks.items():
    costs = np.array([cost(w, b) for w, b in path[1:]])
    excess[name] = costs.reshape(20, 60).mean(axis=1) - best
    print(f"{name}: in the last epoch {excess[name][-1]:.3f} above the best line")
plot_curves(
    np.arange(1, 21), excess, "A shrinking rate calms the walk", "epoch", "cost above the best", log=True
)

# %% [markdown]
# A rate can also adapt to each weight. In the long valley we give v and w their own, both 0.02 at first. If a
# slope has the same sign as before, its rate grows by a fifth: keep going. If the sign has changed, we have
# overshot, and the rate is halved. Can this beat the 0.18 of above?

# %%
x, before, rates = start, np.zeros(2), np.full(2, 0.02)
for _ in range(20):
    now = valley_gradient(x)
    rates = np.where(now * before < 0, rates * 0.5, rates * 1.2)
    x, before = x - rates * now, now
ends = {f"α = {rate}": gradient_descent(valley_gradient, start, rate, 20)[-1] for rate in (0.02, 0.18)}
for name, end in (ends | {"own rates": x}).items():
    print(f"{name:9}  cost after 20 steps: {valley(*end):.5f}")
print(f"rates at the end: {rates[0]:.2f} for v, {rates[1]:.2f} for w")

# %% [markdown]
# It can: each weight has found a rate of its own. Lesson 08 does it with noisy slopes too.

# %% [markdown]
# ## Where the slope is 0
#
# Gradient descent stops where the slope is 0. Is that always the lowest point? The curve w⁴ − 4w² + w has two
# valleys. Predict where two walks end, one from w = −2, one from w = 2:


# %%
def two_valleys(w):
    return w**4 - 4 * w**2 + w


def two_valleys_slope(w):
    return 4 * w**3 - 8 * w + 1


paths = {f"from w = {w:g}": gradient_descent(two_valleys_slope, w, 0.02, 20) for w in (-2.0, 2.0)}
plot_cost_path(two_valleys, paths, (-2.3, 2.3), "Two starts, two ends", "weight w", "cost J")

# %% [markdown]
# The right walk ends in a local minimum: lower than all around it, but not the lowest. The top between the
# two valleys has slope 0 as well, and a walk that starts exactly there never leaves.
#
# With two weights there is one more kind of place with slope 0. In J = v² + w⁴/4 − w²/2 the point (0, 0) is
# a valley along v and a top along w: a saddle point. Two walks begin side by side. Do they end so?


# %%
def saddle(v, w):
    return v**2 + w**4 / 4 - w**2 / 2


def saddle_gradient(x):
    return np.array([2 * x[0], x[1] ** 3 - x[1]])


paths = {f"from w = {w:g}": gradient_descent(saddle_gradient, [1.5, w], 0.1, 80) for w in (0.0, 0.001)}
plot_surface_path(saddle, paths, ((-2, 2), (-1.5, 1.5)), "A saddle holds one walk up", "weight v", "weight w")

# %% [markdown]
# From w = 0 exactly the walk ends in the saddle. From a thousandth beside it, it slows down there and gets
# away. Large networks have many more saddles than local minima, since a minimum must curve upwards in every
# direction. The trembling of mini-batches helps: it pushes us off the saddle.

# %% [markdown]
# ## You can now
#
# - measure a slope by nudging to both sides, and judge a formula with it;
# - take a step for all weights at once;
# - tell from a path whether the learning rate is too small or too large;
# - fit a line with full batches or mini-batches, and count steps and epochs;
# - say why a rate should shrink or differ from weight to weight, and why slope 0 is not always the bottom.
#
# Our cost so far was a squared distance. For questions of yes or no there is a better one:
# [lesson 03, cross-entropy](03_cross_entropy.ipynb).
