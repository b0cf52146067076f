# %% [markdown]
# # Lesson 07: softmax
#
# A network sorts photos into four classes and gives them the logits 2, 1, −1 and 3. The last class leads
# the first by 3 to 2. How many times as probable is it: 1.5 times, twice, more? And if all four logits were
# 1000 larger, how would the probabilities change?
#
# Write down your guess. In lesson 03 a sigmoid made a probability of one logit. Now we have many classes.

# %%
import numpy as np

from dlteach.figures import plot_bars, plot_curves, plot_decision_boundary
from dlteach.functions import (
    log_softmax,
    predict_classes,
    predict_labels,
    sigmoid,
    softmax,
    softmax_cross_entropy,
    softmax_cross_entropy_gradient,
    softmax_jacobian,
)

# %% [markdown]
# ## One logit for each class
#
# Logistic regression asks one question, yes or no: one logit z = w·x + b, then a sigmoid. For four classes
# we take four, each with weights of its own:
#
# $$z_j = w_j \cdot x + b_j, \qquad j=1,2,3,4$$
#
# The four wⱼ are the columns of one matrix. By hand for x = (1, 2): the last column is (1, 0.5) and its
# bias 1, so the last logit is 1·1 + 2·0.5 + 1 = 3.

# %%
x = np.array([[1.0, 2.0]])
w = np.array([[2.0, 1.0, 1.0, 1.0], [0.0, 0.0, -1.0, 0.5]])
b = np.array([0.0, 0.0, 0.0, 1.0])
z = x @ w + b
print("logits:", z)

# %% [markdown]
# Probabilities are never negative, and they sum to 1. Divided by their sum, the logits do the second. And
# the first?

# %%
print("divided by their sum:", z / z.sum())

# %% [markdown]
# A probability of −0.2: no. The exponential makes every number positive and keeps the order. This is
# softmax:
#
# $$a_j=\frac{e^{z_j}}{e^{z_1}+e^{z_2}+e^{z_3}+e^{z_4}}, \qquad a_1+a_2+a_3+a_4=1$$
#
# aⱼ is the probability of class j. By hand: the exponentials are 7.389, 2.718, 0.368 and 20.086. Their sum
# is 30.561, so a₄ = 20.086 / 30.561 = 0.657.

# %%
e = np.exp(z)
a = e / e.sum()
print("exponentials: ", e.round(3), f" sum: {e.sum():.3f}")
print("probabilities:", a.round(3), f" sum: {a.sum():.3f}")
print(f"last by first: {a[0, 3] / a[0, 0]:.3f}")

# %% [markdown]
# 2.718 times, the number e: one more in the logit multiplies by e, wherever it starts.
#
# Now only the first logit moves, class 0 in code, which counts from 0. Predict: which of the others loses
# most?

# %%
moving = np.linspace(-4, 8, 61)
rows = np.tile([0.0, 1.0, -1.0, 3.0], (61, 1))
rows[:, 0] = moving
curves = {f"class {j}": column for j, column in enumerate(softmax(rows).T)}
plot_curves(moving, curves, "One logit moves, all probabilities do", "logit of class 0", "probability")

# %% [markdown]
# What class 0 gains the others lose, in fixed proportion: class 3 most. The rising curve looks like a
# sigmoid.

# %% [markdown]
# ## Two classes: the sigmoid again
#
# With two classes we divide above and below the fraction bar by exp(z₂):
#
# $$\frac{e^{z_2}}{e^{z_1}+e^{z_2}} = \frac{1}{1+e^{-(z_2-z_1)}} = \sigma(z_2-z_1)$$
#
# By hand for logits (1, 3): σ(2) = 1/(1 + 0.135) = 0.881.

# %%
print(f"softmax: {softmax([[1.0, 3.0]])[0, 1]:.3f}   sigmoid of the difference: {sigmoid(3.0 - 1.0):.3f}")

# %% [markdown]
# So softmax generalises logistic regression, which holds one of two logits at 0. Only differences count.

