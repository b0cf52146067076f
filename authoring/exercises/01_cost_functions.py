# %% [markdown]
# # Exercises 01: cost functions
#
# Six functions to write, and a mistake to mend. Read [lesson 01](../lessons/01_cost_functions.ipynb) first.
#
# All six take `(y_true, y_pred)`, two arrays of one shape. That shape may be `(n,)`, one number for each
# example, or `(n, k)`, a row of k numbers for each example. Loops are allowed.
#
# The arrays may hold floats, integers, or the bytes (`uint8`) of an image. Bytes go wrong below 0, as the
# lesson shows under "Two accidents"; a function that begins with `y_true = np.asarray(y_true, dtype=float)`,
# and the same for `y_pred`, is safe. An answer that fails for bytes alone passes with a note. So does one
# that is right for vectors but not for rows of several numbers in tasks 1 to 4, or for rows but not for
# vectors in tasks 5 and 6.

# %%
import numpy as np

from dlteach import check, hint, progress

# %% [markdown]
# ## 1. L1 norm loss
#
# Write `l1_norm_loss(y_true, y_pred)`: the sum of the absolute errors of all entries,
# L = Σ |y_true − y_pred|.
#
# Return one number, in both shapes. A perfect prediction gives 0.
#
# By hand: y_true = (1, 2, 3), y_pred = (1, 4, 0) gives 0 + 2 + 3 = 5.


# %%
def l1_norm_loss(y_true, y_pred):
    """Return the sum of the absolute errors, one number."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    y_true, y_pred = np.asarray(y_true, dtype=float), np.asarray(y_pred, dtype=float)
    return np.sum(np.abs(y_true - y_pred))
    ### END SOLUTION


# %%
check(l1_norm_loss)

# %% [markdown] tags=["solution"]
# `np.abs` works on each entry before `np.sum` adds anything, so errors of opposite sign cannot cancel.
# `np.sum` without `axis` adds all entries of any shape. `np.asarray(..., dtype=float)` makes a new array
# for integers and bytes, and takes float arrays as they are.

# %% [markdown]
# ## 2. L2 norm loss
#
# Write `l2_norm_loss(y_true, y_pred)`: the sum of the squared errors of all entries,
# L = Σ (y_true − y_pred)². There is no root.
#
# Return one number, in both shapes. A perfect prediction gives 0.
#
# By hand: y_true = (1, 2, 3), y_pred = (1, 4, 0) gives 0 + 4 + 9 = 13.


# %%
def l2_norm_loss(y_true, y_pred):
    """Return the sum of the squared errors, one number, without a root."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    y_true, y_pred = np.asarray(y_true, dtype=float), np.asarray(y_pred, dtype=float)
    return np.sum((y_true - y_pred) ** 2)
    ### END SOLUTION


# %%
check(l2_norm_loss)

# %% [markdown] tags=["solution"]
# The parentheses matter: `**` comes before `-`. For shape `(n,)` the inner product `d @ d` is the same
# number; for `(n, k)` it is not.

# %% [markdown]
# ## 3. Mean absolute error
#
# Write `mean_absolute_error(y_true, y_pred)`: the average of the absolute errors over all entries. For
# shape `(n, k)` there are n·k of them.
#
# Return one number. A perfect prediction gives 0.
#
# By hand: y_true = (1, 2), y_pred = (1, 5) gives (0 + 3) / 2 = 1.5.


# %%
def mean_absolute_error(y_true, y_pred):
    """Return the average of the absolute errors over all entries, one number."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    y_true, y_pred = np.asarray(y_true, dtype=float), np.asarray(y_pred, dtype=float)
    return np.mean(np.abs(y_true - y_pred))
    ### END SOLUTION


# %%
check(mean_absolute_error)

# %% [markdown] tags=["solution"]
# `np.mean` divides the sum by the number of all entries, `y_true.size`. With `len(y_true)` we would divide
# by the number of rows alone.

# %% [markdown]
# ## 4. Mean squared error
#
# Write `mean_squared_error(y_true, y_pred)`: the average of the squared errors over all entries, n·k of
# them for shape `(n, k)`. There is no ½ and no root.
#
# Return one number. A perfect prediction gives 0.
#
# By hand: y_true = (1, 2), y_pred = (1, 5) gives (0 + 9) / 2 = 4.5.


# %%
def mean_squared_error(y_true, y_pred):
    """Return the average of the squared errors over all entries, one number."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    y_true, y_pred = np.asarray(y_true, dtype=float), np.asarray(y_pred, dtype=float)
    return np.mean((y_true - y_pred) ** 2)
    ### END SOLUTION


