# %% [markdown]
# # Exercises 03: cross-entropy
#
# Six functions to write, and a mistake to mend. Read [lesson 03](../lessons/03_cross_entropy.ipynb) first.
#
# They share three rules:
#
# - All logarithms are natural, so all results are in nats.
# - What has weight 0 adds 0, even where the logarithm is infinite: 0 · ln 0 = 0. So a perfect prediction
#   costs 0, never `nan`.
# - A prediction that is certain and wrong costs infinity, or whatever large number is left of it when you
#   keep probabilities a tiny bit (such as `1e-15`) away from 0 and 1. Both are accepted.
#
# Loops are allowed. The arguments must stay as they are.

# %%
import numpy as np

from dlteach import check, hint, progress

# %% [markdown]
# ## 1. Entropy
#
# Write `entropy(p)`: the average surprise H(p) = −Σₖ pₖ ln pₖ of a distribution.
#
# | argument | shape | what it is |
# |---|---|---|
# | `p` | `(k,)` | the probabilities of k outcomes; they sum to 1 and may be 0 |
#
# Return one number.
#
# By hand: p = (0.6, 0.4) gives 0.6 · 0.511 + 0.4 · 0.916 = 0.673. And p = (1, 0) gives 0.


# %%
def entropy(p):
    """Return the average surprise of a distribution p, in nats."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    seen = p[p > 0]
    return np.sum(seen * -np.log(seen))
    ### END SOLUTION


# %%
check(entropy)

# %% [markdown] tags=["solution"]
# Outcomes that never happen are dropped first, so the logarithm never meets 0. The weights of the others
# still sum to 1, so the sum is an average as it stands: no division.

# %% [markdown]
# ## 2. Cross-entropy
#
# Write `cross_entropy(p, q)`: the average surprise H(p, q) = −Σₖ pₖ ln qₖ of somebody who believes q, when
# p is the truth.
#
# | argument | shape | what it is |
# |---|---|---|
# | `p` | `(k,)` | how often each outcome happens; entries may be 0 |
# | `q` | `(k,)` | how likely each outcome is believed to be; entries may be 0 |
#
# Return one number. An outcome with p = 0 adds 0, even where q = 0 as well.
#
# By hand: p = (0.6, 0.4), q = (0.9, 0.1) gives 0.6 · 0.105 + 0.4 · 2.303 = 0.984.


# %%
def cross_entropy(p, q):
    """Return the average surprise, in nats, when p is true and we believe q."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    seen = p > 0
    with np.errstate(divide="ignore"):
        return np.sum(p[seen] * -np.log(q[seen]))
    ### END SOLUTION


# %%
check(cross_entropy)

# %% [markdown] tags=["solution"]
# What happens decides what is dropped, so the mask is made from `p` and used on both arrays. Where q is 0
# and p is not, the result is infinite, as it should be; `np.errstate` keeps NumPy from warning about it.

# %% [markdown]
# ## 3. Binary cross-entropy
#
# Write `binary_cross_entropy(y_true, y_pred)`: the average over all n examples of −(y ln p + (1 − y) ln(1 −
# p)).
#
# | argument | shape | what it is |
# |---|---|---|
# | `y_true` | `(n,)` or `(n, 1)` | labels, 0 or 1 |
# | `y_pred` | the shape of `y_true` | predicted probabilities that the label is 1 |
#
# Return one number, for both shapes. (`y.ravel()` turns either shape into `(n,)`.)
#
# By hand: labels (1, 0, 1) and predictions (0.6, 0.2, 0.9) cost 0.511, 0.223 and 0.105; the average is
# 0.280. A label 1 that is predicted with probability 1.0 costs 0.


# %%
def binary_cross_entropy(y_true, y_pred):
    """Return the average log loss of predicted probabilities of label 1."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    p = np.clip(y_pred, 1e-15, 1 - 1e-15)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))
    ### END SOLUTION


# %%
check(binary_cross_entropy)

# %% [markdown] tags=["solution"]
# The label switches one of the two terms on. The clip moves predictions of 0 and 1 by 1e-15, too little to
# matter, so both logarithms stay finite. `np.mean` averages over all entries, whatever the shape. Another
# way is `-np.log(np.where(y_true == 1, y_pred, 1 - y_pred))`, which needs no clip.

# %% [markdown]
# ## 4. Categorical cross-entropy
#
# Write `categorical_cross_entropy(y_true, y_pred)`: the average over the n examples of −Σₖ yₖ ln pₖ, the
# sum running over the k classes.
#
# | argument | shape | what it is |
# |---|---|---|
# | `y_true` | `(n, k)` | one-hot rows: 1 at the true class, 0 elsewhere |
# | `y_pred` | `(n, k)` | predicted probabilities; each row sums to 1 |
#
# Return one number. Only the probability of the true class counts: other entries may be 0 without changing
# anything.
#
# By hand: rows (0, 1, 0) and (0, 0, 1), predicted as (0.3, 0.6, 0.1) and (0.2, 0.3, 0.5), cost 0.511 and
# 0.693; the average is 0.602.


# %%
def categorical_cross_entropy(y_true, y_pred):
    """Return the average log loss of predicted distributions, for one-hot rows y_true."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    p = np.clip(y_pred, 1e-15, 1)
    losses = -np.sum(y_true * np.log(p), axis=1)
    return np.mean(losses)
    ### END SOLUTION


