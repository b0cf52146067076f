# %% [markdown]
# # Exercises 02: gradient descent
#
# Five functions to write, and a mistake to mend. Read [lesson 02](../lessons/02_gradient_descent.ipynb)
# first. Loops are welcome everywhere in this notebook.

# %%
import numpy as np

from dlteach import check, hint, progress

# %% [markdown]
# ## 1. Measure the gradient
#
# Write `numerical_gradient(f, x)`: the slope of f along each entry of x, measured by nudging.
#
# | argument | what it is |
# |---|---|
# | `f` | a function that takes an array shaped like `x` and returns one number |
# | `x` | the point, an array of floats of shape `(d,)` |
#
# Return a float64 array of the shape of `x`. Its entry at `index` is
#
# $$\frac{f(\text{x with h added there}) - f(\text{x with h taken away there})}{2h}, \qquad h = 10^{-5}$$
#
# Move one entry at a time. `x` must be as it was when you are done: `x.astype(float)` is a new array, while
# `y = x` is a second name for the same one. It is good to go further: with `np.ndindex(x.shape)`, which runs
# through all indices of an array whatever its shape, points of shape `(d, k)` work too, and with a copy of
# floats so do points of integers, which cannot hold 2.00001. `check` tells how far yours reaches.
#
# Example: for f(x) = x₁·x₂·x₃ at (2, 3, 5) it is (15, 10, 6), up to a tiny error.


# %%
def numerical_gradient(f, x):
    """Return the gradient of f at x by central differences, one entry at a time."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    h = 1e-5
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = x.astype(np.float64), x.astype(np.float64)
        above[index] += h
        below[index] -= h
        gradient[index] = (f(above) - f(below)) / (2 * h)
    return gradient
    ### END SOLUTION


# %%
check(numerical_gradient)

# %% [markdown] tags=["solution"]
# `astype` makes a new float array each time, so x stays as it was, integers are no trouble, and no nudge is
# left over from the entry before. The parentheses in `/ (2 * h)` matter: `/ 2 * h` would multiply by h.

# %% [markdown]
# ## 2. One step
#
# Write `gradient_step(gradient, w, b, learning_rate)`: one step of gradient descent for w and b at the same
# time.
#
# - `gradient(w, b)` returns two things: the slope for `w` and the slope for `b`, each shaped like what it
#   belongs to.
# - `w` and `b` are numbers or arrays. Do not change them; make new ones.
# - Return the new `w` and the new `b`, in this order. Both slopes are taken at the old w and b.
#
# Example: `gradient` returns (2w + b, w + 4b). At w = 1, b = 2 that is (4, 9), so with a learning rate of
# 0.5 the answer is (−1, −2.5).


# %%
def gradient_step(gradient, w, b, learning_rate):
    """Return w and b after one simultaneous step against the gradient."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    grad_w, grad_b = gradient(w, b)
    return w - learning_rate * grad_w, b - learning_rate * grad_b
    ### END SOLUTION


# %%
check(gradient_step)

# %% [markdown] tags=["solution"]
# One call of `gradient` gives both slopes before anything moves. `w - ...` makes new arrays; `w -= ...`
# would write into the caller's.

# %% [markdown]
# ## 3. A path
#
# Write `gradient_descent(gradient, start, learning_rate, steps)`: the path of gradient descent.
#
# - `gradient(x)` returns the slopes at x, an array of shape `(d,)` like x.
# - `start` is an array of floats of shape `(d,)`. Do not change it.
# - Take exactly `steps` steps, also where the slope is 0.
#
# Return an array of shape `(steps + 1, d)`: first the start, then the point after each step.
#
# Example: the gradient 2x, start (8), a learning rate of 0.25 and 3 steps give the rows (8), (4), (2), (1).