# %%
check(mean_squared_error)

# %% [markdown] tags=["solution"]
# First the square of each error, then the average. The other way round, errors of opposite sign would cancel
# before they are squared.

# %% [markdown]
# ## 5. Quadratic cost
#
# Write `quadratic_cost(y_true, y_pred)`: the average over the n examples of half the squared length of the
# error,
#
# $$C = \frac{1}{2n} \sum_x \lVert y(x) - a(x) \rVert^2$$
#
# | argument | shape | what it is |
# |---|---|---|
# | `y_true` | `(n, k)` or `(n,)` | the targets y, a row for each example |
# | `y_pred` | the same | the outputs a |
#
# ‖…‖² adds up the squares of one row. For shape `(n,)` each entry is an example of its own. Return one
# number.
#
# By hand: y_true = ((0, 0), (1, 1)) and y_pred = ((0, 2), (1, 1)) give (0 + 4 + 0 + 0) / (2·2) = 1.


# %%
def quadratic_cost(y_true, y_pred):
    """Return 1/(2n) times the sum of all squared errors; n is the number of examples (rows)."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    y_true, y_pred = np.asarray(y_true, dtype=float), np.asarray(y_pred, dtype=float)
    n = len(y_true)
    return np.sum((y_true - y_pred) ** 2) / (2 * n)
    ### END SOLUTION


# %%
check(quadratic_cost)

# %% [markdown] tags=["solution"]
# The sum over examples of sums over rows is the sum over all entries, so one `np.sum` does both. Only the
# rows are averaged: `len` is the size of the first axis in both shapes. The parentheses around `2 * n` keep
# Python from dividing by 2 and multiplying by n.

# %% [markdown]
# ## 6. Gradient of the quadratic cost
#
# Write `quadratic_cost_gradient(y_true, y_pred)`: how fast the quadratic cost of task 5 grows with each
# entry of `y_pred`.
#
# Return an array of the shape of `y_pred`. An output that is too high has a positive slope, one that is
# right has slope 0. The arrays that come in must not change (`y_pred -= y_true` would change one).
#
# By hand, for one output: the derivative of (y − a)²/(2n) with respect to a is (a − y)/n. With y_true =
# ((0, 0), (1, 1)) and y_pred = ((0, 2), (1, 1)) the slopes are ((0, 1), (0, 0)).


# %%
def quadratic_cost_gradient(y_true, y_pred):
    """Return the slope of the quadratic cost at each entry of y_pred, an array of its shape."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    y_true, y_pred = np.asarray(y_true, dtype=float), np.asarray(y_pred, dtype=float)
    return (y_pred - y_true) / len(y_pred)
    ### END SOLUTION


# %%
check(quadratic_cost_gradient)

# %% [markdown] tags=["solution"]
# The 2 that the square brings down cancels the ½. The 1/n stays, because the cost is an average. With
# y_true − y_pred every slope has the wrong sign, and a step that is meant to go down goes up.

# %% [markdown]
# ## 7. Debug a mistake
#
# Somebody wrote the function below and tried it on three predictions of the weather, two arrays of shape
# `(3,)`. The result was right.
#
# First predict: which input shows that it is wrong? Write `quadratic_cost_failing_input()`, which returns
# `y_true, y_pred`. Then mend it.


# %%
def quadratic_cost_with_a_mistake(y_true, y_pred):
    return np.mean((y_true - y_pred) ** 2) / 2


# %%
def quadratic_cost_failing_input():
    """Return an input on which `quadratic_cost_with_a_mistake` is wrong."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return np.array([[1.0, 0.0]]), np.array([[0.5, 0.5]])
    ### END SOLUTION


# %%
check(quadratic_cost_failing_input)

# %% [markdown] tags=["solution"]
# `np.mean` divides by all n·k entries, the cost by the n examples. With one output an example the two are
# the same, so the input needs at least two columns.


# %%
def quadratic_cost_mended(y_true, y_pred):
    """Return what `quadratic_cost` should."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("copy the function here and mend it")
    n = len(y_true)
    return np.sum((y_true - y_pred) ** 2) / (2 * n)
    ### END SOLUTION


# %%
check(quadratic_cost_mended)

# %% [markdown]
# ## You can now
#
# - turn the errors of many predictions into one number, with absolute or squared errors, as a sum or an
#   average;
# - tell over what an average runs: all entries, or the examples alone;
# - compute the slope of the quadratic cost at every output, and know its sign without computing.
