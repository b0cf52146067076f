# %% [markdown]
# # Exercises 07: softmax
#
# Seven functions to write, and one to mend. Read [lesson 07](../lessons/07_softmax.ipynb) first.
#
# They share four rules:
#
# - Each row of `z` holds the logits of one example, shape `(n, k)`; only task 4 takes a single row.
# - Logits may be of any size, also ±10000. No result is `nan` or infinite.
# - Logarithms are natural.
# - The arguments must stay as they are, and logits may be integers. Loops are allowed, and a later function
#   may call an earlier one.

# %%
import numpy as np

from dlteach import check, hint, progress

# %% [markdown]
# ## 1. Softmax
#
# Write `softmax(z)`: the probabilities pᵢⱼ = exp(zᵢⱼ) / Σₗ exp(zᵢₗ), the sum running over the k classes of
# row i.
#
# | argument | shape | what it is |
# |---|---|---|
# | `z` | `(n, k)` | logits, a row for each example |
#
# Return an array of shape `(n, k)` whose rows sum to 1.
#
# By hand: the row (0, ln 3) has the exponentials 1 and 3, so its probabilities are 0.25 and 0.75. The row
# (1000, 1000) gives 0.5 and 0.5.


# %%
def softmax(z):
    """Return the probabilities of the classes, row by row."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)
    ### END SOLUTION


# %%
check(softmax)

# %% [markdown] tags=["solution"]
# After the shift the largest exponential of each row is 1. So nothing overflows, and the sum is at least 1:
# no division by 0, and no small number needed beside it. `keepdims=True` keeps both a column of shape (n,
# 1), one number for each row.

# %% [markdown]
# ## 2. Its logarithm
#
# Write `log_softmax(z)`: the logarithms ln pᵢⱼ of the probabilities of task 1, also where a probability is
# too small for a number.
#
# | argument | shape | what it is |
# |---|---|---|
# | `z` | `(n, k)` | logits, a row for each example |
#
# Return an array of shape `(n, k)`. Nothing in it is above 0.
#
# By hand: the row (0, ln 3) gives ln 0.25 = −1.386 and ln 0.75 = −0.288. The row (10000, 0) gives 0 and
# −10000.


# %%
def log_softmax(z):
    """Return the logarithms of the probabilities of the classes, row by row."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    shifted = z - np.max(z, axis=1, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
    ### END SOLUTION


# %%
check(log_softmax)

# %% [markdown] tags=["solution"]
# ln(a/b) is ln a − ln b, and ln exp(z) is z. The shifted logits stand in both terms, or in none: a shift in
# one of them alone is not undone. The sum lies between 1 and k, so its logarithm is harmless.

# %% [markdown]
# ## 3. The cost, from logits
#
# Write `softmax_cross_entropy(y_true, z)`: the average over the n examples of −ln pᵢ[yᵢ], p being the
# softmax of z.
#
# | argument | shape | what it is |
# |---|---|---|
# | `y_true` | `(n,)` | the true classes, integers from 0 to k − 1 |
# | `z` | `(n, k)` | logits, a row for each example |
#
# Return one number. A class need not occur in the batch. The label 1 with the logits (10000, 0) costs
# 10000, so a clip inside the logarithm is not enough.
#
# By hand: labels (0, 1) for two rows (0, ln 3) cost 1.386 and 0.288; the average is 0.837.


# %%
def softmax_cross_entropy(y_true, z):
    """Return the average log loss of logits z, for integer labels y_true."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    log_p = log_softmax(z)
    return -np.mean(log_p[np.arange(len(y_true)), y_true])
    ### END SOLUTION


# %%
check(softmax_cross_entropy)

# %% [markdown] tags=["solution"]
# Row numbers and labels together pick one logarithm from each row. A one-hot matrix does it too:
# `-np.sum(one_hot * log_p) / n`, the formula with the indicator.

# %% [markdown]
# ## 4. The Jacobian
#
# Write `softmax_jacobian(z)`: for one example, the derivative of each probability with respect to each
# logit, ∂pᵢ/∂zⱼ = pᵢ(δᵢⱼ − pⱼ), where δᵢⱼ is 1 for i = j and 0 otherwise.
#
# | argument | shape | what it is |
# |---|---|---|
# | `z` | `(k,)` | the logits of one example, not its probabilities |
#
# Return an array of shape `(k, k)`, entry [i, j] being ∂pᵢ/∂zⱼ.
#
# By hand: (0, ln 3) has p = (0.25, 0.75). The diagonal is 0.25 · 0.75 = 0.1875 twice, the other two entries
# are −0.1875.


# %%
def softmax_jacobian(z):
    """Return the derivatives of one example's probabilities with respect to its logits."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    p = softmax(z[None, :])[0]
    return np.diag(p) - np.outer(p, p)
    ### END SOLUTION


# %%
check(softmax_jacobian)

# %% [markdown] tags=["solution"]
# `z[None, :]` is a batch of one, so softmax of task 1 serves; `[0]` takes its row back. `np.diag(p)` holds
# pᵢδᵢⱼ, and `np.outer(p, p)` all products pᵢpⱼ.

