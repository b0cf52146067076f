# %% [markdown]
# # Lesson 00: start here
#
# A question before anything else. A network takes in 3 numbers. In its middle are 4 units, and each reads all
# 3 numbers. At its end are 2 units, and each reads all 4 of the middle. How many numbers does such a network
# have to learn? What a unit is comes later, so guess, and write your guess down. At the end we count.
#
# We need little to begin: arrays, their shapes, and one matrix product. Run each cell with Shift+Enter.

# %%
import numpy as np

from dlteach.figures import plot_bars, plot_network
from dlteach.functions import affine, predict_shape

# %% [markdown]
# ## Data are arrays with a shape
#
# We want to tell whether it will rain. For each day we have three numbers: the humidity, the wind, and the
# pressure, on a scale where 0 is usual and negative is less than usual. Four days make a table with a row for
# each day and a column for each kind of number. A row is called an example, a column a feature.

# %%
x = np.array(
    [
        [0.8, 0.1, -0.5],
        [0.2, -0.3, 0.9],
        [0.9, 0.7, -0.8],
        [-0.4, 0.0, 0.6],
    ]
)
print("shape:", x.shape)

# %% [markdown]
# The shape has a size for each axis of the table: 4 examples, 3 features. The number of examples that we
# handle at once is the batch size.
#
# The general word for such a block of numbers is tensor. A single number is a tensor with no axis, a list of
# numbers has one axis, a table has two, and so on. Before you run the next cell, say the shape of 32 grey
# pictures of 8 × 8 pixels. (Python counts from 0, so `x[0]` is day 1.)

# %%
number = np.array(0.8)
one_day = x[0]
pictures = np.zeros((32, 8, 8))
for name, tensor in {"number": number, "one_day": one_day, "x": x, "pictures": pictures}.items():
    print(f"{name:8}  axes: {tensor.ndim}  shape: {tensor.shape}")

# %% [markdown]
# `(3,)` is one axis of size 3; the comma is Python's way to write a list of one thing.
#
# In our table the first axis counts the examples, and its size changes: today 4 rows, tomorrow 400. So
# libraries write `None` for it, which reads "any number": `(None, 3)` is any number of days, 3 features each.

# %% [markdown]
# ## What one unit computes
#
# A unit (people also say neuron) takes the features of one example, multiplies each with a weight of its own,
# adds everything up, and adds one more number, the bias, also called the offset:
#
# $$z = w_1 x_1 + w_2 x_2 + w_3 x_3 + b$$
#
# We want z to be large when rain is likely. By hand, for day 1, the weights 2, 1 and −1, and a bias of 0.5:
#
# 0.8·2 + 0.1·1 + (−0.5)·(−1) + 0.5 = 1.6 + 0.1 + 0.5 + 0.5 = 2.7

# %%
w_rain = np.array([2.0, 1.0, -1.0])
b_rain = 0.5
z = np.sum(x[0] * w_rain) + b_rain
print(f"z = {z:.1f}")

# %% [markdown]
# The size of a weight says how much its feature counts: 0 would mean that the unit ignores it. The sign says
# in which direction. Humidity has the weight 2, so more of it pushes z up. Pressure has −1, so high pressure
# pulls z down, and low pressure, a negative number here, pushes it up.
#
# Predict: on which of the four days is the push of the pressure the strongest, and which way does it go?

# %%
plot_bars(
    ["day 1", "day 2", "day 3", "day 4"],
    dict(zip(["humidity", "wind", "pressure"], (x * w_rain).T)),
    title="What each feature adds to z",
    xlabel="day",
    ylabel="weight × feature",
)

# %% [markdown]
# On day 2: the pressure pulls z down by 0.9, more than the 0.4 by which the humidity pushes it up.
#
# The weather changes from day to day; the weights and the bias stay. We chose them by hand, and training will
# find better ones. They are the numbers to learn, called the trainable variables.

# %% [markdown]
# ## One matrix product does it all
#
# One unit for one day is one sum. We have 4 days, and now a second unit, for wind damage, with weights and a
# bias of its own. We could write loops. Instead we put the weights of each unit in a column.

# %%
w = np.array(
    [
        [2.0, 0.0],  # humidity: for the rain unit, for the wind unit
        [1.0, 3.0],  # wind
        [-1.0, -0.5],  # pressure
    ]
)
b = np.array([0.5, -1.0])
print(x @ w + b)

# %% [markdown]
# Four rows, two columns: each row is a day, each column a unit. The top left number is the 2.7 that we know.
# `@` is the matrix product: row times column, added up. The bias has the shape `(2,)`, and NumPy adds it to
# every row. One line has done 8 sums.
#
# Now break it. `w.T` is `w` with rows and columns exchanged, so the weights of a unit stand in a row. What
# will happen?

