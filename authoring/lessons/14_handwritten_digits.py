# %% [markdown]
# # Lesson 14: handwritten digits
#
# A gray picture of 8 × 8 pixels shows a handwritten digit. Below, a network made of your own functions
# trains on 1000 such pictures for a few seconds. Then it names 397 that it has never seen. How many of 100
# will be right: 50, 80, 97? Then we move each of these pictures by one pixel to the right. How many now?
#
# Write down both guesses.

# %%
import numpy as np

from dlteach.course import mine
from dlteach.data import load_digits, shift
from dlteach.figures import plot_confusion, plot_history, plot_images, plot_mistakes, plot_weights

# %% [markdown]
# ## The parts are yours
#
# `mine` takes a function from your exercise notebook, if it passes its check. Otherwise the reference of the
# course stands in, and a line says so. Activations need no line here: `dense_forward` calls them by name.
# Other random draws than ours change the numbers below a little.

# %%
minibatches = mine("minibatches")  # lesson 02
dense_forward, dense_backward = mine("dense_forward"), mine("dense_backward")  # lesson 05
relative_error = mine("relative_error")
softmax, predict_classes = mine("softmax"), mine("predict_classes")  # lesson 07
cost, cost_gradient = mine("softmax_cross_entropy"), mine("softmax_cross_entropy_gradient")
adam_step = mine("adam_step")  # lesson 08
he_normal = mine("he_normal")  # lesson 10

# %% [markdown]
# ## From images to rows
#
# Ink is white here, paper black.

# %%
images, labels = load_digits()
print("images:", images.shape, images.dtype, "from", images.min(), "to", images.max())
print("labels:", labels.shape, labels[:10])
plot_images({f"a {k}": images[labels == k][2] / 16 for k in range(10)}, "One image of each digit")

# %% [markdown]
# A dense layer takes rows of numbers: 64 for each image, divided by 16 so that they lie between 0 and 1.
#
# We split the rows into three parts. The network learns from the first. With the second, validation, we
# choose between networks. The third, the test, is asked once: whoever chooses by it has seen it.

# %%
x, y = images.reshape(len(images), 64) / 16, labels
order = np.random.default_rng(0).permutation(len(x))
rows = dict(zip(("training", "validation", "test"), np.split(order, [1000, 1400])))
for name, part in rows.items():
    print(f"{name:10} x {x[part].shape}, y {y[part].shape}")

# %% [markdown]
# ## Forward, what an untrained network says
#
# 64 inputs, 32 hidden units with ReLU, 10 logits. By hand, the first layer has 64 · 32 weights and 32
# biases, 2080 numbers. The second has 32 · 10 + 10 = 330. Together that is 2410.


# %%
def new_network(sizes, rng):
    pairs = zip(sizes, sizes[1:])
    return [array for d_in, d_out in pairs for array in (he_normal(d_in, d_out, rng), np.zeros(d_out))]


def forward(net, x):
    w1, b1, w2, b2 = net
    hidden = dense_forward(x, w1, b1, "relu")
    return hidden, dense_forward(hidden, w2, b2, "linear")


start = new_network((64, 32, 10), np.random.default_rng(0))
print([array.shape for array in start], "together", sum(array.size for array in start))

# %% [markdown]
# Nothing is learned yet. If it gave each digit the probability 1/10, the cost would be −ln(1/10) = 2.303.
# Predict the cost that comes, and the share of right answers.


# %%
def report(net, part):
    _, z = forward(net, x[rows[part]])
    right = np.mean(predict_classes(z) == y[rows[part]])
    return cost(y[rows[part]], z), right


print(f"even guess: cost {-np.log(1 / 10):.3f}")
print("untrained:  cost {:.3f}, right {:.3f}".format(*report(start, "validation")))

# %% [markdown]
# It is worse than an even guess: it is a little sure of things it cannot know.

# %% [markdown]
# ## Backward, and a check
#
# The gradient of the logits is (p − y)/n, from lesson 07. Each `dense_backward` turns the gradient of what
# leaves its layer into those of its weights, of its biases, and of what entered it.


# %%
def gradients(net, x, y):
    w1, b1, w2, b2 = net
    hidden, z = forward(net, x)
    grad_hidden, grad_w2, grad_b2 = dense_backward(cost_gradient(y, z), hidden, w2, b2, "linear")
    _, grad_w1, grad_b1 = dense_backward(grad_hidden, x, w1, b1, "relu")
    return grad_w1, grad_b1, grad_w2, grad_b2


