# %% [markdown]
# # Exercises 05: backpropagation
#
# Six functions to write, and a mistake to find. At the end you have a network that can be trained. Read
# [lesson 05](../lessons/05_backpropagation.ipynb) first.
#
# Four activations occur, by these names. Their slopes are written with a = f(z).
#
# | `activation` | f(z) | slope f′(z) |
# |---|---|---|
# | `"linear"` | z | 1 |
# | `"sigmoid"` | 1 / (1 + exp(−z)) | a · (1 − a) |
# | `"tanh"` | `np.tanh(z)` | 1 − a² |
# | `"relu"` | the larger of z and 0 | 1 where z > 0, otherwise 0 |
#
# Examples are rows. The arguments must stay as they are. A task may use the functions of the tasks before it.

# %%
import numpy as np

from dlteach import check, hint, progress

# %% [markdown]
# ## 1. A layer, forward
#
# Write `dense_forward(x, w, b, activation)`: the output f(x @ w + b) of a fully connected layer.
#
# | argument | shape | what it is |
# |---|---|---|
# | `x` | `(n, d)` | n examples with d inputs each |
# | `w` | `(d, k)` | weights, one column for each of k units |
# | `b` | `(k,)` | biases |
# | `activation` | | one of the four names |
#
# Return the activations, shape `(n, k)`. Sums as far from 0 as ±800 may come.
#
# By hand: x with the rows (1, 2) and (−1, 1), w the column (2, 1), b = (−1), `"relu"`. The sums are 3 and −2,
# the activations 3 and 0.


# %%
def dense_forward(x, w, b, activation):
    """Return the activations of a fully connected layer."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    z = x @ w + b
    if activation == "sigmoid":
        with np.errstate(over="ignore"):
            return 1 / (1 + np.exp(-z))
    if activation == "tanh":
        return np.tanh(z)
    if activation == "relu":
        return np.maximum(z, 0)
    return z
    ### END SOLUTION


# %%
check(dense_forward)

# %% [markdown] tags=["solution"]
# For z = −800, exp(−z) is infinite, and 1/∞ is 0, as it should be; `np.errstate` keeps NumPy from warning.
# `np.maximum` compares entry by entry. `np.max(z, 0)` would take the largest entry along axis 0.

# %% [markdown]
# ## 2. A layer, backward
#
# Write `dense_backward(grad_output, x, w, b, activation)`: the gradients of a cost J with respect to
# everything that enters the layer.
#
# | argument | shape | what it is |
# |---|---|---|
# | `grad_output` | `(n, k)` | ∂J/∂a, the gradient that arrives from the right |
# | `x`, `w`, `b`, `activation` | | as in task 1 |
#
# Return three arrays, `grad_x, grad_w, grad_b`, of the shapes `(n, d)`, `(d, k)` and `(k,)`.
#
# If J is an average over the examples, its 1/n is in `grad_output` already. The sums z are not given: compute
# them once more.
#
# By hand: the layer of task 1 with `grad_output` 5 and 7. The second example has z = −2, so 7 does not pass:
# `grad_z` is 5 and 0. Then `grad_w` is (1·5 − 1·0, 2·5 + 1·0) = (5, 10), `grad_b` is 5, and `grad_x` has the
# rows (10, 5) and (0, 0).


# %%
def dense_backward(grad_output, x, w, b, activation):
    """Return the gradients with respect to x, w and b."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    a = dense_forward(x, w, b, activation)
    if activation == "sigmoid":
        slope = a * (1 - a)
    elif activation == "tanh":
        slope = 1 - a**2
    elif activation == "relu":
        slope = a > 0
    else:
        slope = 1
    grad_z = grad_output * slope
    return grad_z @ w.T, x.T @ grad_z, grad_z.sum(axis=0)
    ### END SOLUTION


# %%
check(dense_backward)

# %% [markdown] tags=["solution"]
# The shapes lead the way: only `grad_z @ w.T` gives (n, d), only `x.T @ grad_z` gives (d, k). On square
# arrays other products fit too, which is why the check tries unequal sizes and square ones. A ReLU that is
# open has a > 0, so a tells the slope as well as z does.

