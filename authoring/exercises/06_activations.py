# %% [markdown]
# # Exercises 06: activations
#
# Nine short functions, and one mistake to find. Read [lesson 06](../lessons/06_activations.ipynb) first.
#
# They share three rules:
#
# - `z` is a number or an array of any shape, and the result has the shape of `z`: an activation works entry
#   by entry.
# - Every derivative takes z, the number before the activation, and not a = f(z).
# - The argument must stay as it is: `z[z < 0] = 0` changes the caller's array. Loops are allowed; NumPy's
#   functions need none.

# %%
import numpy as np

from dlteach import check, hint, progress

# %% [markdown]
# ## 1. Sigmoid
#
# Write `sigmoid(z)`, σ(z) = 1 / (1 + e⁻ᶻ), and `sigmoid_derivative(z)`, its slope σ′(z) = σ(z)(1 − σ(z)).
#
# | argument | shape | what it is |
# |---|---|---|
# | `z` | any | the numbers before the activation |
#
# Return an array in the shape of `z`. It must be right for z = ±1000 too; a warning about overflow does no
# harm.
#
# By hand: z = 2 gives 1 / 1.135 = 0.881, and the slope 0.881 · 0.119 = 0.105. At z = 0 they are 0.5 and
# 0.25.


# %%
def sigmoid(z):
    """Return 1 / (1 + exp(−z)), entry by entry."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))
    ### END SOLUTION


# %%
check(sigmoid)


# %%
def sigmoid_derivative(z):
    """Return the slope of the sigmoid at z."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    a = sigmoid(z)
    return a * (1 - a)
    ### END SOLUTION


# %%
check(sigmoid_derivative)

# %% [markdown] tags=["solution"]
# For z = −1000 the exponential is infinite, and 1 divided by infinity is 0, as it should be; `np.errstate`
# keeps NumPy from warning. The other form, eᶻ / (1 + eᶻ), would divide infinity by infinity for z = 1000.
# The derivative computes a = σ(z) itself, because it is given z.

# %% [markdown]
# ## 2. tanh
#
# Write `tanh(z)`, (e²ᶻ − 1) / (e²ᶻ + 1), and `tanh_derivative(z)`, its slope 1 − tanh²(z).
#
# | argument | shape | what it is |
# |---|---|---|
# | `z` | any | the numbers before the activation |
#
# Return an array in the shape of `z`, right for z = ±1000 too. NumPy's own functions are allowed.
#
# By hand: z = 1 gives 6.389 / 8.389 = 0.762, and the slope 1 − 0.762² = 0.420.


# %%
def tanh(z):
    """Return the hyperbolic tangent, entry by entry."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return np.tanh(z)
    ### END SOLUTION


# %%
check(tanh)


# %%
def tanh_derivative(z):
    """Return the slope of tanh at z."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return 1 - np.tanh(z) ** 2
    ### END SOLUTION


# %%
check(tanh_derivative)

# %% [markdown] tags=["solution"]
# `np.tanh` is safe for every z. So is `2 * sigmoid(2 * z) - 1`, as the sigmoid is. The formula with e²ᶻ
# gives `nan` above z = 354.

# %% [markdown]
# ## 3. ReLU
#
# Write `relu(z)`, max(z, 0), and `relu_derivative(z)`: 1 where z is positive, 0 where it is negative.
#
# | argument | shape | what it is |
# |---|---|---|
# | `z` | any | the numbers before the activation |
#
# Return an array in the shape of `z`. At exactly z = 0 there is a corner: 0 and 1 are both accepted as
# slope. True and False count as 1 and 0.
#
# By hand: (−2, 0.5, 3) gives (0, 0.5, 3), and the slopes (0, 1, 1).


# %%
def relu(z):
    """Return the larger of z and 0, entry by entry."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return np.maximum(z, 0)
    ### END SOLUTION


# %%
check(relu)


# %%
def relu_derivative(z):
    """Return the slope of ReLU at z."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return np.where(np.asarray(z) > 0, 1.0, 0.0)
    ### END SOLUTION


# %%
check(relu_derivative)

