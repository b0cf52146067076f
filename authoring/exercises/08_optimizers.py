# %% [markdown]
# # Exercises 08: optimizers
#
# Four steps, one schedule, and an Adam with a mistake in it. Read
# [lesson 08](../lessons/08_optimizers.ipynb) first.
#
# The steps share four rules:
#
# - `w`, `gradient` and the memories are arrays of one shape: (d,), (d, k) or any other. Work entry by entry;
#   NumPy does that without a loop.
# - Return the new `w` first and then the new memory, in the order of the arguments. The next step gets what
#   this one returns.
# - The arguments must stay as they are: `w = w - ...` makes a new array, `w -= ...` writes into the old one.
# - Use the numbers that are handed over. A check changes the learning rate from step to step, and its ε is
#   0.05, so that it matters where it stands.

# %%
import numpy as np

from dlteach import check, hint, progress

# %% [markdown]
# ## 1. Momentum
#
# Write `momentum_step(w, gradient, velocity, learning_rate, momentum)`:
#
# $$v \gets \beta v + g, \qquad w \gets w - \alpha v$$
#
# | argument | shape | what it is |
# |---|---|---|
# | `w` | any | the parameters |
# | `gradient` | that of `w` | g |
# | `velocity` | that of `w` | v, zeros before the first step |
# | `learning_rate` | number | α |
# | `momentum` | number | β, how much of the velocity stays |
#
# Return the new `w` and the new `velocity`.
#
# By hand: w = 0.8, g = 3, v = 2, α = 0.1 and β = 0.5 give v = 0.5·2 + 3 = 4 and w = 0.8 − 0.1·4 = 0.4.


# %%
def momentum_step(w, gradient, velocity, learning_rate=0.01, momentum=0.9):
    """Return w and velocity after one step with momentum."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    velocity = momentum * velocity + gradient
    return w - learning_rate * velocity, velocity
    ### END SOLUTION


# %%
check(momentum_step)

# %% [markdown] tags=["solution"]
# `velocity = ...` gives the name to a new array, so the caller's velocity stays as it was. w moves along the
# new velocity, with the gradient of this step in it.

# %% [markdown]
# ## 2. AdaGrad
#
# Write `adagrad_step(w, gradient, squares, learning_rate, epsilon)`:
#
# $$s \gets s + g^2, \qquad w \gets w - \alpha \frac{g}{\sqrt{s + \varepsilon}}$$
#
# | argument | shape | what it is |
# |---|---|---|
# | `w` | any | the parameters |
# | `gradient` | that of `w` | g |
# | `squares` | that of `w` | s, the sum of squared gradients, zeros before the first step |
# | `learning_rate` | number | α |
# | `epsilon` | number | ε, inside the root |
#
# Return the new `w` and the new `squares`.
#
# By hand: w = 1, g = 4, s = 9, α = 0.5 and a tiny ε give s = 25 and w = 1 − 0.5·4/5 = 0.6.


# %%
def adagrad_step(w, gradient, squares, learning_rate=0.01, epsilon=1e-7):
    """Return w and squares after one step of AdaGrad."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    squares = squares + gradient**2
    return w - learning_rate * gradient / np.sqrt(squares + epsilon), squares
    ### END SOLUTION


# %%
check(adagrad_step)

# %% [markdown] tags=["solution"]
# `gradient**2` squares each entry, so each weight has a sum of its own. ε is added on the way to the root and
# not kept in `squares`. Many libraries write √s + ε; with ε = 1e-7 both give the same but for tiny slopes.

# %% [markdown]
# ## 3. RMSprop
#
# Write `rmsprop_step(w, gradient, mean_square, learning_rate, rho, epsilon)`:
#
# $$s \gets \rho s + (1 - \rho) g^2, \qquad w \gets w - \alpha \frac{g}{\sqrt{s + \varepsilon}}$$
#
# | argument | shape | what it is |
# |---|---|---|
# | `w` | any | the parameters |
# | `gradient` | that of `w` | g |
# | `mean_square` | that of `w` | s, the running mean of squared gradients, zeros before the first step |
# | `learning_rate` | number | α |
# | `rho` | number | ρ, how much of the memory stays |
# | `epsilon` | number | ε, inside the root |
#
# Return the new `w` and the new `mean_square`.
#
# By hand: w = 1, g = 4, s = 2, α = 0.75, ρ = 0.5 and a tiny ε give s = 1 + 8 = 9 and w = 1 − 0.75·4/3 = 0.