# %% [markdown]
# ## 3. Relative error
#
# Write `relative_error(a, b)`: how far apart two gradients are, in proportion to their entries. For each
# entry it is |a − b| divided by the larger of |a| and |b|, and 0 where both are 0.
#
# | argument | shape | what it is |
# |---|---|---|
# | `a` | any | one gradient, by a formula for example |
# | `b` | the shape of `a` | the other, by nudging for example |
#
# Return one number, the largest of these errors.
#
# By hand: a = (2, −4, 1) and b = (1, −5, 1) have the errors 1/2, 1/5 and 0. The answer is 0.5.


# %%
def relative_error(a, b):
    """Return the largest difference of two arrays in proportion to their entries."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    scale = np.maximum(np.abs(a), np.abs(b))
    return np.max(np.abs(a - b) / np.where(scale == 0, 1, scale))
    ### END SOLUTION


# %%
check(relative_error)

# %% [markdown] tags=["solution"]
# Where both are 0 the difference is 0, so any denominator but 0 will do: `np.where` puts a 1 there. A small
# number added to the denominator works too, if it is much smaller than the gradients; vanishing gradients are
# small themselves.

# %% [markdown]
# ## 4. A network, forward
#
# Write `mlp_forward(x, weights, biases, activation)`: the activations of all layers. (MLP, multilayer
# perceptron, is an old name for a network of fully connected layers.)
#
# | argument | shape | what it is |
# |---|---|---|
# | `x` | `(n, d₀)` | the examples |
# | `weights` | list of `(d₀, d₁)`, `(d₁, d₂)`, … | one array for each layer |
# | `biases` | list of `(d₁,)`, `(d₂,)`, … | one array for each layer |
# | `activation` | | one of the four names, for all layers, the last one too |
#
# Return a list: `x` first, then the activations of each layer. Its last entry is the prediction.
#
# By hand: x = 2, weights 1 and 3, biases −5 and 0.5, `"relu"`. The first layer gives max(−3, 0) = 0, the
# second max(0.5, 0) = 0.5. The list holds 2, 0 and 0.5, each as an array of shape (1, 1).


# %%
def mlp_forward(x, weights, biases, activation):
    """Return the activations of every layer, the input first."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    activations = [x]
    for w, b in zip(weights, biases):
        activations.append(dense_forward(activations[-1], w, b, activation))
    return activations
    ### END SOLUTION


# %%
check(mlp_forward)

# %% [markdown] tags=["solution"]
# `activations[-1]` is the last entry so far: x in the first round, then the output of the layer before. With
# x in front, `activations[l]` is the input of layer l, counted from 0. The way back uses that.

# %% [markdown]
# ## 5. A network, backward
#
# Write `mlp_backward(y_true, x, weights, biases, activation)`: the gradients of the quadratic cost
# C = 1/(2n) Σ ‖ŷ − y‖² with respect to all weights and biases.
#
# | argument | shape | what it is |
# |---|---|---|
# | `y_true` | `(n, d_L)` | the right answers |
# | `x`, `weights`, `biases`, `activation` | | as in task 4 |
#
# Return two lists, `grad_weights, grad_biases`, in the order of `weights` and with the same shapes.
#
# The slope of the cost along the prediction is (ŷ − y)/n. It is the `grad_output` of the last layer.
#
# By hand: x = 2, y = 1, weights 1 and 3, biases 0, `"linear"`. The activations are 2, 2 and 6, and the slope
# of the cost is 5. The second layer has the gradients 5·2 = 10 and 5, and hands 5·3 = 15 back. The first has
# 15·2 = 30 and 15. So the lists hold 30 and 10, and 15 and 5.


