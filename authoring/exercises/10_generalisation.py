# %% [markdown]
# # Exercises 10: models that generalise
#
# Ten functions to write, and one to mend. Read [lesson 10](../lessons/10_generalisation.ipynb) first.
#
# Examples are rows. Where a function draws random numbers, it draws them from `rng`, a
# `numpy.random.Generator`: `rng.random(shape)` draws evenly between 0 and 1, `rng.uniform(low, high,
# size=shape)` between two limits, `rng.normal(mean, std, size=shape)` from a normal distribution. The
# checks look at how such numbers are distributed, so draw them in whatever order you like.
#
# Loops are allowed. The arguments must stay as they are.

# %%
import numpy as np

from dlteach import check, hint, progress

# %% [markdown]
# ## 1. Early stopping
#
# Write `early_stopping_epoch(val_losses, patience)`: the epoch at whose end training stops. It stops when
# `patience` epochs in a row have not been better than the best one before them. Only a smaller loss is
# better; an equal one is not.
#
# | argument | shape | what it is |
# |---|---|---|
# | `val_losses` | `(n,)` | the validation loss of each epoch |
# | `patience` | a whole number, at least 1 | how many epochs without improvement end the training |
#
# Return the number of the epoch, counted from 0. Where training never stops early, that is the last one, n
# − 1.
#
# By hand: losses (0.9, 0.7, 0.5, 0.6, 0.5, 0.4) and patience 2. Epoch 2 is the best; epochs 3 and 4 are not
# better. The answer is 4.


# %%
def early_stopping_epoch(val_losses, patience):
    """Return the epoch, counted from 0, at whose end training stops."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    best, waited = np.inf, 0
    for epoch, loss in enumerate(val_losses):
        if loss < best:
            best, waited = loss, 0
        else:
            waited += 1
        if waited == patience:
            return epoch
    return len(val_losses) - 1
    ### END SOLUTION


# %%
check(early_stopping_epoch)

# %% [markdown] tags=["solution"]
# Two numbers are carried from epoch to epoch: the best loss so far, and for how many epochs it has stood.
# The comparison is with the best, not with the epoch before: a loss that falls after a bad epoch may still
# be worse than the best.

# %% [markdown]
# ## 2. One scale
#
# Write `standardize(x, x_train)`: `x` with each column scaled by the mean μ and the standard deviation σ of
# the same column of `x_train`, (x − μ) / σ.
#
# | argument | shape | what it is |
# |---|---|---|
# | `x` | `(n, d)` | data to scale: the training data itself, or new data |
# | `x_train` | `(m, d)` | training data, on which μ and σ are measured |
#
# Return an array `(n, d)`. σ divides by m, as `np.std` does. Where a column of `x_train` is constant, σ is
# 0: divide by 1 there, so that the constant becomes 0.
#
# By hand: `x_train` with the rows (1, 5) and (3, 5) has μ = (2, 5) and σ = (1, 0). The row (5, 5) becomes
# (3, 0).


# %%
def standardize(x, x_train):
    """Return x with columns scaled by the mean and standard deviation of x_train."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    return (x - mean) / np.where(std == 0, 1, std)
    ### END SOLUTION


# %%
check(standardize)

# %% [markdown] tags=["solution"]
# `x` is never measured. For the training data we call `standardize(x_train, x_train)`, for all that comes
# later `standardize(x_new, x_train)`.

# %% [markdown]
# ## 3. Labels as numbers
#
# Write `label_encode(labels)`: number the classes from 0, in sorted order.
#
# | argument | shape | what it is |
# |---|---|---|
# | `labels` | `(n,)` | an array of words, or of whole numbers |
#
# Return two arrays, `codes, classes`: the code of each label, shape `(n,)`, and the classes, each once and
# sorted, shape `(k,)`. So `classes[codes]` is `labels` again.
#
# By hand: (sunny, rainy, sunny) gives the codes (1, 0, 1) and the classes (rainy, sunny).


# %%
def label_encode(labels):
    """Return the code of each label, and the classes in sorted order."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    classes, codes = np.unique(labels, return_inverse=True)
    return codes, classes
    ### END SOLUTION


# %%
check(label_encode)

# %% [markdown] tags=["solution"]
# `np.unique` sorts the classes, and `return_inverse` says where in them each label stands. A dict from
# class to number, filled in the order of `sorted(set(...))`, does the same.

# %% [markdown]
# ## 4. One-hot rows
#
# Write `one_hot(labels, num_classes)`: a row for each label, 1 at the label's place and 0 elsewhere.
#
# | argument | shape | what it is |
# |---|---|---|
# | `labels` | `(n,)` | whole numbers from 0 to num_classes − 1; not every class has to occur |
# | `num_classes` | a whole number | how many classes there are |
#
# Return an array `(n, num_classes)`.
#
# By hand: labels (2, 0) and 4 classes give the rows (0, 0, 1, 0) and (1, 0, 0, 0).


# %%
def one_hot(labels, num_classes):
    """Return a row of zeros and a one for each label."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    rows = np.zeros((len(labels), num_classes))
    rows[np.arange(len(labels)), labels] = 1
    return rows
    ### END SOLUTION


