# %% [markdown]
# # Exercises 14: handwritten digits
#
# A network to train, two functions that look at its mistakes, and a mistake to mend. Read
# [lesson 14](../lessons/14_handwritten_digits.ipynb) first.
#
# Use what you have written before: `mine` takes it from your notebooks, or the reference where yours is not
# right yet. Loops are allowed. The arguments must stay as they are.

# %%
import numpy as np

from dlteach import check, hint, progress
from dlteach.course import mine
from dlteach.data import load_digits

# %%
minibatches = mine("minibatches")
dense_forward = mine("dense_forward")
dense_backward = mine("dense_backward")
softmax_cross_entropy_gradient = mine("softmax_cross_entropy_gradient")
predict_classes = mine("predict_classes")
adam_step = mine("adam_step")
he_normal = mine("he_normal")

# %% [markdown]
# ## 1. Train a network
#
# Write `train_network(x, y, rng)`: train on these images, then return a function `predict` that names others.
#
# | argument | shape | what it is |
# |---|---|---|
# | `x` | `(n, 64)` | images as rows of numbers from 0 (paper) to 1 (ink) |
# | `y` | `(n,)` | their classes, integers from 0 to k − 1; each class occurs |
# | `rng` | | a `numpy.random.Generator`: draw everything random from it |
#
# Return `predict`. `predict(images)` takes an array `(m, 64)`, also of one image, and gives m class numbers.
#
# The check trains three times on about 900 images, and each time asks about 597 that were not among them. At
# least 90 % must be right. First come digits as they are. Then the classes have other names, so that a 3 may
# be class 7, and the rows are sorted by class. Then the classes have other names again, and all images are
# turned in the same way. So a table of known digits does not help, and `y` alone says what is what.
#
# Only the answers are graded. A network is what this lesson is about, but any method that learns from `x`
# and `y` may pass. All together must end within 10 seconds: let one training take at most 2.
#
# Try it on the digits first, with a validation part of your own. Another check draws other images, so leave a
# margin: aim at 94 %. A learning rate that is a little too high is right on most days only.


# %%
def train_network(x, y, rng):
    """Train on images x of classes y; return a function that gives the classes of other images."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    k, hidden, rate = y.max() + 1, 32, 0.01
    net = [he_normal(x.shape[1], hidden, rng), np.zeros(hidden), he_normal(hidden, k, rng), np.zeros(k)]
    means = [(np.zeros_like(array), np.zeros_like(array)) for array in net]

    def forward(images):
        a = dense_forward(images, net[0], net[1], "relu")
        return a, dense_forward(a, net[2], net[3], "linear")

    def gradients(x, y):
        a, z = forward(x)
        grad_z = softmax_cross_entropy_gradient(y, z)
        grad_a, grad_w2, grad_b2 = dense_backward(grad_z, a, net[2], net[3], "linear")
        _, grad_w1, grad_b1 = dense_backward(grad_a, x, net[0], net[1], "relu")
        return grad_w1, grad_b1, grad_w2, grad_b2

    t = 0
    for _ in range(15):
        for x_batch, y_batch in minibatches(x, y, 32, rng):
            t += 1
            for i, gradient in enumerate(gradients(x_batch, y_batch)):
                net[i], *means[i] = adam_step(net[i], gradient, *means[i], t, learning_rate=rate)

    def predict(images):
        return predict_classes(forward(images)[1])

    return predict
    ### END SOLUTION


# %%
check(train_network)

# %% [markdown] tags=["solution"]
# The two inner functions read `net` when they are called, so `predict` works with the weights of the last
# step. `minibatches` shuffles anew in each epoch: rows that are sorted by class do no harm. The gradients of
# all four arrays are computed before the first of them moves. `np.max(y) + 1` classes fit any labels, and
# the argmax needs no softmax: it keeps the order of the logits.

# %% [markdown]
# ## 2. The confusion matrix
#
# Write `confusion_matrix(y_true, y_pred, k)`: count how often each class is called each class.
#
# | argument | shape | what it is |
# |---|---|---|
# | `y_true` | `(n,)` | the true classes, integers from 0 to k − 1 |
# | `y_pred` | `(n,)` | the classes that were said, integers from 0 to k − 1 |
# | `k` | number | how many classes there are; not each of them has to occur |
#
# Return an array `(k, k)`. Row i, column j holds the number of examples of class i that were called j.
#
# By hand: true (0, 0, 1, 1, 1, 2), said (0, 1, 1, 1, 0, 2) and k = 3 give (1, 1, 0), (1, 2, 0) and (0, 0, 1).


# %%
def confusion_matrix(y_true, y_pred, k):
    """Return the counts of all pairs (true class, class that was said)."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    counts = np.zeros((k, k), dtype=int)
    np.add.at(counts, (y_true, y_pred), 1)
    return counts
    ### END SOLUTION


