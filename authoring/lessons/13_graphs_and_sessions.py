# %% [markdown]
# # Lesson 13: graphs and sessions
#
# Three lines of a program from 2017, when TensorFlow was at version 1:
#
# ```python
# a = tf.constant(2)
# b = tf.constant(3)
# print(a + b)
# ```
#
# What do they print? Write down your guess. Many programs and many notes still look like this, and the idea
# behind them is alive in TensorFlow 2. `dlteach.tf1` runs such programs as they stand.

# %%
import numpy as np

import dlteach.tf1 as tf
from dlteach.figures import plot_curves, plot_graph

# %% [markdown]
# ## A plan, not a number
#
# We let the three lines run.

# %%
a = tf.constant(2)
b = tf.constant(3)
print(a + b)

# %% [markdown]
# No 5. `a + b` is a tensor: here this means a result that does not exist yet. It has a name, `add:0`, a
# shape, `()` for a single number, and a type. What the three lines made is a graph: two constants, and an
# addition that waits for them.

# %%
nodes = {"a": "a = constant(2)", "b": "b = constant(3)", "add": "a + b"}
plot_graph(nodes, [("a", "add"), ("b", "add")], title="What is defined so far")

# %% [markdown]
# To get numbers, we open a session and run the graph. `run` takes one tensor, or several at once; what it
# takes are the fetches. Predict the second line.

# %%
with tf.Session() as sess:
    print(sess.run(a + b))
    print(*sess.run((a, b, a * b + b)))

# %% [markdown]
# By hand, 2 · 3 + 3 = 9. That is TensorFlow 1: first define, then run. But each `+` adds a node, also
# inside the `with` block. What does the graph hold by now?

# %%
print([operation.name for operation in tf.get_default_graph().get_operations()])

# %% [markdown]
# `add` and `add_1` are both `a + b`, since we wrote it twice. The rule for long programs: define once,
# above the session, and run many times.
#
# ## Placeholders wait for a value
#
# A graph of constants gives the same result for ever. A placeholder has a type, a shape and a name, and no
# value; the value comes with each run, in `feed_dict`. The first size here is `None`, which stands for any
# size: the number of examples is not known yet. (`reset_default_graph` begins an empty graph.)

# %%
tf.reset_default_graph()
inputs = tf.placeholder(tf.float32, (None, 2), name="inputs")
print(inputs)
with tf.Session() as sess:
    for rows in (1, 3):
        print(sess.run(inputs, feed_dict={inputs: np.ones((rows, 2))}).shape)

# %% [markdown]
# The question mark is how version 1 prints `None`. Now we feed values of four shapes. Which of them are
# refused?

# %%
with tf.Session() as sess:
    for shape in ((5, 2), (2,), (5, 3), (0, 2)):
        try:
            print(shape, "is allowed:", sess.run(inputs, {inputs: np.ones(shape)}).shape)
        except ValueError as error:
            print(shape, "is refused:", error)

# %% [markdown]
# The number of axes must be right, and so must every size that is given. `None` allows any size, 0 as well,
# but does not replace a missing axis: one example is (1, 2), not (2,).
#
# Your turn: tasks 1 and 3 of [the exercises](../exercises/13_graphs_and_sessions.ipynb).

# %% [markdown]
# ## Only what is needed
#
# This graph has two placeholders and a division. We feed x alone, and y gets nothing. Predict: which of the
# two runs fails?

# %%
x = tf.placeholder(tf.float32, (), name="x")
y = tf.placeholder(tf.float32, (), name="y")
s = tf.add(x, 3.0, name="s")
p = tf.multiply(s, s, name="p")
q = tf.divide(s, y, name="q")
with tf.Session() as sess:
    print("s and p:", *sess.run([s, p], {x: 2.0}))
    try:
        sess.run(q, {x: 2.0})
    except tf.errors.InvalidArgumentError as error:
        print("q:", error)

# %% [markdown]
# By hand: s = 2 + 3 = 5, p = 5 · 5 = 25. The run starts at the fetches and goes back to what they need, as
# we went back through the graphs of lesson 04. For s and p the way does not lead through y, so nobody asks
# for it. For q it does, and the message names the way.

# %%
nodes = {"x": "x", "s": "s = x + 3", "p": "p = s·s", "y": "y", "q": "q = s / y"}
edges = [("x", "s"), ("s", "p"), ("s", "p"), ("s", "q"), ("y", "q")]
plot_graph(nodes, edges, {"x": 2, "s": 5, "p": 25}, highlight=["x", "s", "p"], title="A run of s and p")

# %% [markdown]
# p uses s twice, and s is fetched besides. Still s is computed once: a run keeps each value until its end.
#
# Your turn: task 2 of [the exercises](../exercises/13_graphs_and_sessions.ipynb).

# %% [markdown]
# ## A layer and its variables
#
# `tf.layers.dense` adds a layer to the graph: its weights, its bias, a product and a sum. Weights are
# variables: they keep their value from one run to the next, in the session. We give the layer the name
# `logits` and run it. What is missing?

