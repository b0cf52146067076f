# %% [markdown]
# # Exercises 13: graphs and sessions
#
# A function and a class to write, and a mistake of somebody else to find. At the end you have a small
# TensorFlow 1 of your own. Read [lesson 13](../lessons/13_graphs_and_sessions.ipynb) first.

# %%
import numpy as np

from dlteach import check, hint, progress

# %% [markdown]
# ## 1. Does it fit?
#
# Write `check_feed(shape, value)`: may this value be fed to a placeholder of this shape?
#
# | argument | what it is |
# |---|---|
# | `shape` | a tuple of whole numbers and `None`; `None` stands for any size |
# | `value` | what `feed_dict` takes: an array, a list of numbers or of rows, or a plain number |
#
# Return True where it is allowed, and False where it is not. Raise nothing.
#
# - The value must have exactly as many axes as the shape. A plain number has none: its shape is `()`.
# - On each axis the sizes must be equal, except where the shape says `None`. Nothing is stretched.
# - `np.shape(value)` is the shape of arrays, lists and numbers alike.
#
# By hand: `(None, 2)` allows an array of shape (3, 2), the list `[[1, 2]]`, and (0, 2), no rows at all. It
# does not allow shapes (3, 4), (2,) and (3, 2, 1).


# %%
def check_feed(shape, value):
    """Return whether a value may be fed to a placeholder of this shape."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    got = np.shape(value)
    return len(got) == len(shape) and all(size is None or size == n for size, n in zip(shape, got))
    ### END SOLUTION


# %%
check(check_feed)

# %% [markdown] tags=["solution"]
# First the number of axes, then the sizes in pairs. `zip` stops at the shorter of two tuples, so without
# the first comparison it would never look at the axes that are too many.

# %% [markdown]
# ## 2. A graph that runs later
#
# Write the class `Graph`. Its methods define nodes, and `run` computes them.
#
# | method | what it does |
# |---|---|
# | `placeholder(name)` | defines a node whose value comes with each run |
# | `constant(value)` | defines a node with a fixed value: a number or an array |
# | `apply(function, *inputs)` | defines a node: the function of the values of its inputs, which are nodes |
# | `add(a, b)`, `multiply(a, b)` | define the sum and the product, entry by entry, of two nodes |
# | `run(fetches, feed_dict=None)` | computes a node, or a list or tuple of nodes |
#
# - The first five return the node and compute nothing.
# - `run` of one node returns its value; of a list or tuple of nodes, the list of their values in that
#   order.
# - `feed_dict` gives values by placeholder, `{x: 2.0}`. It is valid for this run only, and stays as it is.
# - Only what the fetches need is computed, and each node at most once in a run.
# - If a placeholder is needed and has no value, raise an error. A placeholder that is not needed needs no
#   feed.
#
# `Node` is given: an object that remembers a function, its inputs and a name. You may use other nodes, as
# long as they can be keys of a dict.
#
# By hand: with x = 2, s = x + 3 and p = s · s, `graph.run(p, {x: 2.0})` is 25, s being computed once, and
# `graph.run([s, p], {x: 2.0})` is [5, 25].


# %%
class Node:
    """A value that does not exist yet: how it will be computed, and from which nodes."""

    def __init__(self, function=None, inputs=(), name=""):
        self.function, self.inputs, self.name = function, inputs, name


class Graph:
    """Operations that are defined first and run later."""

    def placeholder(self, name):
        """Define a node whose value comes with each run."""
        ### BEGIN SOLUTION
        #: raise NotImplementedError("Graph.placeholder: your code here")
        return Node(name=name)
        ### END SOLUTION

    def constant(self, value):
        """Define a node with a fixed value."""
        ### BEGIN SOLUTION
        #: raise NotImplementedError("Graph.constant: your code here")
        return Node(lambda: value)
        ### END SOLUTION

    def apply(self, function, *inputs):
        """Define function(*inputs), the inputs being nodes."""
        ### BEGIN SOLUTION
        #: raise NotImplementedError("Graph.apply: your code here")
        return Node(function, inputs)
        ### END SOLUTION

    def add(self, a, b):
        """Define a + b."""
        ### BEGIN SOLUTION
        #: raise NotImplementedError("Graph.add: your code here")
        return self.apply(np.add, a, b)
        ### END SOLUTION

    def multiply(self, a, b):
        """Define a · b."""
        ### BEGIN SOLUTION
        #: raise NotImplementedError("Graph.multiply: your code here")
        return self.apply(np.multiply, a, b)
        ### END SOLUTION

    def run(self, fetches, feed_dict=None):
        """Compute one node, or several in a list or tuple."""
        ### BEGIN SOLUTION
        #: raise NotImplementedError("Graph.run: your code here")
        values = dict(feed_dict or {})
        if isinstance(fetches, (list, tuple)):
            return [self._value(node, values) for node in fetches]
        return self._value(fetches, values)

    def _value(self, node, values):
        if node not in values:
            if node.function is None:
                raise ValueError(f"placeholder {node.name!r} has no value; pass it in feed_dict")
            inputs = [self._value(one, values) for one in node.inputs]
            values[node] = node.function(*inputs)
        return values[node]
        ### END SOLUTION


# %%
check(Graph)

# %% [markdown] tags=["solution"]
# The dict `values` is all that a run knows. It begins as a copy of the feeds, and whatever is computed
# joins it, so nothing is computed twice. The walk begins at the fetch and goes back to inputs, so what no
# fetch needs is never reached. For graphs a thousand nodes deep the walk should use the topological order
# of lesson 04, as Python does not let a function call itself that often.

# %% [markdown] tags=["solution"]
# The graph at work: one node would fail, and nobody asks for it.

# %% tags=["solution"]
graph = Graph()
x = graph.placeholder("x")
s = graph.add(x, graph.constant(3.0))
p = graph.multiply(s, s)
bad = graph.apply(lambda a: 1 / 0, p)
print(graph.run([s, p], {x: 2.0}))

# %% [markdown]
# ## 3. Debug a mistake
#
# Somebody wrote `check_feed` and tried it with the shape (None, 2): arrays of shape (3, 2) and (1, 2) pass,
# and one of shape (3, 4) does not. All of that is right, and still it is wrong.


# %%
def check_feed_with_a_mistake(shape, value):
    got = np.shape(value)
    return all(size is None or size == n for size, n in zip(shape, got))


# %% [markdown]
# Predict first: which value slips through? Write `check_feed_failing_input()` that returns such an input,
# `shape, value`.


# %%
def check_feed_failing_input():
    """Return shape, value for which check_feed_with_a_mistake is wrong."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return (None, 2), np.ones((3, 2, 4))
    ### END SOLUTION


# %%
check(check_feed_failing_input)

# %% [markdown] tags=["solution"]
# `zip` pairs None with 3 and 2 with 2, and stops. The third axis of the value has no partner, so nobody
# looks at it. A value with an axis too few slips through in the same way: `[7.0]` for (None, 2).

# %% [markdown]
# Now mend it.


# %%
def check_feed_mended(shape, value):
    """Return whether a value may be fed to a placeholder of this shape."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("copy the function here and mend it")
    got = np.shape(value)
    if len(got) != len(shape):
        return False
    return all(size is None or size == n for size, n in zip(shape, got))
    ### END SOLUTION


# %%
check(check_feed_mended)

# %% [markdown]
# ## You can now
#
# - tell which values fit a shape that holds `None`;
# - build a graph that is defined first, and computes only what is asked for.
