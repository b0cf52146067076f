# %% [markdown]
# # Exercises 15: check the notes
#
# A tool to write, eleven claims from a pile of study notes to confirm or refute, and a mistake to mend.
# Read [lesson 15](../lessons/15_check_the_notes.ipynb) first.
#
# Each claim stands in quotation marks, as the notes have it. Some are true as they stand. Your function
# for a claim takes no argument and returns two things:
#
# - the verdict: `True` if the claim holds, `False` if it is wrong;
# - the evidence. For a wrong claim it is a counter-example: an input on which claim and truth differ. For
#   a true claim it is a test that the claim has passed: an input on which a slip, such as a turned sign, a
#   wrong factor or a missing term, would have shown.
#
# Each task says which numbers the evidence consists of. Two values "differ" here when they are apart by
# more than 1 % of the larger, so stay away from borderline numbers.
#
# Use cells of your own to find out: your functions from earlier lessons, `dlteach.functions`, and the
# search that you write in task 1.

# %%
import numpy as np

from dlteach import check, hint, progress

# %% [markdown]
# ## 1. The search for a counter-example
#
# Write `counter_example(f, g, candidates, tolerance)`: the first candidate on which two functions differ.
#
# | argument | type | what it is |
# |---|---|---|
# | `f`, `g` | functions | each takes one number and returns one |
# | `candidates` | list of numbers | where to look, in this order |
# | `tolerance` | number above 0 | how far apart f(x) and g(x) may be and still agree |
#
# Return the first x with |f(x) − g(x)| > `tolerance`, and `None` if there is none. Where one of the two
# values is `nan` and the other is not, they differ.
#
# By hand: x² and 2x agree at 0 and at 2, not at 3, so the candidates `[0.0, 2.0, 3.0]` give 3.0.


# %%
def counter_example(f, g, candidates, tolerance):
    """Return the first candidate on which f and g differ by more than the tolerance, or None."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    for x in candidates:
        if not abs(f(x) - g(x)) <= tolerance:
            return x
    return None
    ### END SOLUTION


# %%
check(counter_example)

# %% [markdown] tags=["solution"]
# `return` inside the loop ends the search at the first difference; `return None` stands below the loop,
# when all candidates have been tried. A comparison with `nan` is False, so `not … <= tolerance` catches
# it.

# %% [markdown]
# ## 2. The sigmoid
#
# > "Sigmoid: σ(z) = 1 / (1 + eᶻ)"
#
# Evidence: one number z. The truth to compare with is the sigmoid of lesson 06,
# `dlteach.functions.sigmoid`.
#
# Write `claim_sigmoid_formula()`, which returns `verdict, z`.


# %%
def claim_sigmoid_formula():
    """Return the verdict on the formula of the sigmoid, and a z as evidence."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return False, 1.0
    ### END SOLUTION


# %%
check(claim_sigmoid_formula)

# %% [markdown] tags=["solution"]
# At z = 1 the notes give 0.269 and the sigmoid is 0.731. The minus in e⁻ᶻ is lost, so the curve falls. At
# z = 0, the first number that comes to mind, both are ½.

# %% [markdown]
# ## 3. The formula of tanh
#
# > "tanh(x) = (e²ˣ − 1) / (e²ˣ + 1)"
#
# Evidence: one number x. The truth to compare with is `np.tanh`.
#
# Write `claim_tanh_formula()`, which returns `verdict, x`.


# %%
def claim_tanh_formula():
    """Return the verdict on the formula of tanh, and an x as evidence."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return True, 1.0
    ### END SOLUTION


# %%
check(claim_tanh_formula)

# %% [markdown] tags=["solution"]
# Both sides are 0.762 at x = 1, and with eˣ in place of e²ˣ it would be 0.462. At 0 and far out the two
# could not be told apart. The `nan` at x = 400 is an overflow, no counter-example.

# %% [markdown]
# ## 4. Epochs
#
# > "Epochs: number of steps in gradient descent."
#
# If that is right, one epoch is one step, however many examples there are and whatever the batch size is.
# Evidence: two whole numbers, n examples and a batch size. Count the steps of one epoch.
#
# Write `claim_epoch_is_a_step()`, which returns `verdict, (n, batch_size)`.


# %%
def claim_epoch_is_a_step():
    """Return the verdict on what an epoch is, and a pair (n, batch_size) as evidence."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return False, (12, 5)
    ### END SOLUTION


# %%
check(claim_epoch_is_a_step)

# %% [markdown] tags=["solution"]
# An epoch is one pass over all the data. Twelve examples in batches of 5 are three steps. Only where a
# batch holds all of the data are the two the same, and from there the notes have their sentence.