# %% [markdown]
# ## 5. The gradient of the cost
#
# Write `softmax_cross_entropy_gradient(y_true, z)`: the gradient of the cost of task 3 with respect to the
# logits, (p − y)/n, where y is one-hot.
#
# | argument | shape | what it is |
# |---|---|---|
# | `y_true` | `(n,)` | the true classes, integers from 0 to k − 1 |
# | `z` | `(n, k)` | logits, a row for each example |
#
# Return an array of shape `(n, k)`.
#
# By hand: labels (0, 1) for two rows (0, ln 3). p − y is (−0.75, 0.75) and (0.25, −0.25); divided by n = 2
# that is (−0.375, 0.375) and (0.125, −0.125).


# %%
def softmax_cross_entropy_gradient(y_true, z):
    """Return the gradient of the average log loss with respect to the logits."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    gradient = softmax(z)
    gradient[np.arange(len(y_true)), y_true] -= 1
    return gradient / len(y_true)
    ### END SOLUTION


# %%
check(softmax_cross_entropy_gradient)

# %% [markdown] tags=["solution"]
# Subtracting a one-hot matrix changes one entry in each row, so we go there directly. `-= 1` writes into
# the array that softmax has made, not into z. The division comes last and covers all of it.

# %% [markdown]
# ## 6. One class
#
# Write `predict_classes(z)`: for each example the class with the largest logit.
#
# | argument | shape | what it is |
# |---|---|---|
# | `z` | `(n, k)` | logits, a row for each example; no two of a row are equal |
#
# Return the class numbers, shape `(n,)`, counted from 0. They work for probabilities too, as softmax keeps
# the order.
#
# By hand: (0.1, 2, −1) is class 1, and (5, 2, 0) is class 0.


# %%
def predict_classes(z):
    """Return the likeliest class of each example."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return np.argmax(z, axis=1)
    ### END SOLUTION


# %%
check(predict_classes)

# %% [markdown] tags=["solution"]
# `np.argmax` gives the place of the largest, `np.max` the largest itself. No softmax: it keeps the order,
# and without it nothing can overflow.

# %% [markdown]
# ## 7. Several labels
#
# Write `predict_labels(z)`: each entry is a yes-or-no question of its own. The answer is 1 where its
# probability σ(z) is above one half, otherwise 0.
#
# | argument | shape | what it is |
# |---|---|---|
# | `z` | `(n, k)` | logits, a column for each label; none is exactly 0 |
#
# Return an array of 0 and 1, shape `(n, k)`. (True and False are accepted.)
#
# By hand: (2, −1, 0.3) has the probabilities 0.881, 0.269 and 0.574, so the labels are (1, 0, 1).


# %%
def predict_labels(z):
    """Return 1 for each label that is likelier than not, 0 for the others."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return (z > 0).astype(int)
    ### END SOLUTION


# %%
check(predict_labels)

# %% [markdown] tags=["solution"]
# σ(0) is one half, and σ rises, so the question σ(z) > 0.5 is the question z > 0. A sigmoid and a
# comparison with 0.5 are right as well.

# %% [markdown]
# ## 8. Debug a mistake
#
# Somebody wrote this softmax. It passes on one row and on a hundred rows, on rows around 1000 and on rows
# around −1000. There is a mistake in it all the same. Read it and predict first: which logits show it?


# %%
def softmax_with_a_mistake(z):
    e = np.exp(z - np.max(z))
    return e / np.sum(e, axis=1, keepdims=True)


# %% [markdown]
# Write `softmax_failing_input()`, a function without arguments. It returns a `z` of shape `(n, k)`, finite
# numbers, for which `softmax_with_a_mistake(z)` is not the softmax of `z`.


# %%
def softmax_failing_input():
    """Return logits for which softmax_with_a_mistake is wrong."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return np.array([[0.0, 1.0], [-2000.0, -2001.0]])
    ### END SOLUTION


# %%
check(softmax_failing_input)

# %% [markdown] tags=["solution"]
# The largest logit of the matrix is 1, and it is subtracted from both rows. In the second that leaves
# exp(−2001) and exp(−2002), both rounded to 0, and 0/0 is `nan`. A single row cannot show this, nor rows
# that lie near each other.

# %% [markdown]
# Now mend it: write `softmax_mended(z)`, the same function without the mistake.


# %%
def softmax_mended(z):
    """Return the probabilities of the classes, row by row."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("copy the function here and mend it")
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)
    ### END SOLUTION


# %%
check(softmax_mended)

# %% [markdown] tags=["solution"]
# Each row gets a shift of its own, so in each the largest exponential is 1. Values that are fine on every
# test we have at hand say nothing about rows that we have not thought of.

# %% [markdown]
# ## You can now
#
# - turn logits of any size into probabilities, their logarithms and a cost;
# - say how each probability answers to each logit, and why p − y is left at the end;
# - decide for one class or for several labels;
# - find the input that a test has forgotten.