# %%
tf.reset_default_graph()
tf.set_random_seed(0)
inputs = tf.placeholder(tf.float32, (None, 2), name="inputs")
logits = tf.layers.dense(inputs, 1, name="logits")
print([variable.name for variable in tf.trainable_variables()])
with tf.Session() as sess:
    try:
        sess.run(logits, feed_dict={inputs: np.zeros((4, 2))})
    except tf.errors.FailedPreconditionError as error:
        print(error)

# %% [markdown]
# The weights are defined, but nobody has drawn their first values. That is an operation too, and it is run
# like any other. What comes out for four rows of zeros?

# %%
init_op = tf.global_variables_initializer()
with tf.Session() as sess:
    sess.run(init_op)
    print(sess.run(logits, feed_dict={inputs: np.zeros((4, 2))}).ravel())
    print("weights", sess.run(tf.trainable_variables()[0]).ravel().round(2))

# %% [markdown]
# Zeros: zero inputs leave the bias, and a bias begins at 0. The name of the layer is the beginning of the
# names of its variables. Without a name it would be `dense`, the next one `dense_1`.

# %% [markdown]
# ## A graph that learns
#
# For training we need a cost and one operation more. `minimize` walks back through the graph, as lesson 04
# does, and adds nodes for all gradients and for one step of all weights. To run it is to make a step. Here
# is a logistic regression, with Adam.

# %%
labels = tf.placeholder(tf.float32, (None, 1), name="labels")
cost = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits))
train_op = tf.train.AdamOptimizer(learning_rate=0.1).minimize(cost)
correct = tf.equal(tf.round(tf.sigmoid(logits)), labels)
accuracy = tf.reduce_mean(tf.cast(correct, tf.float32))
print(train_op)
print(len(tf.get_default_graph().get_operations()), "operations in the graph")

# %% [markdown]
# Some data, and the loop. `train_op` has no value; fetched beside it, `cost` tells how far we are. The
# optimizer has made variables of its own, so we need a new initializer.

# %%
rng = np.random.default_rng(0)
x = rng.normal(size=(200, 2))
feed = {inputs: x, labels: x @ [[2.0], [-1.0]] > 0.5}


def train(train_op, steps):
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        costs = [sess.run([cost, train_op], feed_dict=feed)[0] for _ in range(steps)]
        print(f"cost {costs[0]:.3f}, then {costs[-1]:.3f}, right {sess.run(accuracy, feed):.1%}")
        return costs


adam = train(train_op, 150)

# %% [markdown]
# `train.GradientDescentOptimizer` is used in the same way. Predict: with the same rate, is it faster or
# slower?

# %%
descent = train(tf.train.GradientDescentOptimizer(learning_rate=0.1).minimize(cost), 150)
curves = {"Adam": adam, "gradient descent": descent}
plot_curves(np.arange(150), curves, "Two optimizers, one graph", "step", "cost")

# %% [markdown]
# Slower here. Both operations stand in one graph, and a run of one leaves the other alone: only what is
# fetched is computed. Each session has its own weights, gone when its `with` block ends.
#
# ## Define first, or compute at once
#
# Why such a detour? A graph that is known before it runs can be checked, simplified, spread over several
# machines, and saved without the Python that made it. The price: Python sees no numbers. Is this tensor
# positive?

# %%
tf.reset_default_graph()
z = tf.placeholder(tf.float32, (), name="z")
try:
    print("positive" if z > 0 else "not positive")
except TypeError as error:
    print(error)

# %% [markdown]
# To compute at once is called eager. NumPy does it, PyTorch does, and TensorFlow 2 does by default: `a + b`
# is 5, `if` and `print` work, and there is no session. What is left of graphs is `tf.function`: it calls a
# Python function once with placeholders, keeps the graph, and runs that graph from then on. Here is the
# idea in a few lines. How often does "Python is here" appear?


# %%
def function(python):
    graph, traced = tf.Graph(), []

    def call(value):
        with graph.as_default():
            if not traced:
                x = tf.placeholder(tf.float32, np.shape(value))
                traced.extend([x, python(x)])
            with tf.Session() as sess:
                return sess.run(traced[1], {traced[0]: value})

    return call


# %%
@function
def squared_plus_1(x):
    print("Python is here")
    return x * x + 1


print([float(squared_plus_1(value)) for value in (1.0, 2.0, 3.0)])

# %% [markdown]
# Once for three calls. The graph holds operations, not Python: `print` and whatever NumPy draws at random
# happen while the function is traced, and are then fixed. The real `tf.function` does the same. Besides, it
# turns an `if` on a tensor into an operation, and traces again for another type or shape. What it keeps of
# version 1: define first, run later, any number of times.

# %% [markdown]
# ## You can now
#
# - read a program for TensorFlow 1: what defines, and what runs;
# - say which values a placeholder takes, and what a run computes;
# - add a layer and an optimizer to a graph, initialise and train it;
# - tell eager from define-then-run, and say what each is good for;
# - predict what happens once and what happens every time in a `tf.function`.
