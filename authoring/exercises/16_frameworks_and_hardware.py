# %% [markdown]
# # Exercises 16: frameworks and hardware
#
# Three functions to write, and a mistake to mend. Read
# [lesson 16](../lessons/16_frameworks_and_hardware.ipynb) first.
#
# `keras` below is `dlteach.keras`. With the line `import keras` in its place the functions work with Keras.

# %%
import numpy as np

import dlteach.keras as keras
from dlteach import check, hint, progress

# %% [markdown]
# ## 1. Do two results agree?
#
# Write `same_to(a, b, tolerance)`: have two arrays one shape, and does no entry differ by more than the
# tolerance?
#
# | argument | shape | what it is |
# |---|---|---|
# | `a` | any | a result, an array of floats |
# | `b` | any | another result |
# | `tolerance` | a number | the largest difference that does not count |
#
# Return True or False. Arrays of different shapes do not agree: that is False, not an error. nan agrees with
# nothing, not even with nan.
#
# By hand: (0.2, 0.5) and (0.2, 0.4) differ by 0.1 at most. So with the tolerance 0.2 they agree, with 0.05
# they do not.


# %%
def same_to(a, b, tolerance):
    """Whether a and b have one shape and differ nowhere by more than the tolerance."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    if a.shape != b.shape:
        return False
    return bool(np.all(np.abs(a - b) <= tolerance))
    ### END SOLUTION


# %%
check(same_to)

# %% [markdown] tags=["solution"]
# The shapes come first, for otherwise NumPy would stretch (3,) and (3, 1) to nine differences. `<=` with nan
# is False, so `np.all` refuses it. `np.allclose(a, b, rtol=0, atol=tolerance)` would do for the second half.

# %% [markdown]
# ## 2. Weights that travel
#
# Write `transfer_weights(source, target)`: copy the weights of all layers but the last from one model to
# another.
#
# | argument | what it is |
# |---|---|
# | `source` | a Sequential model that has been trained |
# | `target` | a Sequential model with the same layers, but a last layer of its own |
#
# Return `target`. All arrays of a layer are copied, of whatever kind it is; some have none. The source stays
# as it is, and the two models share nothing: what happens to one later leaves the other alone. The last layer
# of `target` keeps its weights, also when it happens to have the size of the other.
#
# By hand: source 3-4-2, target 3-4-5. The kernel (3, 4) and the bias (4,) of the first layer are copied, and
# nothing else.


# %%
def transfer_weights(source, target):
    """Copy the weights of all layers but the last; return the target."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    for giver, taker in zip(source.layers[:-1], target.layers[:-1]):
        taker.set_weights(giver.get_weights())
    return target
    ### END SOLUTION


# %%
check(transfer_weights)

# %% [markdown] tags=["solution"]
# `get_weights` gives copies, and all arrays of the layer: of batch normalisation also the two that are not
# trained. A layer without weights gives an empty list and takes one.

# %% [markdown]
# ## 3. Freeze, then train the rest
#
# Write `freeze_and_finetune(model, x, y, epochs)`. It takes three steps: freeze all layers but the last;
# compile the model anew, with the optimizer `keras.optimizers.Adam(0.01)` and the loss
# `"sparse_categorical_crossentropy"`; train it on all of `x` and `y`.
#
# | argument | shape | what it is |
# |---|---|---|
# | `model` | | a Sequential model, perhaps trained before |
# | `x` | `(n, d)` | a few examples, fewer than 32 |
# | `y` | `(n,)` | their classes, integers |
# | `epochs` | a number | how often all examples are seen |
#
# Return what `fit` returns, the `History`. Afterwards the frozen layers have exactly their old weights and
# are still frozen.
#
# By hand: of a 144-128-64-5 model, 64 · 5 + 5 = 325 parameters are trained.


# %%
def freeze_and_finetune(model, x, y, epochs):
    """Train the last layer only; return the History."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    for layer in model.layers[:-1]:
        layer.trainable = False
    model.compile(keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy")
    return model.fit(x, y, epochs=epochs, verbose=0)
    ### END SOLUTION


# %%
check(freeze_and_finetune)

# %% [markdown] tags=["solution"]
# The order matters: `compile` notes what is to be trained. `model.trainable = False` would freeze the model
# as a whole, and no layer in it could learn. Frozen batch normalisation also stops moving its statistics.

# %% [markdown]
# ## 4. Debug a mistake
#
# Somebody wrote the function below. It compares shapes, it looks at every entry, and it has passed every
# test so far: equal arrays, arrays with one entry off, arrays of other shapes.
#
# First predict: which input shows that it is wrong? Write `same_to_failing_input()`, which returns
# `a, b, tolerance`. Then mend it.


# %%
def same_to_with_a_mistake(a, b, tolerance):
    if a.shape != b.shape:
        return False
    return not np.any(np.abs(a - b) > tolerance)


# %%
def same_to_failing_input():
    """Return an input on which `same_to_with_a_mistake` is wrong."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return np.array([0.2, np.nan]), np.array([0.2, 0.5]), 1e-5
    ### END SOLUTION


# %%
check(same_to_failing_input)

# %% [markdown] tags=["solution"]
# A network that has diverged to nan would pass as right. nan > 0.00001 is False, so no entry is "above".


# %%
def same_to_mended(a, b, tolerance):
    """Return what `same_to` should."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("copy the function here and mend it")
    if a.shape != b.shape:
        return False
    return bool(np.all(np.abs(a - b) <= tolerance))
    ### END SOLUTION


# %%
check(same_to_mended)

# %% [markdown]
# ## You can now
#
# - decide whether two results agree, nan and odd shapes included;
# - give a model the trained layers of another, and train only its end.
