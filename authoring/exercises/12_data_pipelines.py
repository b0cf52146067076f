# %% [markdown]
# # Exercises 12: data pipelines
#
# Two functions and a class to write, and a mistake of somebody else to find. Read [lesson
# 12](../lessons/12_data_pipelines.ipynb) first.
#
# Wherever chance is asked for, it comes as `rng`, a `numpy.random.Generator`. Any random draw is right, so
# the checks look at what all right draws have in common. The arguments must stay as they are.

# %%
import numpy as np

from dlteach import check, hint, progress

# %% [markdown]
# ## 1. A part for testing
#
# Write `train_test_split(x, y, test_fraction, rng)`: set rows aside for a test.
#
# | argument | shape | what it is |
# |---|---|---|
# | `x` | `(n, ...)` | n examples, each of any shape |
# | `y` | `(n, ...)` | row i belongs to row i of x |
# | `test_fraction` | a number | the share for testing, between 0 and 1 |
# | `rng` | a Generator | decides which rows |
#
# Return four arrays, in this order: `x_train, x_test, y_train, y_test`.
#
# - The test part has `round(test_fraction * n)` rows, drawn at random. Another whole number next to
#   `test_fraction * n` is accepted as well.
# - All other rows are for training. The order within a part is up to you.
#
# By hand: 5 rows and a `test_fraction` of 0.4. Say that `rng.permutation(5)` gives 3, 0, 4, 2, 1. Then rows
# 3 and 0 may be for testing, and rows 4, 2 and 1 for training, of x as of y.


# %%
def train_test_split(x, y, test_fraction, rng):
    """Return x_train, x_test, y_train, y_test, drawn at random."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    order = rng.permutation(len(x))
    n_test = round(test_fraction * len(x))
    test, train = order[:n_test], order[n_test:]
    return x[train], x[test], y[train], y[test]
    ### END SOLUTION


# %%
check(train_test_split)

# %% [markdown] tags=["solution"]
# The order holds each row number once, so the two pieces share nothing and lose nothing. One order serves
# both arrays: that keeps every example with its label.

# %% [markdown]
# ## 2. Batches for an epoch
#
# Write `batches(x, y, batch_size, rng)`: all examples once, in shuffled order, `batch_size` at a time. You
# have written `minibatches` in lesson 02. Start from it: what is new are examples of any shape, such as
# images, labels of any shape, such as one-hot rows, and a second epoch.
#
# | argument | shape | what it is |
# |---|---|---|
# | `x` | `(n, ...)` | n examples, each of any shape |
# | `y` | `(n, ...)` | row i belongs to row i of x |
# | `batch_size` | a whole number | how many examples a batch holds |
# | `rng` | a Generator | decides the order |
#
# Yield pairs `(x_batch, y_batch)`, or return a list of them.
#
# - The last batch holds what is left: it may be short, but never empty.
# - The next call with the same `rng` is the next epoch: it has another order.
#
# By hand: 7 images of 2 × 2 pixels, 3 at a time, give batches of shape (3, 2, 2), (3, 2, 2) and (1, 2, 2).


# %%
def batches(x, y, batch_size, rng):
    """Yield the examples of one epoch as pairs (x_batch, y_batch), shuffled."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    order = rng.permutation(len(x))
    for start in range(0, len(x), batch_size):
        rows = order[start : start + batch_size]
        yield x[rows], y[rows]
    ### END SOLUTION


# %%
check(batches)

# %% [markdown] tags=["solution"]
# `x[rows]` indexes the first axis and leaves all others alone, so it works for tables and images alike. The
# order is drawn from `rng`, which goes on from where it was: the next epoch has another one.

# %% [markdown]
# ## 3. A pipeline
#
# Write the class `Pipeline`. `Pipeline(x, y)` is what a loop goes over: the pairs (x[0], y[0]), (x[1],
# y[1]), … Three methods add a step:
#
# | method | what a loop gets then |
# |---|---|
# | `.map(f)` | the pair `f(x, y)` for each element `(x, y)` |
# | `.shuffle(rng)` | all elements in an order drawn from `rng`, another one in each loop |
# | `.batch(size)` | pairs of arrays: the x of `size` elements stacked, and their y; the last may be short |
#
# - Steps are taken in the order in which they were called. Before `batch` an element is one example, after
#   it a whole batch.
# - A step does nothing until a loop begins, and each loop does it anew: f is called again in every epoch.
# - Each method returns a new Pipeline and leaves the old one as it was.
#
# `__init__`, `__iter__` and `_then` are given. In them a step is a function that takes the elements so far
# and returns, or yields, other elements. Change them if you like: only what comes out is checked.
#
# By hand: x = [[1], [2], [3]], y = [0, 1, 0] and `Pipeline(x, y).map(double).batch(2)`, with an f that
# doubles x, give ([[2], [4]], [0, 1]) and then ([[6]], [0]).