# %% [markdown] tags=["solution"]
# `np.maximum` compares entry by entry and makes a new array. `np.where(condition, a, b)` takes a where the
# condition holds and b elsewhere; `1.0 * (z > 0)` is shorter and does the same.

# %% [markdown]
# ## 4. Dead units
#
# Write `dead_fraction(activations)`: the fraction of units that are silent, that is 0, for every example.
#
# | argument | shape | what it is |
# |---|---|---|
# | `activations` | `(n, units)` | outputs of a ReLU layer, 0 or positive; a column is a unit |
#
# Return one number from 0 to 1.
#
# By hand: the rows (0, 1, 0, 0) and (0, 0, 2, 0) have two silent columns of four, 0.5. The other two units
# rest for one example and answer the other: they are not dead.


# %%
def dead_fraction(activations):
    """Return the fraction of columns that hold nothing but 0."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    dead = np.all(activations == 0, axis=0)
    return np.mean(dead)
    ### END SOLUTION


# %%
check(dead_fraction)

# %% [markdown] tags=["solution"]
# `axis=0` runs over the examples, so `np.all` asks one question of each column. The mean of True and False,
# read as 1 and 0, is the fraction.

# %% [markdown]
# ## 5. Leaky ReLU
#
# Write `leaky_relu(z, negative_slope)`: z where z is positive, negative_slope · z elsewhere. And write
# `leaky_relu_derivative(z, negative_slope)`: 1 where z is positive, negative_slope elsewhere.
#
# | argument | shape | what it is |
# |---|---|---|
# | `z` | any | the numbers before the activation |
# | `negative_slope` | number | the slope on the left of 0, between 0 and 1 |
#
# Return an array in the shape of `z`. At exactly z = 0 both slopes are accepted as derivative.
#
# By hand: (−2, 0.5, 3) with slope 0.4 gives (−0.8, 0.5, 3), and the slopes (0.4, 1, 1).


# %%
def leaky_relu(z, negative_slope=0.01):
    """Return z where it is positive, negative_slope · z elsewhere."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return np.where(np.asarray(z) > 0, z, negative_slope * np.asarray(z))
    ### END SOLUTION


# %%
check(leaky_relu)


# %%
def leaky_relu_derivative(z, negative_slope=0.01):
    """Return the slope of the leaky ReLU at z."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return np.where(np.asarray(z) > 0, 1.0, negative_slope)
    ### END SOLUTION


# %%
check(leaky_relu_derivative)

# %% [markdown] tags=["solution"]
# `np.asarray` makes the functions work for plain numbers and lists too. `np.maximum(negative_slope * z, z)`
# is a shorter way for the first, right as long as the slope is below 1.

# %% [markdown]
# ## 6. Debug a mistake
#
# Somebody has written `dead_fraction` in another way. It passes on a batch of one example, on a layer
# without zeros, and on a layer that is dead as a whole. And yet it is wrong. Read it, and predict which
# activations show that.


# %%
def dead_fraction_with_a_mistake(activations):
    """Return the fraction of units that are silent for every example."""
    return np.mean(activations == 0)


# %% [markdown]
# Write `dead_fraction_failing_input()`, without arguments: return activations, an array of shape `(n,
# units)` without negative numbers, for which the function above is wrong.


# %%
def dead_fraction_failing_input():
    """Return activations on which dead_fraction_with_a_mistake is wrong."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return np.array([[0.0, 1.0], [2.0, 0.0]])
    ### END SOLUTION


# %%
check(dead_fraction_failing_input)

# %% [markdown]
# Then mend it, with as small a change as you can.


# %%
def dead_fraction_mended(activations):
    """Return the fraction of units that are silent for every example."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("copy the function here and mend it")
    return np.mean(np.all(activations == 0, axis=0))
    ### END SOLUTION


# %%
check(dead_fraction_mended)

# %% [markdown] tags=["solution"]
# In the input both units rest once and answer once. None is dead, yet half of the entries are 0, so the
# wrong function says 0.5. It asks the entries; the question is one about columns.

# %% [markdown]
# ## You can now
#
# - write four activations and their slopes, for arrays of any shape;
# - keep exponentials from overflowing;
# - monitor a layer for dead units, and tell them from resting ones.