# %%
def gradient_descent(gradient, start, learning_rate, steps):
    """Return the start and the point after each step, as rows."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    path = [start]
    for _ in range(steps):
        x = path[-1]
        path.append(x - learning_rate * gradient(x))
    return np.array(path)
    ### END SOLUTION


# %%
check(gradient_descent)

# %% [markdown] tags=["solution"]
# The list begins with the start, so it always has one point more than steps. Each subtraction makes a new
# array. With `x -= ...` all rows would be the last point, because the list would hold the same array many
# times.

# %% [markdown]
# ## 4. Fit a line
#
# Write `fit_line(x, y_true, learning_rate, epochs)`: fit y = w·x + b by gradient descent on the quadratic
# cost, the mean of (w·x + b − y)²/2.
#
# - `x` and `y_true` have shape `(n,)`. All n examples take part in every step, so an epoch is one step.
# - Start from w = b = 0 and take exactly `epochs` steps.
# - Return the two numbers `w, b`.
#
# By hand: x = (1, 2, 3), y = (2, 2, 5), a learning rate of 0.1, one epoch. The errors are (−2, −2, −5). The
# slope for w is (−2·1 − 2·2 − 5·3)/3 = −7, the slope for b is −3. The answer is w = 0.7, b = 0.3.


# %%
def fit_line(x, y_true, learning_rate, epochs):
    """Return w and b of the line after so many epochs of full-batch gradient descent."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    w = b = 0.0
    for _ in range(epochs):
        error = w * x + b - y_true
        w, b = w - learning_rate * np.mean(error * x), b - learning_rate * np.mean(error)
    return w, b
    ### END SOLUTION


# %%
check(fit_line)

# %% [markdown] tags=["solution"]
# The errors are worked out once for each epoch, and both slopes come from them. The mean, not the sum: else
# twice the data would mean steps of twice the length.

# %% [markdown]
# ## 5. Mini-batches
#
# Write `minibatches(x, y, batch_size, rng)`: one epoch, every example once, in shuffled order, a batch at a
# time.
#
# - `x` has shape `(n, d)`, `y` has shape `(n,)`. Row i of x belongs to entry i of y, and must stay with it.
#   Change neither.
# - `rng` is a `numpy.random.Generator`. Draw the order from it: the same seed then gives the same batches,
#   another seed others.
# - `yield` pairs `x_batch, y_batch`, or return a list of such pairs.
# - Every batch has `batch_size` examples, but the last may have fewer. No batch is empty.
#
# Example: 13 examples and a batch size of 5 give batches of 5, 5 and 3. `rng.permutation(n)` returns the
# numbers 0 to n − 1 in random order, and `x[rows]` takes several rows at once.


# %%
def minibatches(x, y, batch_size, rng):
    """Yield the examples of one epoch as pairs (x_batch, y_batch), shuffled."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    order = rng.permutation(len(x))
    for start in range(0, len(x), batch_size):
        rows = order[start : start + batch_size]
        yield x[rows], y[rows]
    ### END SOLUTION


# %%
check(minibatches)

# %% [markdown] tags=["solution"]
# One order for both arrays keeps the pairs together. A slice that reaches past the end is cut there, so the
# short last batch needs no special case, and `range` stops before an empty one.

# %% [markdown]
# ## 6. Debug a mistake
#
# Somebody wrote the function below and let it walk for 5000 epochs. It found the best line, to six digits.
#
# First predict: which input shows that it is wrong? Write `fit_line_failing_input()`, which returns `x,
# y_true, learning_rate, epochs`. Then mend it.


# %%
def fit_line_with_a_mistake(x, y_true, learning_rate, epochs):
    w = b = 0.0
    for _ in range(epochs):
        error = w * x + b - y_true
        w = w - learning_rate * np.mean(error * x)
        error = w * x + b - y_true
        b = b - learning_rate * np.mean(error)
    return w, b


# %%
def fit_line_failing_input():
    """Return an input on which `fit_line_with_a_mistake` is wrong."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return np.array([1.0, 2.0, 3.0]), np.array([2.0, 2.0, 5.0]), 0.1, 1
    ### END SOLUTION


# %%
check(fit_line_failing_input)

# %% [markdown] tags=["solution"]
# At the end of the walk all slopes are 0, whatever the order of the moves. A single epoch shows the order:
# the slope for b is taken at a w where the walk never stood.


# %%
def fit_line_mended(x, y_true, learning_rate, epochs):
    """Return what `fit_line` should."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("copy the function here and mend it")
    w = b = 0.0
    for _ in range(epochs):
        error = w * x + b - y_true
        w, b = w - learning_rate * np.mean(error * x), b - learning_rate * np.mean(error)
    return w, b
    ### END SOLUTION


# %%
check(fit_line_mended)

# %% [markdown]
# ## You can now
#
# - measure any gradient, and so check any formula for one;
# - walk down a cost, and keep a record of the way;
# - fit a model to data, in one batch or in many small ones.