# %% [markdown]
# A wrong gradient often trains, only worse, so we nudge one number of each array and compare.

# %%
few = rows["training"][:20]
for name, i, place in (("w1", 0, (20, 3)), ("b1", 1, 3), ("w2", 2, (3, 7)), ("b2", 3, 7)):
    costs = []
    for nudge in (1e-5, -1e-5):
        net = [array.copy() for array in start]
        net[i][place] += nudge
        costs.append(cost(y[few], forward(net, x[few])[1]))
    by_nudge, by_formula = (costs[0] - costs[1]) / 2e-5, gradients(start, x[few], y[few])[i][place]
    error = relative_error(np.array([by_formula]), np.array([by_nudge]))
    print(f"{name}: nudged {by_nudge:8.5f}, formula {by_formula:8.5f}, error below 1e-6: {error < 1e-6}")

# %% [markdown]
# ## Training
#
# Predict, cost, gradient, step, repeat. Each of the four arrays has its own m and v for Adam; all share the
# count t.


# %%
def train(net, epochs, rng, rate=0.005):
    net, means = list(net), [(np.zeros_like(array), np.zeros_like(array)) for array in net]
    t, costs = 0, {"training": [], "validation": []}
    for _ in range(epochs):
        for x_batch, y_batch in minibatches(x[rows["training"]], y[rows["training"]], 32, rng):
            t += 1
            for i, gradient in enumerate(gradients(net, x_batch, y_batch)):
                net[i], *means[i] = adam_step(net[i], gradient, *means[i], t, learning_rate=rate)
        for part in costs:
            costs[part].append(report(net, part)[0])
    return net, costs


# %% [markdown]
# First a failure: all weights begin at 0. What is the cost after 10 epochs, and what does the network say?

# %%
zeros = [np.zeros_like(array) for array in start]
stuck, _ = train(zeros, 10, np.random.default_rng(0))
print("weights 0: cost {:.3f}, right {:.3f}".format(*report(stuck, "validation")))
print("it says:", np.unique(predict_classes(forward(stuck, x)[1])))
print("numbers that have moved:", [int(np.sum(array != 0)) for array in stuck])

# %% [markdown]
# ReLU turns 0 into 0, so the second weights get the gradient 0. And as they are 0, nothing comes back through
# them to the first layer. Only the last biases learn: how common each digit is. Random weights are the cure.

# %%
net, costs = train(start, 40, np.random.default_rng(0))
print("training:   cost {:.3f}, right {:.3f}".format(*report(net, "training")))
print("validation: cost {:.3f}, right {:.3f}".format(*report(net, "validation")))
curves = {"cost": costs["training"], "val_cost": costs["validation"]}
plot_history(curves, "Learning curves", unit="nats")

# %% [markdown]
# On the training part the cost goes on falling, while validation has come to rest: what is still learned
# belongs to these 1000 images alone.
#
# Is 32 a good number of hidden units? Such choices are what validation is for. With 2 hidden units, two
# numbers must tell ten digits apart: what share will be right?

# %%
for hidden in (2, 8, 32):
    small, _ = train(new_network((64, hidden, 10), np.random.default_rng(0)), 40, np.random.default_rng(0))
    print(f"{hidden:2} hidden units: validation, right {report(small, 'validation')[1]:.3f}")

# %% [markdown]
# Two numbers still tell six of ten. Try 128 as well.
#
# Your turn: task 1 of [the exercises](../exercises/14_handwritten_digits.ipynb).

# %% [markdown]
# ## The test, once, and where it does not hold
#
# Now to your two guesses.

# %%
print("test: cost {:.3f}, right {:.3f}".format(*report(net, "test")))
moved = shift(images[..., None], 0, 1).reshape(len(images), 64) / 16
said = predict_classes(forward(net, moved[rows["test"]])[1])
print(f"moved by a pixel to the right: right {np.mean(said == y[rows['test']]):.3f}")

# %% [markdown]
# Both numbers are true. A test speaks for images that come as the training images came: centred, of this
# size, by writers like these. Each weight belongs to one pixel, so ink that moves by one meets other
# weights. Training on moved copies helps, and so do the convolutions of lesson 11.