# %%
check(one_hot)

# %% [markdown] tags=["solution"]
# The shape comes from n and `num_classes` alone, never from the labels that happen to occur. A shorter way:
# `np.eye(num_classes)[labels]` picks rows of the identity matrix.

# %% [markdown]
# ## 5. Glorot's first weights
#
# Write `glorot_uniform(fan_in, fan_out, rng)`: first weights of a layer, drawn evenly between −l and l,
# with l = √(6 / (fan_in + fan_out)).
#
# | argument | type | what it is |
# |---|---|---|
# | `fan_in` | a whole number | how many inputs the layer has |
# | `fan_out` | a whole number | how many units it has |
# | `rng` | a `Generator` | draws the numbers |
#
# Return an array `(fan_in, fan_out)`.
#
# By hand: 2 inputs and 4 units give l = √(6/6) = 1, so eight numbers between −1 and 1.


# %%
def glorot_uniform(fan_in, fan_out, rng):
    """Return first weights, uniform within Glorot's limit, shape (fan_in, fan_out)."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    limit = np.sqrt(6 / (fan_in + fan_out))
    return rng.uniform(-limit, limit, size=(fan_in, fan_out))
    ### END SOLUTION


# %%
check(glorot_uniform)

# %% [markdown] tags=["solution"]
# A uniform distribution from −l to l has variance l²/3, so this one has 2 / (fan_in + fan_out).

# %% [markdown]
# ## 6. He's first weights
#
# Write `he_normal(fan_in, fan_out, rng)`: first weights of a layer with ReLU, from a normal distribution
# around 0 with standard deviation √(2 / fan_in). The arguments and the shape are those of task 5.
#
# By hand: with 8 inputs the standard deviation is √(2/8) = 0.5, however many units there are.


# %%
def he_normal(fan_in, fan_out, rng):
    """Return first weights, normal with He's standard deviation, shape (fan_in, fan_out)."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    std = np.sqrt(2 / fan_in)
    return rng.normal(0, std, size=(fan_in, fan_out))
    ### END SOLUTION


# %%
check(he_normal)

# %% [markdown] tags=["solution"]
# `rng.normal` takes the standard deviation, so the variance 2 / fan_in needs a root.

# %% [markdown]
# ## 7. Dropout, forward
#
# Write `dropout_forward(x, rate, rng, training=True)`. In training each entry of `x` becomes 0 with
# probability `rate`, by a coin of its own, and all others are divided by 1 − rate. In use
# (`training=False`) nothing happens to `x`.
#
# | argument | shape | what it is |
# |---|---|---|
# | `x` | `(n, d)` | outputs of a layer |
# | `rate` | a number from 0 to below 1 | the part that is dropped |
# | `rng` | a `Generator` | draws the mask, anew in each call |
# | `training` | True or False | whether the network is being trained |
#
# Return `y, mask`, both of the shape of `x`. The mask is 1 where an entry was kept and 0 where it was
# dropped. In use it may be anything.
#
# By hand: with rate 0.25, an entry 3 becomes 0 or 3/0.75 = 4; on average 0.75 · 4 = 3.


# %%
def dropout_forward(x, rate, rng, training=True):
    """Return x with a random part set to 0 and the rest scaled up, and the mask."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    if not training:
        return x, np.ones(x.shape)
    mask = (rng.random(x.shape) >= rate).astype(float)
    return x * mask / (1 - rate), mask
    ### END SOLUTION


# %%
check(dropout_forward)

# %% [markdown] tags=["solution"]
# `rng.random` is below `rate` with probability `rate`; there the mask is 0. As the shape is that of `x`,
# each unit of each example has its own coin.

# %% [markdown]
# ## 8. Dropout, backward
#
# Write `dropout_backward(grad_output, mask, rate)`: the gradient of the cost along the input `x` of task 7.
#
# | argument | shape | what it is |
# |---|---|---|
# | `grad_output` | `(n, d)` | the gradient along the output `y` |
# | `mask` | `(n, d)` | ones and zeros, as they were on the way forward |
# | `rate` | a number from 0 to below 1 | the part that was dropped |
#
# Return an array `(n, d)`.
#
# By hand: gradients (3, 3), mask (0, 1) and rate 0.25 give (0, 4).


# %%
def dropout_backward(grad_output, mask, rate):
    """Return the gradient along the input of dropout."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return grad_output * mask / (1 - rate)
    ### END SOLUTION


# %%
check(dropout_backward)

# %% [markdown] tags=["solution"]
# Forward, each entry is multiplied by mask / (1 − rate). The derivative of a product by one factor is the
# other one.