# %% [markdown]
# ## 5. The weather
#
# > "Weather of five days: sunny, sunny, rainy, rainy, sunny. P(sunny) = 0.57, P(rainy) = 0.43."
#
# Evidence: one number, P(sunny) as you count it in the table.
#
# Write `claim_weather_probabilities()`, which returns `verdict, p`.


# %%
def claim_weather_probabilities():
    """Return the verdict on the two probabilities, and P(sunny) as evidence."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    days = ["sunny", "sunny", "rainy", "rainy", "sunny"]
    return False, days.count("sunny") / len(days)
    ### END SOLUTION


# %%
check(claim_weather_probabilities)

# %% [markdown] tags=["solution"]
# Three of five days are sunny: 0.6. The numbers of the notes are 4/7 and 3/7, those of another table with
# seven days.

# %% [markdown]
# ## 6. The information of sunny
#
# > "The information of sunny is 0.23."
#
# The same five days. Evidence: one number, the information of the news "sunny", in nats or in bits.
#
# Write `claim_information_of_sunny()`, which returns `verdict, information`.


# %%
def claim_information_of_sunny():
    """Return the verdict on the information of sunny, and that information as evidence."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return False, -np.log(3 / 5)
    ### END SOLUTION


# %%
check(claim_information_of_sunny)

# %% [markdown] tags=["solution"]
# −ln 0.6 is 0.511 nats or 0.737 bits. With the wrong probability and the wrong base, −log₁₀ 0.57 = 0.244,
# one comes near the 0.23 of the notes, no nearer.

# %% [markdown]
# ## 7. The slope of the sigmoid
#
# > "The derivative of the sigmoid has the range 0 to 1."
#
# A range of 0 to 1 says: σ′(z) lies in it for every z, and each value strictly between 0 and 1 is reached
# at some z. Evidence: one number s, a slope. It refutes the claim if it lies strictly between 0 and 1 and
# no z has it. If the claim is true, give any slope that you have found.
#
# Write `claim_sigmoid_slope_range()`, which returns `verdict, s`. A fine grid, `np.linspace(-10, 10,
# 10001)`, shows which slopes there are.


# %%
def claim_sigmoid_slope_range():
    """Return the verdict on the range of the sigmoid's derivative, and a slope as evidence."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return False, 0.5
    ### END SOLUTION


# %%
check(claim_sigmoid_slope_range)

# %% [markdown] tags=["solution"]
# The slope is a(1 − a) with a = σ(z). It is largest for a = ½, at z = 0, and there it is ¼. So 0.5 is
# promised and never reached. The range 0 to 1 is that of σ itself.

# %% [markdown]
# ## 8. A perfect prediction
#
# > "A perfect prediction has loss 0."
#
# The loss is the cross-entropy for labels 0 and 1, as in lesson 03. Evidence: labels and predicted
# probabilities of label 1, two lists of equal length.
#
# Write `claim_perfect_prediction()`, which returns `verdict, (y_true, y_pred)`.


# %%
def claim_perfect_prediction():
    """Return the verdict on the loss of a perfect prediction, and (y_true, y_pred) as evidence."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return True, ([1, 0, 1], [1.0, 0.0, 1.0])
    ### END SOLUTION


# %%
check(claim_perfect_prediction)

# %% [markdown] tags=["solution"]
# Each label tests one of the two terms of the loss, so the test needs both. A `nan` on the way is 0 · ln
# 0, which counts as 0.

# %% [markdown]
# ## 9. A gradient with indices
#
# A chain of three weights, one unit a layer, no biases. The prediction is ŷ = w₃·a₂, with a₂ = σ(z₂), z₂ =
# w₂·a₁, a₁ = σ(z₁), z₁ = w₁·x. The cost is J = ½(ŷ − y)².
#
# > "∂J/∂W⁽²⁾ = (ŷ − y) · W⁽²⁾ · σ′(z⁽¹⁾) · a⁽²⁾"
#
# Evidence: five numbers, x, y, w₁, w₂ and w₃. The truth is measured with a nudge: `numerical_gradient`.
#
# Write `claim_gradient_of_w2()`, which returns `verdict, (x, y, w1, w2, w3)`.


