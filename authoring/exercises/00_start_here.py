# %% [markdown]
# # Exercises 00: start here
#
# Two functions to write, and a mistake to mend. Read [lesson 00](../lessons/00_start_here.ipynb) first.
#
# How it works: replace `raise NotImplementedError(...)` with your own lines, run the cell, then run the cell
# with `check`. It says whether the answer is right, and if not, which mistake it recognises. Check as often
# as you like. For a hint, run `hint("affine")` in a cell of your own; each further call gives a stronger one.
# `progress()` shows how far you are.

# %%
import numpy as np

from dlteach import check, hint, progress

# %% [markdown]
# ## 1. One matrix product
#
# Write `affine(x, w, b)`: the weighted sums z = x·w + b of a whole layer, for all examples at once.
#
# | argument | shape | what it is |
# |---|---|---|
# | `x` | `(n, d)` | n examples as rows, d features each |
# | `w` | `(d, k)` | the weights: one column for each of k units |
# | `b` | `(k,)` | the biases (offsets): one for each unit |
#
# Return an array of shape `(n, k)`. No loop: NumPy does all rows in one operation.
#
# By hand, for one example and one unit: x = (1, 2), w = (3, 4), b = 5 gives 1·3 + 2·4 + 5 = 16. Here are the
# same numbers as arrays, to try your lines on; `affine(x, w, b)` should then be `[[16.]]`.

# %%
x = np.array([[1.0, 2.0]])
w = np.array([[3.0], [4.0]])
b = np.array([5.0])


# %%
def affine(x, w, b):
    """Return x @ w + b for all examples (rows of x) at once."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return x @ w + b
    ### END SOLUTION


# %%
check(affine)

# %% [markdown] tags=["solution"]
# `@` adds up the features of each example, each times its weight. NumPy then adds `b`, of shape `(k,)`, to
# every row: the last axes fit, so the row is repeated for each example (broadcasting).

# %% [markdown]
# ## 2. Predict the shape
#
# Write `predict_shape(x_shape, w_shape)`: the shape of `x @ w`, from the two shapes alone, without making any
# array.
#
# - `x_shape` is `(n, d)`, and `n` may be `None`: any number of examples. `w_shape` is `(d, k)`.
# - Return a tuple of two. `None` stays `None`.
# - Where the inner sizes differ there is no product: `raise ValueError("...")`, with words of your own.
#
# Example: `predict_shape((None, 3), (3, 4))` is `(None, 4)`.


# %%
def predict_shape(x_shape, w_shape):
    """Return the shape of x @ w; None stands for any number of examples."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    if x_shape[1] != w_shape[0]:
        raise ValueError(f"{x_shape[1]} features, but weights for {w_shape[0]}")
    return (x_shape[0], w_shape[1])
    ### END SOLUTION


# %%
check(predict_shape)

# %% [markdown] tags=["solution"]
# The inner sizes must be equal, because every feature meets its own weight. They are summed over, so they are
# gone from the answer. `None` needs no special case: it is copied like any other size.

# %% [markdown]
# ## 3. Debug a mistake
#
# Somebody wrote the function below and tried it with `x = np.ones((3, 2))`, the weights (1, 2) and (2, 1) and
# a bias of 0. All numbers were right.
#
# First predict: which input shows that it is wrong? Write `affine_failing_input()`, which returns `x, w, b`.
# Then mend it.


# %%
def affine_with_a_mistake(x, w, b):
    return x @ w.T + b


# %%
def affine_failing_input():
    """Return an input on which `affine_with_a_mistake` is wrong."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return np.ones((1, 3)), np.ones((3, 2)), np.zeros(2)
    ### END SOLUTION


# %%
check(affine_failing_input)

# %% [markdown] tags=["solution"]
# With 3 features and 2 units the transposed weights do not fit at all. With as many units as features they
# fit, and then any weights will do that change when rows and columns are exchanged.


# %%
def affine_mended(x, w, b):
    """Return what `affine` should."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("copy the function here and mend it")
    return x @ w + b
    ### END SOLUTION


# %%
check(affine_mended)

# %% [markdown]
# ## You can now
#
# - compute a whole layer for a whole batch in one line;
# - tell the shape of a layer's output before you run it, and say why some shapes do not fit.