# %% [markdown]
# ## Big numbers, and a shift that changes nothing
#
# Our code works for one row. What will the rows sum to here?


# %%
def first_try(z):
    return np.exp(z) / np.exp(z).sum()


batch = np.array([[2.0, 1.0, -1.0, 3.0], [0.0, 0.0, 0.0, 0.0]])
print("row sums:", first_try(batch).sum(axis=1).round(3))

# %% [markdown]
# The whole matrix sums to 1. Each example needs its own sum: `axis=1` adds along the row, `keepdims=True`
# keeps the sums a column. Now add 1000 to every logit. What will change?


# %%
def second_try(z):
    e = np.exp(z)
    return e / e.sum(axis=1, keepdims=True)


print(second_try(batch).round(3))
with np.errstate(all="ignore"):
    print(second_try(batch + 1000))

# %% [markdown]
# On paper nothing: e¹⁰⁰⁰ stands above and below the bar. But exp(1000) overflows, and ∞/∞ is `nan`. A shift
# changes nothing, so we choose one: subtract each row's largest logit, and the largest exponential is 1.


# %%
def stable(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


print(stable(batch + 1000).round(3))
print("same as the library:", np.allclose(stable(batch), softmax(batch)))

# %% [markdown]
# Your turn: task 1 of [the exercises](../exercises/07_softmax.ipynb).

# %% [markdown]
# ## Temperature
#
# A shift changes nothing; a factor does. Softmax of z/T has the temperature T. Which T makes the network
# sound surer, 0.25 or 4?

# %%
hot_and_cold = {f"T = {T:g}": softmax(z, temperature=T)[0].round(2) for T in (0.25, 1.0, 4.0)}
classes = ["class 0", "class 1", "class 2", "class 3"]
plot_bars(classes, hot_and_cold, "Temperature: sure or undecided", "class", "probability")

# %% [markdown]
# A low temperature stretches the differences, and the largest takes nearly all. A high one makes all alike.
# The order stays. Programs that write text use it to be careful or bold.

# %% [markdown]
# ## The loss looks at one probability
#
# The cross-entropy with a one-hot row leaves one term: if the class is y, the loss is −ln a_y. For the last
# class that is −ln 0.657 = 0.420. Which label costs most?

# %%
for y in range(4):
    print(f"y = {y}: loss {-np.log(a[0, y]):.3f}")

# %% [markdown]
# The cost J of m examples is their average. The indicator 1{y = j} is 1 where the label is j, elsewhere 0:
#
# $$J = -\frac{1}{m} \sum_{i=1}^{m}\sum_{j=1}^{k}1\{y^{(i)}=j\}\ln a_j^{(i)}$$
#
# By hand for our batch with labels 3 and 1: the second row gives each class 1/4, so (0.420 + ln 4)/2 =
# 0.903.

# %%
y = np.array([3, 1])
indicator = y[:, None] == np.arange(4)
print(indicator.astype(int))
print(f"J = {-np.sum(indicator * np.log(softmax(batch))) / len(y):.3f}")
print(f"library: {softmax_cross_entropy(y, batch):.3f}")

# %% [markdown]
# One danger is left: a hopeless class. What is the loss of class 1 for the logits 1000 and 0?

# %%
far = np.array([[1000.0, 0.0]])
with np.errstate(divide="ignore"):
    print("logarithm of softmax:", np.log(softmax(far)))
print("log_softmax:         ", log_softmax(far))

# %% [markdown]
# The probability is rounded to 0 before the logarithm sees it. On paper the logarithm meets the
# exponential: ln aⱼ is zⱼ − ln Σ exp(z), after the shift. That is `log_softmax`: −1000, a loss of 1000.
#
# Your turn: tasks 2 and 3 of [the exercises](../exercises/07_softmax.ipynb).

# %% [markdown]
# ## Every logit moves every probability
#
# How does probability i answer to logit j? That makes k × k derivatives, the Jacobian:
#
# $$\frac{\partial a_i}{\partial z_j} = a_i(\delta_{ij}-a_j)$$
#
# Here δᵢⱼ is 1 for i = j, otherwise 0. By hand, for the logit of class 0: its own probability answers with
# 0.242 · (1 − 0.242) = 0.183, that of class 3 with −0.657 · 0.242 = −0.159. A nudge will show it.

# %%
nudged = softmax(z + np.array([0.001, 0.0, 0.0, 0.0]))
print("nudge:       ", ((nudged - a)[0] / 0.001).round(3))
jacobian = softmax_jacobian(z[0])
print("first column:", jacobian[:, 0].round(3))
print("row sums are 0:", np.allclose(jacobian.sum(axis=1), 0))

# %% [markdown]
# Your turn: task 4 of [the exercises](../exercises/07_softmax.ipynb).

# %% [markdown]
# ## The last layer: p − y
#
# From here p is the output of softmax and y the one-hot row. By the chain rule, the loss −ln p of the true
# class has the slope −1/p times that class's row of the Jacobian: −1/p · p(δ − pⱼ) = pⱼ − δ. Together that
# is p − y, as for the sigmoid in lesson 03. By hand for class 3: (0.242, 0.089, 0.012, 0.657 − 1).

# %%
print("chain rule:", (-1 / a[0, 3] * jacobian[3]).round(3))
print("p − y:     ", (a[0] - np.eye(4)[3]).round(3))

# %% [markdown]
# In a batch of n examples (the m above) J averages their losses: (p − y)/n. We train a layer that ends in
# softmax on three clouds of points, from weights of 0. What will the first cost be?

# %%
rng = np.random.default_rng(0)
labels = np.repeat([0, 1, 2], 30)
points = np.array([[0.0, 2.0], [-2.0, -1.0], [2.0, -1.0]])[labels] + rng.normal(size=(90, 2))
w, b = np.zeros((2, 3)), np.zeros(3)
for step in range(101):
    z = points @ w + b
    if step % 50 == 0:
        print(f"step {step:3}: cost {softmax_cross_entropy(labels, z):.3f}")
    grad = softmax_cross_entropy_gradient(labels, z)
    w, b = w - 0.5 * points.T @ grad, b - 0.5 * grad.sum(axis=0)

# %% [markdown]
# At first all classes have 1/3: ln 3 = 1.099. The centres were (0, 2), (−2, −1) and (2, −1). Where will
# each class win?

# %%
print("right:", np.sum(predict_classes(points @ w + b) == labels), "of", len(labels))
plot_decision_boundary(lambda x: x @ w + b, points, labels, "Three classes share the plane")

# %% [markdown]
# The borders are straight lines, as for logistic regression. Curved ones need hidden layers below.
#
# Your turn: task 5 of [the exercises](../exercises/07_softmax.ipynb).

# %% [markdown]
# ## One label or several
#
# A digit is one of ten: multi-class, and y is one number. A street photo may show a car, a bus and a
# pedestrian, or nothing: multi-label, and y is a vector such as (1, 1, 0). Which ending finds two labels in
# the logits (2, 1.5, −1)?

# %%
street = np.array([[2.0, 1.5, -1.0]])
print("softmax:", softmax(street).round(3), " class: ", predict_classes(street))
print("sigmoid:", sigmoid(street).round(3), " labels:", predict_labels(street))

# %% [markdown]
# Softmax makes classes compete. Sigmoids ask k separate questions, each with a binary cross-entropy.
#
# Your turn: tasks 6, 7 and 8 of [the exercises](../exercises/07_softmax.ipynb).

# %% [markdown]
# ## You can now
#
# - turn a row of logits into probabilities by hand, and say what a shift and a temperature do to them;
# - compute softmax and its logarithm for logits of any size, each row by itself;
# - compute the cost of a batch from labels, with the indicator or by picking entries;
# - derive p − y from the Jacobian, and train a layer with it;
# - choose between softmax and sigmoids by asking whether an example has one label or several.
