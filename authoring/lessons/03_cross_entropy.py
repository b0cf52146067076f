# %% [markdown]
# # Lesson 03: cross-entropy
#
# The day turns out sunny. One forecaster had said "rain, 60 percent", another "rain, 99 percent". Both were
# wrong. How much worse was the second one: a little, twice, ten times? And a third one who had said "rain,
# 100 percent"?
#
# Write down your guess. We need a cost for predictions that are probabilities. It starts with a question
# about news: how surprising is it?

# %%
import numpy as np

from dlteach.figures import plot_belief_cost, plot_curves, plot_saturation
from dlteach.functions import (
    binary_cross_entropy_from_logits,
    cross_entropy,
    entropy,
    kl_divergence,
    numerical_gradient,
    sigmoid,
)

# %% [markdown]
# ## Surprise, in nats and bits
#
# The weather of five days: sunny, sunny, rainy, rainy, sunny. So P(sunny) = 3/5 and P(rainy) = 2/5.
# Somebody calls and says "sunny". How much have we learned? A fair measure obeys three rules:
#
# - certain news, with p = 1, is no surprise: 0;
# - the rarer the news, the greater the surprise;
# - unrelated pieces of news add up, while their probabilities multiply.
#
# The logarithm turns products into sums. It is negative for p below 1, so we turn the sign. The surprise, or
# information, is −ln p: the natural logarithm gives it in nats. With log₂ its unit is the bit, the news of
# one fair coin.

# %%
days = ["sunny", "sunny", "rainy", "rainy", "sunny"]
for weather in ("sunny", "rainy"):
    p = days.count(weather) / len(days)
    print(f"P({weather}) = {p}   surprise {-np.log(p):.3f} nats = {-np.log2(p):.3f} bits")

# %% [markdown]
# Divide nats by ln 2 to get bits. This course stays with nats, as the libraries do, because the natural
# logarithm has the simplest derivative, 1/p.
#
# Predict the curve: where does it meet the axis, and what happens towards p = 0?

# %%
p = np.linspace(0.01, 1, 100)
mark = {"sunny": (0.6, -np.log(0.6)), "rainy": (0.4, -np.log(0.4))}
words = ("Rare news surprises", "probability p", "surprise −ln p (nats)")
plot_curves(p, {"surprise": -np.log(p)}, *words, mark=mark)

# %% [markdown]
# Now a case for a detective. A page of notes about these five days says: P(sunny) is 0.57, P(rainy) is
# 0.43, and the information of sunny is 0.23. None of the three is right. Which calculation leads to such
# numbers? Try two probabilities and three logarithms.

# %%
print(f"4/7 = {4 / 7:.2f}   3/7 = {3 / 7:.2f}")
for p in (0.60, 0.57):
    print(f"p = {p:.2f}   ln: {-np.log(p):.3f}   log2: {-np.log2(p):.3f}   log10: {-np.log10(p):.3f}")

# %% [markdown]
# 0.57 and 0.43 are what 4 sunny and 3 rainy days would give. Nothing equals 0.23; what comes near it stands
# in the last column, with base 10, the key "log" of a pocket calculator. In NumPy, `np.log` is the natural
# logarithm.

# %% [markdown]
# ## Entropy: the average surprise
#
# We get such a call every day. Sunny comes with probability 0.6 and surprises by 0.511, rainy comes with
# 0.4 and surprises by 0.916. By hand, the average surprise of a day is
#
# 0.6 · 0.511 + 0.4 · 0.916 = 0.306 + 0.367 = 0.673 nats.
#
# A list of probabilities that sum to 1, such as p = (0.6, 0.4), is a distribution. What we have computed is
# its entropy, H(p) = −Σ p ln p. The weights p sum to 1 already, so we divide by nothing.

# %%
p = np.array([0.6, 0.4])
terms = p * -np.log(p)
print("terms:", terms.round(3), f" entropy: {np.sum(terms):.3f} nats")

# %% [markdown]
# Now move to a desert, where it is always sunny: p = (1, 0). Nothing can surprise us there. So what will
# the same line print? (`np.errstate` silences NumPy's warnings.)

# %%
desert = np.array([1.0, 0.0])
with np.errstate(all="ignore"):
    print("ln p:  ", np.log(desert))
    print("p ln p:", desert * np.log(desert))
    print("sum:   ", np.sum(desert * -np.log(desert)))