# %%
def mlp_backward(y_true, x, weights, biases, activation):
    """Return the gradients of the quadratic cost for all weights and for all biases."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    activations = mlp_forward(x, weights, biases, activation)
    grad = (activations[-1] - y_true) / len(x)
    grad_weights, grad_biases = [], []
    for layer in reversed(range(len(weights))):
        grad, grad_w, grad_b = dense_backward(
            grad, activations[layer], weights[layer], biases[layer], activation
        )
        grad_weights.insert(0, grad_w)
        grad_biases.insert(0, grad_b)
    return grad_weights, grad_biases
    ### END SOLUTION


# %%
check(mlp_backward)

# %% [markdown] tags=["solution"]
# What comes out of one layer as `grad_x` goes into the next round as `grad_output`: the name `grad` serves
# for both. `insert(0, …)` puts each new gradient in front, so the lists end up in the order of the layers. No
# weight changes in the loop: the step comes when all gradients are known.

# %% [markdown]
# ## 6. Gradient norms
#
# Write `gradient_norms(gradients)`: the size of each layer's gradient, the root of the sum of the squares of
# all its entries.
#
# | argument | shape | what it is |
# |---|---|---|
# | `gradients` | list of L arrays, any shapes | one gradient for each layer |
#
# Return an array of shape `(L,)`, in the order of the list.
#
# By hand: the gradients ((3, 4)) and ((0), (2)) have the norms √(9 + 16) = 5 and √(0 + 4) = 2.


# %%
def gradient_norms(gradients):
    """Return the norm of each gradient."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return np.array([np.sqrt(np.sum(gradient**2)) for gradient in gradients])
    ### END SOLUTION


# %%
check(gradient_norms)

# %% [markdown] tags=["solution"]
# `np.sum` without `axis` adds all entries, whatever the shape: here that is what we want. For a matrix,
# `np.linalg.norm(gradient)` is the same.

# %% [markdown]
# ## 7. Debug a mistake
#
# Somebody wrote the layer backward in this way. The networks that it was tried on had one unit in every
# layer, like the chain of the lesson, and every gradient agreed with nudging. Still it is wrong. Read it, and
# predict which layer shows that.


# %%
def dense_backward_with_a_mistake(grad_output, x, w, b, activation):
    z = x @ w + b
    if activation == "sigmoid":
        a = 1 / (1 + np.exp(-z))
        slope = a * (1 - a)
    elif activation == "tanh":
        slope = 1 - np.tanh(z) ** 2
    elif activation == "relu":
        slope = z > 0
    else:
        slope = 1
    grad_z = grad_output * slope
    return grad_z @ w.T, x.T @ grad_z, np.sum(grad_z)


# %% [markdown]
# Write `dense_backward_failing_input()`: return arguments on which this function is wrong, as a tuple
# `(grad_output, x, w, b, activation)` with shapes as in task 2.


# %%
def dense_backward_failing_input():
    """Return arguments of dense_backward on which the mistake shows."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    grad_output = np.array([[1.0, 2.0]])
    return grad_output, np.array([[3.0]]), np.array([[1.0, -1.0]]), np.zeros(2), "linear"
    ### END SOLUTION


# %%
check(dense_backward_failing_input)

# %% [markdown] tags=["solution"]
# Two units are enough. The gradient of their biases should be (1, 2), and the function says 3 for both.

# %% [markdown]
# Now write `dense_backward_mended`: the same function without the mistake.


# %%
def dense_backward_mended(grad_output, x, w, b, activation):
    """Return the gradients with respect to x, w and b."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("copy the function here and mend it")
    with np.errstate(over="ignore"):
        z = x @ w + b
        if activation == "sigmoid":
            a = 1 / (1 + np.exp(-z))
            slope = a * (1 - a)
        elif activation == "tanh":
            slope = 1 - np.tanh(z) ** 2
        elif activation == "relu":
            slope = z > 0
        else:
            slope = 1
        grad_z = grad_output * slope
        return grad_z @ w.T, x.T @ grad_z, np.sum(grad_z, axis=0)
    ### END SOLUTION


# %%
check(dense_backward_mended)

# %% [markdown] tags=["solution"]
# `axis=0` adds up the examples and leaves one number for each unit. The step `b - rate * grad_b` accepts a
# single number too, since NumPy spreads it over all biases. So nothing failed, and the network learned badly.

# %% [markdown]
# ## You can now
#
# - take a layer forward and backward, with the right sizes;
# - take a whole network forward and backward, and so train it;
# - compare a gradient with one that was measured, and see where gradients vanish or explode;
# - find an input that shows what is wrong with a gradient.
