# %% [markdown]
# # Lesson 15: check the notes
#
# A page says: n·n + n + 41 is a prime number for every n = 0, 1, 2, … We try n = 0 to 39. Forty numbers,
# forty primes. Do you sign? Write down your guess.
#
# Notes are written in a hurry, and they err. So do books, and so do we. To catch a mistake is a skill, and
# a few lines of code are enough for it.

# %%
import numpy as np

from dlteach.figures import plot_bars, plot_curves
from dlteach.functions import (
    counter_example,
    entropy,
    fit_line,
    gradient_norms,
    minibatches,
    mlp_backward,
    numerical_gradient,
    sigmoid,
    softmax,
)

# %% [markdown]
# ## One number is enough
#
# The claim is about every n. We put it into code and look for one n that breaks it, a counter-example.


# %%
def is_prime(m):
    return m > 1 and all(m % k for k in range(2, int(m**0.5) + 1))


n = 0
while is_prime(n * n + n + 41):
    n = n + 1
print(f"agreements: {n}, then n = {n} gives {n * n + n + 41} = 41 · 41")

# %% [markdown]
# Forty agreements supported the claim; one number refutes it for good. Agreements never prove a claim
# about all numbers. So we look for where it breaks.

# %% [markdown]
# ## Values that hide
#
# A page says: tanh(z) = 2σ(z) − 1. It sounds right, as both run from −1 to 1. By hand at z = 0: tanh is 0,
# and 2 · ½ − 1 = 0. At which of these z do the sides differ?


# %%
def claimed(z):
    return 2 * sigmoid(z) - 1


for z in (0.0, 30.0, 1.0):
    print(f"z = {z:4}: tanh {np.tanh(z):.4f}, claimed {claimed(z):.4f}")

# %% [markdown]
# Two of the three would have let it pass. The picture shows why.

# %%
z = np.linspace(-8, 8, 161)
curves = {"tanh(z)": np.tanh(z), "2σ(z) − 1": claimed(z)}
plot_curves(z, curves, "Two curves that meet where nobody should look", "z", "value")

# %% [markdown]
# Zero multiplies signs and factors away; far out both sides are saturated. Other places to hide in:
#
# - a batch of one, where sum and mean are equal;
# - equal weights, where a wrong index changes nothing;
# - a perfect prediction, where each gradient is 0.
#
# Good test numbers are ordinary: not 0, not 1, not huge, no two alike, of both signs.

# %% [markdown]
# ## Agreement within a tolerance
#
# Lesson 03 used 1 − σ(z) = σ(−z), which is true. Does every z agree when we ask with `==`?

# %%
for z in (0.5, 1.0, 2.0, 3.0):
    left, right = 1 - sigmoid(z), sigmoid(-z)
    print(f"z = {z}: equal {left == right}, difference {left - right:.0e}")

# %% [markdown]
# Rounding in the 16th digit is no counter-example. Two sides agree when |f(z) − g(z)| is at most a small
# tolerance. `counter_example` returns the first z of a list at which they do not.

# %%
print(counter_example(np.tanh, claimed, [0.0, 30.0, 1.0], tolerance=1e-6))
z = np.linspace(-5, 5, 1001)
print(counter_example(lambda z: 1 - sigmoid(z), lambda z: sigmoid(-z), z, tolerance=1e-6))

# %% [markdown]
# None means "nothing found", not "true". Two traps wait here. A difference may be negative, so take `abs`.
# And one side may be `nan`. Is `nan` more than 0.1 away from 1?

# %%
distance = abs(np.nan - 1)
print("distance > 0.1:     ", distance > 0.1)
print("not distance <= 0.1:", not distance <= 0.1)

# %% [markdown]
# With `nan`, `<`, `>` and `<=` are all False. Asked the first way, `nan` passes as agreement; the second
# way catches it.
#
# Your turn: tasks 1, 2 and 3 of [the exercises](../exercises/15_check_the_notes.ipynb).

# %% [markdown]
# ## Count what a word means
#
# "Batch size: the number of batches in an epoch." A definition is a claim too. We count the batches of
# 1024 examples with batch size 32. Predict how many there are.


# %%
def batches_in_an_epoch(n, batch_size):
    rows = np.arange(n)
    return len(list(minibatches(rows, rows, batch_size, np.random.default_rng(0))))


print(batches_in_an_epoch(1024, 32))

# %% [markdown]
# It is 32, as the page says. Do you sign now?

# %%
for n, batch_size in ((500, 32), (60, 12), (7, 2)):
    print(f"{n} examples, batch size {batch_size}: {batches_in_an_epoch(n, batch_size)} batches")

# %% [markdown]
# It was a coincidence: 32 · 32 = 1024. Count with several sizes, and avoid round ones. Your turn: task 4
# of [the exercises](../exercises/15_check_the_notes.ipynb).

# %% [markdown]
# ## Units leave a trail
#
# "The entropy of a fair coin is 0.301." We compute it: ln 2 = 0.693 nats. A wrong number has a cause, and
# the ratio of the two often names it.

# %%
print(f"claimed / right: {0.301 / entropy([0.5, 0.5]):.3f}")
causes = {"bits for nats": 1 / np.log(2), "base 10 for base e": 1 / np.log(10), "percent": 100}
for cause, ratio in causes.items():
    print(f"{cause:18} {ratio:7.3f}")