# %% [markdown]
# Not 0 but `nan`, not a number. ln 0 is −∞, and 0 · ∞ has no value for a computer. For us it has one: rain
# that never falls never surprises, it adds 0. Mathematics agrees, for p ln p goes to 0 as p goes to 0. So
# we set 0 · ln 0 = 0, and in code we leave out what never happens: `p[p > 0]` keeps the entries above 0.
#
# Predict: which of these three has the greatest entropy?


# %%
def average_surprise(p):
    seen = p[p > 0]
    return np.sum(seen * -np.log(seen))


for name, p in {"desert": [1.0, 0.0], "our week": [0.6, 0.4], "fair coin": [0.5, 0.5]}.items():
    print(f"{name:9}  by hand {average_surprise(np.array(p)):.3f}   library {entropy(p):.3f}")

# %% [markdown]
# The less we know, the greater the entropy. For k outcomes the top is ln k, when each has probability 1/k;
# for two that is ln 2 nats, one bit.
#
# Your turn: task 1 of [the exercises](../exercises/03_cross_entropy.ipynb).

# %% [markdown]
# ## Cross-entropy: the price of a wrong belief
#
# An optimist believes that 90 percent of the days are sunny: q = (0.9, 0.1). The days come as before, with
# p = (0.6, 0.4). Sunny surprises the optimist by −ln 0.9 = 0.105, rainy by −ln 0.1 = 2.303. By hand, the
# average is
#
# 0.6 · 0.105 + 0.4 · 2.303 = 0.063 + 0.921 = 0.984 nats.
#
# This is the cross-entropy H(p, q) = −Σ p ln q. The truth p gives the weights, the belief q is in the
# logarithm.

# %%
p = np.array([0.6, 0.4])
q = np.array([0.9, 0.1])
print("surprises of q:", -np.log(q).round(3), " weighted:", (p * -np.log(q)).round(3))
print(f"cross-entropy H(p, q) = {np.sum(p * -np.log(q)):.3f}   library: {cross_entropy(p, q):.3f}")
print(f"entropy       H(p)    = {entropy(p):.3f}")
print(f"extra cost            = {cross_entropy(p, q) - entropy(p):.3f}")

# %% [markdown]
# The optimist pays 0.311 nats a day more than somebody who knows the truth. Is there a belief that is
# cheaper than the truth? Decide, then look at the cost of every belief.

# %%
plot_belief_cost("sunny", p=0.6, belief=0.9)

# %% [markdown]
# The lowest point is q = p: nothing beats the truth. The gap is the extra cost of the belief, the
# Kullback-Leibler divergence D(p ‖ q) = H(p, q) − H(p). It is 0 for q = p and positive otherwise, so it
# tells how far q is from p.
#
# Is it a distance like the one between two towns, the same in both directions? And what if a belief rules
# out what does happen?

# %%
print(f"D(p ‖ q) = {kl_divergence(p, q):.3f}")
print(f"D(q ‖ p) = {kl_divergence(q, p):.3f}")
print("H(p, desert) =", cross_entropy(p, desert), "  H(desert, p) =", cross_entropy(desert, p).round(3))

# %% [markdown]
# It is not symmetric: to believe 0.9 where 0.6 is true costs more than the reverse. And a belief of 0 in
# something that happens costs infinity: no later day makes up for it.
#
# Your turn: task 2 of [the exercises](../exercises/03_cross_entropy.ipynb).

# %% [markdown]
# ## Log loss: yes or no
#
# An example has a label y, 1 for yes and 0 for no. The label is the truth without doubt: the distribution
# (1, 0) or (0, 1), whose entropy is 0. The network believes in yes with probability p. (From here on p is
# the prediction, as in most books, and y the truth.) Their cross-entropy is the loss:
#
# $$L = -\,(y \ln p + (1 - y) \ln (1 - p))$$
#
# The label is a switch: −ln p for y = 1, −ln(1 − p) for y = 0. This is the log loss or binary cross-entropy.
# By hand, with labels (1, 0, 1) and predictions (0.6, 0.2, 0.9): −ln 0.6, −ln 0.8 and −ln 0.9. The cost is
# their average.

# %%
y_true = np.array([1, 0, 1])
y_pred = np.array([0.6, 0.2, 0.9])
losses = -(y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred))
print("losses:", losses.round(3), f" cost: {losses.mean():.3f}")