# %%
check(confusion_matrix)

# %% [markdown] tags=["solution"]
# `np.add.at` adds for each index, also for one that comes again. Two other ways: a loop over the pairs, and
# the product of one-hot rows, `one_hot(y_true, k).T @ one_hot(y_pred, k)`.

# %% [markdown]
# ## 3. The worst mistakes
#
# Write `worst_mistakes(y_true, p, count)`: find the examples that are classified wrongly, the surest first.
#
# | argument | shape | what it is |
# |---|---|---|
# | `y_true` | `(n,)` | the true classes |
# | `p` | `(n, k)` | predicted probabilities; what is said is the class with the largest |
# | `count` | number | how many to give at most |
#
# An example is the surer, the larger the largest probability of its row. Return row numbers, at most `count`
# of them, fewer if there are fewer mistakes. No two are equally sure.
#
# By hand: true (1, 0, 1, 1), and the rows (0.6, 0.4), (0.8, 0.2), (0.9, 0.1), (0.3, 0.7). Rows 0 and 2 are
# wrong, with 0.6 and 0.9. With count 2 the answer is (2, 0).


# %%
def worst_mistakes(y_true, p, count):
    """Return the row numbers of the wrongly classified examples, the surest first."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    wrong = np.flatnonzero(p.argmax(axis=1) != y_true)
    sureness = p[wrong].max(axis=1)
    return wrong[np.argsort(-sureness)][:count]
    ### END SOLUTION


# %%
check(worst_mistakes)

# %% [markdown] tags=["solution"]
# `np.argsort` counts within `sureness`, which has one entry for each mistake. `wrong[...]` turns those places
# into row numbers of the data. The minus puts the largest first.

# %% [markdown]
# ## 4. Debug a mistake
#
# Somebody wrote the function below and tried it on three examples, with the true classes 0, 1 and 2. Each
# count was right.
#
# First predict: which input shows that it is wrong? Write `confusion_matrix_failing_input()`, which returns
# `y_true, y_pred, k`. Then mend the function.


# %%
def confusion_matrix_with_a_mistake(y_true, y_pred, k):
    c = np.zeros((k, k))
    c[y_true, y_pred] += 1
    return c


# %%
def confusion_matrix_failing_input():
    """Return an input on which `confusion_matrix_with_a_mistake` is wrong."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return np.array([1, 1]), np.array([0, 0]), 2
    ### END SOLUTION


# %%
check(confusion_matrix_failing_input)

# %% [markdown] tags=["solution"]
# Both examples are of class 1 and are called 0, so that field should be 2. The line reads the field twice
# while it is 0, adds 1 and writes 1 twice.


# %%
def confusion_matrix_mended(y_true, y_pred, k):
    """Return what `confusion_matrix` should."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("copy the function here and mend it")
    c = np.zeros((k, k))
    for i, j in zip(y_true, y_pred):
        c[i, j] += 1
    return c
    ### END SOLUTION


# %%
check(confusion_matrix_mended)

# %% [markdown]
# ## You can now
#
# - train a network of your own that names images which it has never seen;
# - count who is taken for whom, also where a pair comes again;
# - find the mistakes that a network is surest of.