# %% [markdown]
# ## 9. Batch normalisation, forward
#
# Write `batch_norm_forward(x, gamma, beta, epsilon)` for training: each unit is normalised over the batch,
# x̂ = (x − m) / √(v + ε), and then y = γ x̂ + β.
#
# | argument | shape | what it is |
# |---|---|---|
# | `x` | `(n, d)` | what a layer computes before the activation |
# | `gamma` | `(d,)` | the learned scale γ |
# | `beta` | `(d,)` | the learned offset β |
# | `epsilon` | a number | ε, added to the variance |
#
# Return y, shape `(n, d)`. m and v are mean and variance of each column; v divides by n. (If you return
# more, such as `y, cache`, the first is read.)
#
# By hand: one unit, x = (1, 5), γ = 3, β = 1, ε = 0. m = 3 and v = 4, x̂ = (−1, 1), y = (−2, 4).


# %%
def batch_norm_forward(x, gamma, beta, epsilon):
    """Return the batch normalised unit by unit, then scaled and shifted."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    mean, variance = x.mean(axis=0), x.var(axis=0)
    x_hat = (x - mean) / np.sqrt(variance + epsilon)
    return gamma * x_hat + beta
    ### END SOLUTION


# %%
check(batch_norm_forward)

# %% [markdown] tags=["solution"]
# All four, m, v, γ and β, have one number for each unit, and NumPy lines them up with the columns. ε stands
# under the root, beside the variance.

# %% [markdown]
# ## 10. Batch normalisation, backward
#
# Write `batch_norm_backward(grad_output, x, gamma, mean, variance, epsilon)`: the gradients along x, γ and
# β. With g for `grad_output` and sums over the n examples they are
#
# $$\frac{\partial J}{\partial \beta} = \sum g, \quad \frac{\partial J}{\partial \gamma} = \sum g\,\hat{x},$$
#
# $$\frac{\partial J}{\partial x} = \frac{\gamma}{\sqrt{v + \varepsilon}} \left(g - \frac{1}{n}
# \left(\frac{\partial J}{\partial \beta} + \hat{x}\,\frac{\partial J}{\partial \gamma}\right)\right)$$
#
# What is taken away from g comes from m and v: they are made of x, and move with it.
#
# | argument | shape | what it is |
# |---|---|---|
# | `grad_output` | `(n, d)` | the gradient along y |
# | `x` | `(n, d)` | the input of task 9 |
# | `gamma` | `(d,)` | the scale γ |
# | `mean`, `variance` | `(d,)` | m and v of the batch |
# | `epsilon` | a number | ε |
#
# Return `grad_x, grad_gamma, grad_beta` of the shapes `(n, d)`, `(d,)`, `(d,)`.
#
# By hand: one unit, x = (1, 3), so m = 2 and v = 1; γ = 1 and ε = 3, so √(v + ε) = 2 and x̂ = (−0.5, 0.5).
# With g = (1, 0): grad_beta = 1, grad_gamma = −0.5, and grad_x = ½ · (1 − ½ · 1.25, 0 − ½ · 0.75) =
# (0.1875, −0.1875).


# %%
def batch_norm_backward(grad_output, x, gamma, mean, variance, epsilon):
    """Return the gradients along x, gamma and beta."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    std = np.sqrt(variance + epsilon)
    x_hat = (x - mean) / std
    grad_beta = grad_output.sum(axis=0)
    grad_gamma = (grad_output * x_hat).sum(axis=0)
    grad_x = gamma / std * (grad_output - (grad_beta + x_hat * grad_gamma) / len(x))
    return grad_x, grad_gamma, grad_beta
    ### END SOLUTION


# %%
check(batch_norm_backward)

# %% [markdown] tags=["solution"]
# γ and β are shared by the whole batch, so their gradients are sums over the rows. The rows of `grad_x` sum
# to 0: a shift of all x changes nothing, since the mean takes it away.

# %% [markdown]
# ## 11. Debug a mistake
#
# Somebody wrote the `standardize` of task 2. It passes on `standardize(x_train, x_train)`, where columns
# have mean 0 and standard deviation 1, as they should. But it is wrong. Predict first which input shows
# that.


# %%
def standardize_with_a_mistake(x, x_train):
    mean = x.mean(axis=0)
    std = x.std(axis=0)
    std[std == 0] = 1
    return (x - mean) / std


# %% [markdown]
# Write `standardize_failing_input()`: return a pair `x, x_train` of two-dimensional arrays for which the
# function above gives a wrong answer.


# %%
def standardize_failing_input():
    """Return x and x_train that show the mistake."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return np.array([[5.0]]), np.array([[1.0], [3.0]])
    ### END SOLUTION


# %%
check(standardize_failing_input)

# %% [markdown] tags=["solution"]
# Any `x` with another mean or spread than `x_train` will do. By its own statistics a single row is always
# 0.

# %% [markdown]
# Now mend it: write `standardize_mended(x, x_train)`.


# %%
def standardize_mended(x, x_train):
    """Return x with columns scaled by the mean and standard deviation of x_train."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("copy the function here and mend it")
    mean = x_train.mean(axis=0)
    std = x_train.std(axis=0)
    std[std == 0] = 1
    return (x - mean) / std
    ### END SOLUTION


# %%
check(standardize_mended)

# %% [markdown]
# ## You can now
#
# - find the epoch in which to stop;
# - prepare features and labels so that new data is treated like training data;
# - draw first weights, and prove by their distribution that they are right;
# - write dropout and batch normalisation, forward and backward.