# %%
check(categorical_cross_entropy)

# %% [markdown] tags=["solution"]
# `axis=1` runs over the classes of a row and leaves one loss for each example; the mean of these is the
# cost. `np.mean(y_true * np.log(p))` in one step would divide by n · k.

# %% [markdown]
# ## 5. Sparse labels
#
# Write `sparse_categorical_cross_entropy(y_true, y_pred)`: the same average, for labels that are class
# numbers.
#
# | argument | shape | what it is |
# |---|---|---|
# | `y_true` | `(n,)` | integers from 0 to k − 1 |
# | `y_pred` | `(n, k)` | predicted probabilities; each row sums to 1 |
#
# Return one number. A class need not occur in the batch.
#
# By hand: labels (1, 2) with the two predictions of task 4 cost the same as there, 0.602.


# %%
def sparse_categorical_cross_entropy(y_true, y_pred):
    """Return the average log loss of predicted distributions, for integer labels y_true."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    p_true = y_pred[np.arange(len(y_true)), y_true]
    with np.errstate(divide="ignore"):
        return np.mean(-np.log(p_true))
    ### END SOLUTION


# %%
check(sparse_categorical_cross_entropy)

# %% [markdown] tags=["solution"]
# Two integer arrays as index pick one entry for each pair (row, label). Nothing is multiplied with 0, so 0
# · ln 0 cannot come up.

# %% [markdown]
# ## 6. From logits
#
# Write `binary_cross_entropy_from_logits(y_true, z)`: the binary cross-entropy of p = σ(z), computed from
# z. It must be right for any z, also for ±10000.
#
# | argument | shape | what it is |
# |---|---|---|
# | `y_true` | `(n,)` or `(n, 1)` | labels, 0 or 1 |
# | `z` | the shape of `y_true` | logits, the numbers before the sigmoid |
#
# Return one number, the average over all examples. Here nothing is infinite: a label 0 with the logit 10000
# costs 10000, so clipping is not enough.
#
# By hand: label 1 with z = 0 costs ln 2 = 0.693. Labels (1, 0) with z = (2, 2) cost 0.127 and 2.127; the
# average is 1.127.


# %%
def binary_cross_entropy_from_logits(y_true, z):
    """Return the average log loss of logits z, finite for every z."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    losses = np.maximum(z, 0) - z * y_true + np.log1p(np.exp(-np.abs(z)))
    return np.mean(losses)
    ### END SOLUTION


# %%
check(binary_cross_entropy_from_logits)

# %% [markdown] tags=["solution"]
# The only exponential is exp(−|z|), which lies between 0 and 1. `np.logaddexp(0, z) - z * y_true` is the
# same: NumPy's `logaddexp(a, b)` is ln(eᵃ + eᵇ), computed without overflow.

# %% [markdown]
# ## 7. Debug a mistake
#
# Somebody wrote the function below and tried it on one example with three classes. The result was right.
#
# First predict: which input shows that it is wrong? Write `sparse_categorical_cross_entropy_failing_input()`,
# which returns `y_true, y_pred`, the rows of `y_pred` positive and summing to 1. Then mend it.


# %%
def sparse_categorical_cross_entropy_with_a_mistake(y_true, y_pred):
    return -np.mean(np.log(y_pred[:, y_true]))


# %%
def sparse_categorical_cross_entropy_failing_input():
    """Return an input on which `sparse_categorical_cross_entropy_with_a_mistake` is wrong."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return np.array([0, 1]), np.array([[0.7, 0.3], [0.4, 0.6]])
    ### END SOLUTION


# %%
check(sparse_categorical_cross_entropy_failing_input)

# %% [markdown] tags=["solution"]
# `y_pred[:, y_true]` holds n × n numbers: for every label its whole column. With one example, equal rows or
# equal labels their average happens to be right.


# %%
def sparse_categorical_cross_entropy_mended(y_true, y_pred):
    """Return what `sparse_categorical_cross_entropy` should."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("copy the function here and mend it")
    p_true = y_pred[np.arange(len(y_true)), y_true]
    with np.errstate(divide="ignore"):
        return np.mean(-np.log(p_true))
    ### END SOLUTION


# %%
check(sparse_categorical_cross_entropy_mended)

# %% [markdown]
# ## You can now
#
# - measure surprise, entropy and cross-entropy, and say in which unit;
# - compute the cost of predicted classes for yes-or-no labels, one-hot rows and integer labels, perfect and
#   hopeless predictions included;
# - compute it from logits without overflow.