# %% [markdown]
# Back to our forecasters. It is sunny, y = 1, and they gave sunny the probabilities 0.4, 0.01 and 0. How
# much worse is the second than the first? Compare with the squared error, which cannot be more than 1.

# %%
for p_sunny in (0.4, 0.01, 0.0):
    with np.errstate(divide="ignore"):
        loss = -np.log(p_sunny)
    print(f"p = {p_sunny:4}   log loss {loss:.3f}   squared error {(1 - p_sunny) ** 2:.3f}")

# %% [markdown]
# Five times worse, and the third forecaster pays infinity. The log loss forgives doubt and punishes false
# certainty. A perfect prediction, p = 1 for a yes, costs −ln 1 = 0. Which curve below shows that?

# %%
p = np.linspace(0.01, 0.99, 99)
curves = {"label 1: −ln p": -np.log(p), "label 0: −ln(1 − p)": -np.log(1 - p)}
plot_curves(p, curves, "Log loss of one example", "predicted probability p of label 1", "loss (nats)")

# %% [markdown]
# One thing can go wrong: with p = 1 and y = 1 the second term is 0 · ln 0, `nan`, for a perfect prediction.
# Two cures are common. `np.clip(p, 1e-15, 1 - 1e-15)` moves p away from 0 and 1, so that no logarithm is
# infinite. Or we compute only the term that the label asks for.
#
# Your turn: task 3 of [the exercises](../exercises/03_cross_entropy.ipynb).

# %% [markdown]
# ## Log loss: many classes
#
# With k classes the network gives k probabilities for each example, a row that sums to 1. The label becomes
# a row as well, 1 at the true class and 0 elsewhere: one-hot. The loss is the cross-entropy of the two
# rows, −Σ y ln p over the classes. All terms but one are 0: what remains is −ln of the probability of the
# true class.
#
# By hand: the true classes are 1 and 2, counted from 0. Predicted are (0.3, 0.6, 0.1) and (0.2, 0.3, 0.5).
# The losses are −ln 0.6 and −ln 0.5.

# %%
y_pred = np.array([[0.3, 0.6, 0.1], [0.2, 0.3, 0.5]])
one_hot = np.array([[0, 1, 0], [0, 0, 1]])
losses = -np.sum(one_hot * np.log(y_pred), axis=1)
print("losses:", losses.round(3), f" cost: {losses.mean():.3f}")
print(f"np.mean over all entries: {-np.mean(one_hot * np.log(y_pred)):.3f}")

# %% [markdown]
# The last line is a common accident. It divides by all 6 entries in place of the 2 examples. Sum over the
# classes first, then average over the examples.
#
# For a thousand classes a one-hot row is a thousand numbers to say one. Sparse labels say it with one: the
# class numbers (1, 2). Then we pick the entry in place of multiplying. Below are two ways to pick. Predict
# how many numbers each gives.

# %%
labels = np.array([1, 2])
print("y_pred[:, labels]:", y_pred[:, labels].tolist())
picked = y_pred[np.arange(2), labels]
print("y_pred[np.arange(2), labels]:", picked.tolist())
print(f"cost: {np.mean(-np.log(picked)):.3f}")

# %% [markdown]
# `[:, labels]` means "these columns of every row" and gives n × n numbers. To pick one entry from each row
# we give both the rows and the columns. The cost is the same as with one-hot rows.
#
# Your turn: tasks 4 and 5 of [the exercises](../exercises/03_cross_entropy.ipynb).

# %% [markdown]
# ## Why not the quadratic cost?
#
# The quadratic cost of lesson 01 is 0 for a perfect prediction too. Why another? A network does not give p
# directly. Its last layer gives any number z, the logit, and the sigmoid squeezes it between 0 and 1: p =
# σ(z) = 1 / (1 + exp(−z)). The weights can move z only, so what counts is how steep the cost is along z.
#
# Take label 1 and z = −5, so p is nearly 0: a grave mistake. Which cost is steeper there, and how much?


# %%
def quadratic(z):
    return (sigmoid(z) - 1) ** 2 / 2


def log_loss(z):
    return -np.log(sigmoid(z))


print(f"p = {sigmoid(-5):.4f}")
for cost in (quadratic, log_loss):
    print(f"{cost.__name__:9}  cost {cost(-5.0):.3f}   slope {numerical_gradient(cost, -5.0):.4f}")