# %% [markdown]
# It is base 10. A ratio of n, the number of examples, would be a sum for a mean.
#
# Lesson 03 met a harder case: 0.57, 0.43 and 0.23 for the weather of five days. No single cause explains
# all three. Still: first the right number, then the cause. Your turn: tasks 5 and 6 of [the
# exercises](../exercises/15_check_the_notes.ipynb).

# %% [markdown]
# ## A range says two things
#
# "The largest of three softmax probabilities runs from 0 to 1." That says: no value lies outside, and each
# value between is reached. One value outside would refute the first half; for the second we need a value
# that is never reached. We draw many logits. What is the lowest of the largest?

# %%
logits = np.random.default_rng(0).normal(scale=2, size=(10_000, 3))
largest = softmax(logits).max(axis=1)
print(f"from {largest.min():.3f} to {largest.max():.3f}")
counts = np.histogram(largest, bins=10, range=(0, 1))[0]
labels = [f"{k / 10:.1f}" for k in range(10)]
plot_bars(labels, counts, "The first three bars are missing", "largest probability, from", "number of draws")

# %% [markdown]
# Nothing lies below a third. Draws prove nothing, but they tell us what to prove: three numbers below 1/3
# have a sum below 1. So 0.2 is a counter-example, promised and never reached. Your turn: task 7 of [the
# exercises](../exercises/15_check_the_notes.ipynb).

# %% [markdown]
# ## A test that could fail
#
# Some claims are true. "The same number added to all logits leaves softmax as it is." We try it on softmax
# and, to test the test, on two functions that are not softmax. Which of two inputs tells them apart?

# %%
functions = {
    "softmax": softmax,
    "without e": lambda z: z / np.sum(z),
    "with σ": lambda z: sigmoid(z) / np.sum(sigmoid(z)),
}
for logits in ([2.0, 2.0, 2.0], [1.0, 2.0, 4.0]):
    z = np.array([logits])
    changes = {name: round(float(np.max(np.abs(f(z + 5) - f(z)))), 3) for name, f in functions.items()}
    print(logits, changes)

# %% [markdown]
# With equal logits all three give thirds: the test cannot fail, so to pass it means nothing. To confirm a
# claim we need an input like the second, at which a slip would show. Your turn: task 8 of [the
# exercises](../exercises/15_check_the_notes.ipynb).

# %% [markdown]
# ## Nudge a formula with indices
#
# A chain of two weights: ŷ = w₂·σ(w₁·x) and J = ½(ŷ − y)². The page: ∂J/∂w₁ = (ŷ − y)·w₁·σ′(w₁·x)·x. A
# nudge tells whether each index is right. By hand at x = 1, y = 0, w₁ = 0, w₂ = 2: σ = ½, ŷ = 1 and σ′ =
# ¼, so the page gives 1 · 0 · ¼ · 1 = 0. We try w₁ = w₂ = 1 as well.


# %%
def cost(w1, w2):
    return (w2 * sigmoid(w1) - 0) ** 2 / 2


def page(w1, w2):
    s = sigmoid(w1)
    return (w2 * s - 0) * w1 * s * (1 - s) * 1


for w1, w2 in ((1.0, 1.0), (0.0, 2.0)):
    nudged = numerical_gradient(lambda w, w2=w2: cost(w, w2), w1)
    print(f"w1 = {w1}, w2 = {w2}: page {page(w1, w2):.4f}, nudge {nudged:.4f}")

# %% [markdown]
# Equal weights hide it. Elsewhere it shows: the factor should be w₂, and 1 · 2 · ¼ · 1 = 0.5. Where do the
# two curves cross when w₂ is 1.5?

# %%
w1 = np.linspace(-3, 3, 121)
nudged = [float(numerical_gradient(lambda w: cost(w, 1.5), w)) for w in w1]
curves = {"nudge": nudged, "page": page(w1, 1.5)}
mark = {"w₁ = w₂": (1.5, page(1.5, 1.5))}
plot_curves(w1, curves, "A wrong index shows nearly everywhere", "w₁, with w₂ = 1.5", "∂J/∂w₁", mark=mark)

# %% [markdown]
# Your turn: tasks 9 and 10 of [the exercises](../exercises/15_check_the_notes.ipynb), with three weights.

# %% [markdown]
# ## Never and always
#
# "Never start with weights of 0." `fit_line` of lesson 02 starts at w = b = 0. Does it find the line 2x+1?

# %%
x = np.array([0.0, 1.0, 2.0, 3.0])
w, b = fit_line(x, 2 * x + 1, learning_rate=0.1, epochs=1000)
print(f"w = {w:.3f}, b = {b:.3f}")

# %% [markdown]
# One good start refutes a "never". Yet somebody had a reason to write it. We add a hidden layer, all
# weights 0.

# %%
weights, biases = [np.zeros((1, 3)), np.zeros((3, 1))], [np.zeros(3), np.zeros(1)]
grad_weights, _ = mlp_backward(2 * x[:, None] + 1, x[:, None], weights, biases, "tanh")
print("size of the gradients of both layers:", gradient_norms(grad_weights))

# %% [markdown]
# No weight moves. The rule is about hidden layers, and the page left that out. A refuted claim often has a
# true core: ask where it holds. Your turn: tasks 11 to 13 of [the
# exercises](../exercises/15_check_the_notes.ipynb).

# %% [markdown]
# ## You can now
#
# - put a claim into code and refute it with one number;
# - say which inputs hide a mistake, and choose others;
# - compare with a tolerance, and keep `nan` and negative differences from passing;
# - find the unit or the count behind a wrong number, and test a word by counting;
# - support a true claim with a test that could have failed;
# - turn "never" into "not here, but there".