# %% tags=["raises-exception"]
x @ w.T + b

# %% [markdown]
# Read the last line: `x` is (4, 3), `w.T` is (2, 3), and the inner sizes, 3 and 2, do not agree. A feature
# would be left without a weight. Shape errors are kind: they come at once and name the two sizes.
#
# With 3 features and 3 units `w.T` would fit: wrong numbers and no error. So our checks always try sizes that
# differ.

# %% [markdown]
# Many books write it the other way round: examples as columns, the weights first, Z = W·X + b. It is the same
# arithmetic, transposed. (`b[:, None]` makes the bias a column.)

# %%
W, X = w.T, x.T
Z = W @ X + b[:, None]
print("columns:", Z.shape, " rows:", (x @ w + b).shape)
print("same numbers, transposed:", np.allclose(Z.T, x @ w + b))

# %% [markdown]
# Libraries use rows, because tables and files come in rows, and so do we: for n examples, d features and k
# units, `x` is `(n, d)`, `w` is `(d, k)` and `b` is `(k,)`. (You will also see `(d_in, d_out)` for `(d, k)`:
# how many numbers go in, how many come out.) The course's own function is called `affine`:

# %%
print(affine(x, w, b).round(2))

# %% [markdown]
# Your turn: task 1 of [the exercises](../exercises/00_start_here.ipynb).

# %% [markdown]
# ## Layers and depth
#
# Units that read the same inputs form a layer. When the outputs of one layer are the inputs of the next, we
# have a network. Here is the one of our question: 3 numbers in, 4 units in the middle, 2 out.

# %%
plot_network([3, 4, 2], title="A network with one hidden layer")

# %% [markdown]
# The first column is the input layer. It computes nothing: it is the data. The last is the output layer. What
# lies between is called hidden, because neither the data nor the answer shows it. The depth of a network, in
# this course, is the number of its hidden layers. This one has depth 1.
#
# Each line in the picture is a weight. Each circle that is not an input also has a bias, not drawn here.

# %% [markdown]
# ## Shapes tell the story
#
# We can follow the shape through the network without any data. Say what comes out for an input of shape
# `(None, 3)`, layer by layer, before you run this.

# %%
shape = (None, 3)
for units in (4, 2):
    w_shape = (shape[1], units)
    print(f"{shape} @ {w_shape} -> {predict_shape(shape, w_shape)}")
    shape = predict_shape(shape, w_shape)

# %% [markdown]
# The inner sizes meet and vanish, the outer ones stay. The same weights serve 4 days or 400.
#
# Now we can count. A layer of k units that each read d numbers has d·k weights and k biases. Take out your
# guess, and run the cell.

# %%
sizes = [3, 4, 2]
total = 0
for d, k in zip(sizes, sizes[1:]):
    print(f"{d} -> {k}: {d * k} weights + {k} biases = {d * k + k}")
    total += d * k + k
print("numbers to learn:", total)

# %% [markdown]
# Whoever said 20 counted the lines of the picture and forgot the 6 biases. They are needed: without a bias, a
# unit whose inputs are all 0 gives 0, whatever its weights.
#
# Your turn: task 2 of [the exercises](../exercises/00_start_here.ipynb).

# %% [markdown]
# ## How checks and hints work
#
# In the exercise notebooks we write functions and check them at once. A check makes up inputs, small ones
# first, calls the function, and compares with the right values. If it knows the mistake, it says so. Here is
# an answer that is wrong on purpose. What does it lack?

# %%
from dlteach.autograder import grade  # as `check`, but without recording the result


def forgetful(x, w, b):
    return x @ w


grade(forgetful, "affine")

# %% [markdown]
# - `check(affine)` checks a function. Try as often as you like: a wrong try costs nothing.
# - `hint("affine")` gives a hint: first the concept, then the place, then nearly the code.
# - `progress()` draws the map of the course: what is right, what you have tried, what is open.
# - `quiz("00")` asks three questions, as at the end of every lesson. What you miss comes back when a later
#   lesson begins.
#
# All four come from `from dlteach import check, hint, progress, quiz`. In a terminal, `dlteach status` draws
# the same map, and `dlteach check exercises/00_start_here.ipynb` checks a whole notebook.
#
# A notebook remembers every cell that ran, also one that you have deleted since. So at the end choose Run,
# Restart Kernel and Run All Cells: what works then works for others too.

# %% [markdown]
# ## You can now
#
# - read a shape, and say which axis counts examples and which counts features;
# - compute by hand what a unit computes, and tell what the size and the sign of a weight do;
# - compute a whole layer with one matrix product, with examples as rows or as columns;
# - name the layers of a network, count its depth and its trainable variables.
#
# So far we chose the weights by hand. To let a machine choose them, we first have to say what a good choice
# is: that is [lesson 01, cost functions](01_cost_functions.ipynb).