# %%
class Pipeline:
    """Pairs (x, y) that a loop goes over, anew in each epoch."""

    def __init__(self, x, y, steps=()):
        self.x, self.y, self.steps = x, y, steps

    def __iter__(self):
        elements = zip(self.x, self.y)
        for step in self.steps:
            elements = step(elements)
        return iter(elements)

    def _then(self, step):
        return Pipeline(self.x, self.y, (*self.steps, step))

    def map(self, f):
        """Each element (x, y) becomes f(x, y)."""
        ### BEGIN SOLUTION
        #: raise NotImplementedError("Pipeline.map: your code here")
        return self._then(lambda elements: (f(x, y) for x, y in elements))
        ### END SOLUTION

    def shuffle(self, rng):
        """All elements, in another order in each loop."""
        ### BEGIN SOLUTION
        #: raise NotImplementedError("Pipeline.shuffle: your code here")

        def shuffled(elements):
            elements = list(elements)
            return [elements[k] for k in rng.permutation(len(elements))]

        return self._then(shuffled)
        ### END SOLUTION

    def batch(self, size):
        """Elements stacked to batches of this size; the last may be short."""
        ### BEGIN SOLUTION
        #: raise NotImplementedError("Pipeline.batch: your code here")

        def batched(elements):
            elements = list(elements)
            for start in range(0, len(elements), size):
                xs, ys = zip(*elements[start : start + size])
                yield np.array(xs), np.array(ys)

        return self._then(batched)
        ### END SOLUTION


# %%
check(Pipeline)

# %% [markdown] tags=["solution"]
# Each method hands a function to `_then` and does no work. `__iter__` calls these functions in every loop,
# so the order is drawn anew and f is called anew. `zip(*pairs)` turns a list of pairs into all x and all y.
# `Dataset` of `dlteach.data` is built like this; its `shuffle` and `batch` do not even make a list of all
# elements.

# %% [markdown]
# ## 4. Debug a mistake
#
# Somebody wrote `batches`, tried it with 5 rows and a batch size of 2, and got batches of 2, 2 and 1 rows,
# as they should be. Still it is wrong.


# %%
def batches_with_a_mistake(x, y, batch_size, rng):
    order = rng.permutation(len(x))
    for start in range(0, len(x) + 1, batch_size):
        rows = order[start : start + batch_size]
        yield x[rows], y[rows]


# %% [markdown]
# Predict first: on which input does it show? Write `batches_failing_input()` that returns such an input,
# `x, y, batch_size, seed`: two arrays with equally many rows, and two whole numbers. The check makes the
# generator from the seed, calls the function above and a right one, and compares.


# %%
def batches_failing_input():
    """Return x, y, batch_size, seed for which batches_with_a_mistake is wrong."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return np.arange(12.0).reshape(6, 2), np.arange(6), 2, 0
    ### END SOLUTION


# %%
check(batches_failing_input)

# %% [markdown] tags=["solution"]
# `range(0, 6 + 1, 2)` is 0, 2, 4, 6, and from row 6 on nothing is left: an empty batch, whose mean cost is
# `nan`. Where 2 does not divide n, the extra 1 does not reach the next start, and the mistake hides.

# %% [markdown]
# Now mend it.


# %%
def batches_mended(x, y, batch_size, rng):
    """Yield the examples of one epoch as pairs (x_batch, y_batch), shuffled."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("copy the function here and mend it")
    order = rng.permutation(len(x))
    for start in range(0, len(x), batch_size):
        rows = order[start : start + batch_size]
        yield x[rows], y[rows]
    ### END SOLUTION


# %%
check(batches_mended)

# %% [markdown]
# ## You can now
#
# - set data aside for a test, at random and without overlap;
# - feed a model all examples of an epoch once, with their labels, in batches;
# - build a pipeline whose steps wait for the loop and are taken anew in every epoch.