print(f"ratio of the slopes: {numerical_gradient(log_loss, -5.0) / numerical_gradient(quadratic, -5.0):.0f}")

# %% [markdown]
# The log loss is 150 times as steep. Far out the sigmoid is flat, saturated: its own slope is p(1 − p). By
# the chain rule, the slope along z is the slope along p times that.
#
# - Quadratic cost: (p − 1) · p(1 − p), nearly 0 for p near 0.
# - Log loss: −1/p · p(1 − p) = p − 1. The 1/p cancels the flatness.
#
# For any label y the log loss has the slope p − y.

# %%
plot_saturation()

# %% [markdown]
# Look at the left ends, where the mistakes are grave. There the log loss, the dashed line, has a slope near
# −1, and the quadratic cost has nearly none. Let both walk downhill from z = −5 with learning rate 1. How
# many steps until p is one half or more?


# %%
def steps_until_half(slope, z=-5.0):
    steps = 0
    while sigmoid(z) < 0.5:
        z = z - slope(z)
        steps += 1
    return steps


print("log loss: ", steps_until_half(lambda z: sigmoid(z) - 1), "steps")
print("quadratic:", steps_until_half(lambda z: (sigmoid(z) - 1) * sigmoid(z) * (1 - sigmoid(z))), "steps")

# %% [markdown]
# For prices and temperatures, which need no sigmoid, the quadratic cost is the usual choice. What fails is
# the pair: a sigmoid, and a cost that does not undo its flatness.

# %% [markdown]
# ## From logits, without overflow
#
# A model can give its answer as logits, any number, or as probabilities, between 0 and 1. The direct way
# from a logit to its loss is sigmoid first, then log loss. Predict what it gives for a logit of 40, with
# label 0 and with label 1.


# %%
def naive(y, z):
    p = 1 / (1 + np.exp(-z))
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


with np.errstate(all="ignore"):
    for z in (2.0, 30.0, 40.0, -800.0):
        print(f"z = {z:6}   label 0: {naive(0, z):7.3f}   label 1: {naive(1, z):7.3f}")

# %% [markdown]
# At 40 the sigmoid is so close to 1 that p is rounded to 1.0, and ln(1 − p) is −∞ or, times 0, `nan`. At
# −800, `exp(800)` overflows. A clip would stop the `nan`, but also the learning: where it is at work, the
# cost is flat again. The cure is to let logarithm and exponential meet on paper. σ(z) is 1/(1 + exp(−z)), and
# 1 − σ(z) is 1/(1 + exp(z)), so
#
# $$-\ln \sigma(z) = \ln(1 + e^{-z}), \qquad -\ln(1 - \sigma(z)) = \ln(1 + e^{z})$$
#
# Now 1 + exp(z) = exp(z) · (1 + exp(−z)), so ln(1 + exp(z)) = z + ln(1 + exp(−z)). This helps twice. The
# second loss is larger than the first by z: for both labels L = ln(1 + exp(z)) − z·y. And where exp(z) is
# large, for z > 0, we take it out. One formula for both signs:
#
# $$L = \max(z, 0) - z\,y + \ln(1 + e^{-|z|})$$


# %%
def stable(y, z):
    return np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))


for z in (2.0, 30.0, 40.0, -800.0):
    print(f"z = {z:6}   label 0: {stable(0, z):7.3f}   label 1: {stable(1, z):7.3f}")
print("library, labels 0 and 1, both z = 10000:", binary_cross_entropy_from_logits([0, 1], [1e4, 1e4]))

# %% [markdown]
# Now a logit of −800 costs 800 where the label is 1. At 30 the first version was already off in the last
# digit. `np.log1p(t)` is ln(1 + t), exact also for tiny t, where 1 + t rounds to 1.
#
# This is why libraries ask whether a model gives probabilities or logits, and prefer logits. Whoever tells
# them the wrong one gets no error: the sigmoid is applied twice, or not at all.
#
# Your turn: task 6 of [the exercises](../exercises/03_cross_entropy.ipynb).

# %% [markdown]
# ## You can now
#
# - measure surprise in nats and bits, and tell from a wrong number which logarithm was used;
# - compute entropy and cross-entropy by hand, and say which of the two distributions is the weight;
# - compute the log loss for yes-or-no labels, for one-hot rows and for sparse labels, with 0 for a perfect
#   prediction;
# - explain with a slope why the quadratic cost learns slowly behind a sigmoid;
# - compute the loss from logits of any size.