# %%
def claim_gradient_of_w2():
    """Return the verdict on the formula for w2, and (x, y, w1, w2, w3) as evidence."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return False, (1.0, 2.0, 0.5, -1.0, 1.5)
    ### END SOLUTION


# %%
check(claim_gradient_of_w2)

# %% [markdown] tags=["solution"]
# Right is (ŷ − y) · W⁽³⁾ · σ′(z⁽²⁾) · a⁽¹⁾: the error comes back through the weight behind, W⁽³⁾, and the
# slope of its own layer; the last factor is what the weight multiplies, a⁽¹⁾. Any five numbers that all
# differ show it.

# %% [markdown]
# ## 10. Another gradient with indices
#
# The same chain.
#
# > "∂J/∂W⁽¹⁾ = (ŷ − y) · W⁽³⁾ · σ′(z⁽²⁾) · W⁽¹⁾ · σ′(z⁽¹⁾) · x"
#
# Evidence: five numbers, x, y, w₁, w₂ and w₃.
#
# Write `claim_gradient_of_w1()`, which returns `verdict, (x, y, w1, w2, w3)`.


# %%
def claim_gradient_of_w1():
    """Return the verdict on the formula for w1, and (x, y, w1, w2, w3) as evidence."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return False, (1.0, 2.0, 0.5, -1.0, 1.5)
    ### END SOLUTION


# %%
check(claim_gradient_of_w1)

# %% [markdown] tags=["solution"]
# The way back from z₂ to a₁ leads through W⁽²⁾, where the notes have W⁽¹⁾. With w₁ = w₂ nobody would see
# it.

# %% [markdown]
# ## 11. Softmax of two classes
#
# > "With two classes, softmax is a sigmoid: a₁ = σ(z₁ − z₂)."
#
# Here a₁ is the first of the two probabilities. Evidence: two logits, z₁ and z₂.
#
# Write `claim_softmax_of_two()`, which returns `verdict, (z1, z2)`.


# %%
def claim_softmax_of_two():
    """Return the verdict on softmax of two classes, and (z1, z2) as evidence."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return True, (2.0, 1.0)
    ### END SOLUTION


# %%
check(claim_softmax_of_two)

# %% [markdown] tags=["solution"]
# Divide e^z₁ / (e^z₁ + e^z₂) above and below by e^z₁, and 1 / (1 + e^−(z₁ − z₂)) is left. With z₂ = 0 or
# equal logits the test would let σ(z₁) or σ(z₂ − z₁) pass.

# %% [markdown]
# ## 12. Never
#
# > "Never use sigmoid."
#
# We test it at the output of a yes-or-no classifier, where the claim says: for every label y and every
# logit z, one of the other activations does as well, linear, ReLU or tanh. An activation does if its
# output p = f(z) is a probability, 0 ≤ p ≤ 1, and the log loss of p for the label is finite.
#
# Evidence: a label y, 0 or 1, and a logit z. The claim is refuted if all three others fail there and the
# sigmoid does.
#
# Write `claim_never_use_sigmoid()`, which returns `verdict, (y, z)`.


# %%
def claim_never_use_sigmoid():
    """Return the verdict on the rule, and (y, z) as evidence."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return False, (1, -2.0)
    ### END SOLUTION


# %%
check(claim_never_use_sigmoid)

# %% [markdown] tags=["solution"]
# For z = −2, linear and tanh give negative numbers, and ReLU gives 0, which costs infinity where the label
# is 1. The sigmoid gives 0.119, and a loss of 2.127. The rule holds for hidden layers, where saturated
# sigmoids let gradients vanish. At the output of a yes-or-no classifier the sigmoid is the usual choice.

# %% [markdown]
# ## 13. Debug a mistake
#
# Somebody wrote the function below and tried it on x² and x with the candidates 2 and 3. The result, 2,
# was right.
#
# First predict: which input shows that it is wrong? Write `counter_example_failing_input()`, which returns
# `f, g, candidates, tolerance`: two functions (a `lambda` will do), a list of numbers, and a number. Then
# mend it.


# %%
def counter_example_with_a_mistake(f, g, candidates, tolerance):
    for x in candidates:
        if f(x) - g(x) > tolerance:
            return x
    return None


# %%
def counter_example_failing_input():
    """Return an input on which `counter_example_with_a_mistake` is wrong."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return lambda x: x, lambda x: x**2, [2.0], 1e-6
    ### END SOLUTION


# %%
check(counter_example_failing_input)

# %% [markdown] tags=["solution"]
# At x = 2 the difference is 2 − 4 = −2. It is far from 0, but not above the tolerance.


# %%
def counter_example_mended(f, g, candidates, tolerance):
    """Return what `counter_example` should."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("copy the function here and mend it")
    for x in candidates:
        if not abs(f(x) - g(x)) <= tolerance:
            return x
    return None
    ### END SOLUTION


# %%
check(counter_example_mended)

# %% [markdown]
# ## You can now
#
# - write the search that finds a counter-example, with rounding, signs and `nan` in mind;
# - judge a claim by evidence, and choose evidence that decides;
# - put right what the notes say about the sigmoid, epochs, information and two gradients.