# %% [markdown]
# ## Which digits are mixed up
#
# One share hides who is taken for whom. A confusion matrix counts it: a row for each true class, a column
# for each class that is said. By hand: true (0, 0, 1, 1, 1, 2), said (0, 1, 1, 1, 0, 2). Row 0 is (1, 1, 0),
# row 1 is (1, 2, 0), row 2 is (0, 0, 1). The diagonal holds the right answers.
#
# In the code below, `short[y_true, y_said] += 1` looks as if it counts. Predict its middle number.

# %%
y_true, y_said = np.array([0, 0, 1, 1, 1, 2]), np.array([0, 1, 1, 1, 0, 2])
short = np.zeros((3, 3), dtype=int)
short[y_true, y_said] += 1
counted = np.zeros((3, 3), dtype=int)
np.add.at(counted, (y_true, y_said), 1)
print("c[...] += 1:", short.tolist(), " sum", short.sum())
print("np.add.at:  ", counted.tolist(), " sum", counted.sum())

# %% [markdown]
# The pair (1, 1) comes twice. `+=` first reads all fields, then adds 1 and writes, so both times it writes 1.
# `np.add.at` adds each time. Now the test: which digits will be mixed up?

# %%
confusion_matrix = mine("confusion_matrix")
p = softmax(forward(net, x[rows["test"]])[1])
table = confusion_matrix(y[rows["test"]], predict_classes(p), 10)
plot_confusion(table, f"{np.trace(table)} of {table.sum()} digits of the test are right")

# %% [markdown]
# Mistakes stand off the diagonal, the commonest darkest.
#
# Your turn: tasks 2 and 4.

# %% [markdown]
# ## The worst mistakes
#
# A network that is wrong and unsure asks for help. One that is wrong and sure does harm, so we look at the
# surest mistakes first. Would you have known?

# %%
worst_mistakes = mine("worst_mistakes")
print("rows of the test:", worst_mistakes(y[rows["test"]], p, 6))
plot_mistakes(x[rows["test"]], y[rows["test"]], p)

# %% [markdown]
# Some would puzzle us too. Others we read at once, because we follow a stroke; the network adds up pixels.
#
# Your turn: task 3.

# %% [markdown]
# ## What the first layer learned
#
# A hidden unit has one weight for each pixel, so its 64 weights are an image too. We look at what training
# has added to the random start: blue where ink now speaks for the unit, hatched where it speaks against it.
# What will these images show: digits, strokes, noise?

# %%
added, second = net[0] - start[0], net[2]
loudest = np.argsort(-np.linalg.norm(second, axis=1))[:12]  # the units that the second layer hears most
plot_weights(added, "What training has added to the first weights of 12 units", units=loudest)

# %% [markdown]
# No digits. A few units have blue or hatched lines, pieces of strokes; for most we have no word. A digit is a
# mixture of many units. And at the top left all 12 images are white: nothing was added. Why?

# %%
never = np.all(x[rows["training"]] == 0, axis=0)
print("pixels that are never inked in training:", np.flatnonzero(never))
print("pixels whose weights have not moved:    ", np.flatnonzero(np.all(added == 0, axis=1)))

# %% [markdown]
# The gradient of a weight is its input times what comes back. Where the input is always 0, the weights stay
# what they were drawn as.

# %% [markdown]
# ## On to 28 × 28 pixels
#
# MNIST has 60,000 training images of 28 × 28. `load_mnist` downloads it once. The functions above stay; the
# data change:
#
# ```python
# from dlteach.data import load_mnist
#
# (images, labels), (test_images, test_labels) = load_mnist()
# x = np.concatenate([images, test_images]).reshape(-1, 784) / 255
# y = np.concatenate([labels, test_labels])
# rows = dict(zip(rows, np.split(np.arange(70_000), [50_000, 60_000])))
# ```

# %%
large = new_network((784, 128, 10), np.random.default_rng(0))
print("numbers to learn:", sum(array.size for array in large))
print("steps in an epoch:", -(-50_000 // 32), "in place of", -(-1000 // 32))

# %% [markdown]
# Predict what `train(large, 5, np.random.default_rng(0))` reaches, then let `report` tell. Ask the test last.

# %% [markdown]
# ## You can now
#
# - build, check and train a network from functions that you wrote yourself;
# - read learning curves, and say what the validation part is for and why the test is asked once;
# - count in a confusion matrix who is taken for whom, and find the surest mistakes;
# - look at what a first layer has learned, and at what it cannot learn;
# - say for which images a test result holds.