# %%
def rmsprop_step(w, gradient, mean_square, learning_rate=0.001, rho=0.9, epsilon=1e-7):
    """Return w and mean_square after one step of RMSprop."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    mean_square = rho * mean_square + (1 - rho) * gradient**2
    return w - learning_rate * gradient / np.sqrt(mean_square + epsilon), mean_square
    ### END SOLUTION


# %%
check(rmsprop_step)

# %% [markdown] tags=["solution"]
# One line differs from AdaGrad: ρ and 1 − ρ sum to 1, so the memory is a mean that follows the squares, and
# no sum that only grows.

# %% [markdown]
# ## 4. Adam
#
# Write `adam_step(w, gradient, m, v, t, learning_rate, beta_1, beta_2, epsilon)`:
#
# $$m \gets \beta_1 m + (1 - \beta_1) g, \quad \hat m = \frac{m}{1 - \beta_1^t}, \qquad
# v \gets \beta_2 v + (1 - \beta_2) g^2, \quad \hat v = \frac{v}{1 - \beta_2^t}$$
#
# $$w \gets w - \alpha \frac{\hat m}{\sqrt{\hat v} + \varepsilon}$$
#
# | argument | shape | what it is |
# |---|---|---|
# | `w` | any | the parameters |
# | `gradient` | that of `w` | g |
# | `m`, `v` | that of `w` | running means of g and g², zeros before the first step |
# | `t` | whole number | which step this is, 1 for the first |
# | `learning_rate` | number | α |
# | `beta_1`, `beta_2` | numbers | how much of m and of v stays |
# | `epsilon` | number | ε, outside the root |
#
# Return the new `w`, `m` and `v`.
#
# By hand: w = 1, g = 2, m = v = 0, t = 1, α = 0.1, β₁ = 0.5, β₂ = 0.75 and a tiny ε give m = 1 and v = 1.
# Corrected they are 1/0.5 = 2 and 1/0.25 = 4, so w = 1 − 0.1·2/2 = 0.9.


# %%
def adam_step(w, gradient, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-8):
    """Return w, m and v after step number t of Adam."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    m = beta_1 * m + (1 - beta_1) * gradient
    v = beta_2 * v + (1 - beta_2) * gradient**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v
    ### END SOLUTION


# %%
check(adam_step)

# %% [markdown] tags=["solution"]
# `m_hat` and `v_hat` live for one step. If they were returned, the next step would correct them once more.
# The parentheses around the denominator matter: without them ε is added to the step.

# %% [markdown]
# ## 5. A rate that shrinks
#
# Write `exponential_decay(learning_rate, step, decay_steps, decay_rate, staircase)`, the rate at a step:
#
# $$\alpha_t = \alpha_0 \, r^{\,t/d}$$
#
# | argument | what it is |
# |---|---|
# | `learning_rate` | α₀, the rate at step 0 |
# | `step` | t, a whole number from 0 |
# | `decay_steps` | d, after so many steps the rate is r times what it was |
# | `decay_rate` | r, a number above 0 |
# | `staircase` | if True, t/d is rounded down, so that the rate falls in stairs |
#
# Return one number.
#
# By hand: α₀ = 0.8, t = 5, d = 10 and r = 0.25 give 0.8·0.25^0.5 = 0.4, and 0.8 with the staircase.


# %%
def exponential_decay(learning_rate, step, decay_steps, decay_rate, staircase=False):
    """Return the learning rate at a step."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    periods = step // decay_steps if staircase else step / decay_steps
    return learning_rate * decay_rate**periods
    ### END SOLUTION


# %%
check(exponential_decay)

# %% [markdown] tags=["solution"]
# `//` divides and rounds down, so it counts the periods that are over. `**` binds more tightly than `*`: only
# `decay_rate` is raised to the power.

# %% [markdown]
# ## 6. Debug a mistake
#
# Somebody wrote the Adam below and tried it on a first step with many weights and gradients. Every number was
# right. Yet a walk with it comes out wrong. Predict first: which call shows that?


# %%
def adam_step_with_a_mistake(
    w, gradient, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-8
):
    m = beta_1 * m + (1 - beta_1) * gradient
    v = beta_2 * v + (1 - beta_2) * gradient**2
    m_hat = m / (1 - beta_1)
    v_hat = v / (1 - beta_2)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


# %% [markdown]
# Write `adam_step_failing_input()`. It returns the arguments of one call, all nine, as a tuple: `w, gradient,
# m, v, t, learning_rate, beta_1, beta_2, epsilon`. On them the function above and a right one must differ.


# %%
def adam_step_failing_input():
    """Return the nine arguments of a call on which the mistake shows."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    one_weight = np.array([1.0]), np.array([2.0]), np.array([0.6]), np.array([0.8])
    return *one_weight, 2, 0.5, 0.7, 0.8, 0.05
    ### END SOLUTION


# %%
check(adam_step_failing_input)

# %% [markdown] tags=["solution"]
# In a first step t is 1, and β is βᵗ. Any later step with a gradient tells the two apart. To see it in
# numbers, call both functions with these arguments.

# %% [markdown]
# Now mend it, under the name `adam_step_mended`.


# %%
def adam_step_mended(w, gradient, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-8):
    """Return w, m and v after step number t of Adam."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("copy the function here and mend it")
    m = beta_1 * m + (1 - beta_1) * gradient
    v = beta_2 * v + (1 - beta_2) * gradient**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v
    ### END SOLUTION


# %%
check(adam_step_mended)

# %% [markdown] tags=["solution"]
# The correction fades: 1 − βᵗ comes near 1 as t grows. Without the power, m and v are divided by 0.1 and
# 0.001 for ever. Late in a walk the steps are then √0.001/0.1 = 0.32 times as long as they should be.

# %% [markdown]
# ## You can now
#
# - write the steps of four optimizers, and keep their memories apart from their corrections;
# - tell which convention of momentum, and which place of ε, a formula uses;
# - let a learning rate shrink smoothly or in stairs;
# - find the input that a lazy test leaves out.
