# %% [markdown]
# # Lesson 09: Keras-style models
#
# In lesson 05 a network was a page of NumPy: every layer, every gradient, the loop. A library says the same
# in five lines. What do the lines hide?
#
# Here is such a network: two features come in, and three layers of 25, 15 and 1 sigmoid units follow. It
# is to tell the points of an inner circle from those of an outer one. How many numbers does it learn? And
# when we train it for 100 epochs and leave everything else to the library, how many points in a hundred
# will it get right? Write down both guesses.

# %%
import tempfile
import warnings

import numpy as np

import dlteach.keras as keras
from dlteach.data import circles, load_iris
from dlteach.figures import LivePlot, plot_curves, plot_network, plot_points
from dlteach.functions import sigmoid
from dlteach.keras import layers

keras.utils.set_random_seed(0)

# %% [markdown]
# `dlteach.keras` is built on the functions of this course and has the names of Keras 3. Code from here runs
# there with the line `import keras`, but for one argument, `strict`, which we meet below.

# %% [markdown]
# ## Layers in a list
#
# We begin small, with a 3-4-4 sigmoid network: 3 inputs, two layers of 4 units. `Dense` is our fully
# connected layer, `Sequential` puts layers in a row.
#
# By hand, from d inputs to k units there are d·k weights and k biases. So 3·4 + 4 = 16 and 4·4 + 4 = 20,
# together 36.

# %%
model = keras.Sequential(
    [
        keras.Input((3,)),
        layers.Dense(4, activation="sigmoid"),
        layers.Dense(4, activation="sigmoid"),
    ]
)
for layer in model.layers:
    print(layer.name, layer.kernel.shape, layer.bias.shape, layer.count_params())
print("together:", model.count_params())

# %%
plot_network([3, 4, 4])

# %% [markdown]
# Keras says kernel for w. `Input` is no layer of units: it computes nothing and only tells how many features
# come. Older notes write that into the first layer, as `input_dim`. It still works. What does the library
# say to it? And how many arrays of weights has a model that is told neither?

# %%
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    older = keras.Sequential([layers.Dense(4, "sigmoid", input_dim=3), layers.Dense(4, "sigmoid")])
    later = keras.Sequential([layers.Dense(4, "sigmoid"), layers.Dense(4, "sigmoid")])
print(caught[0].message)
print("with input_dim:", len(older.weights), "arrays; with neither:", len(later.weights))
later.predict(np.zeros((1, 3)), verbose=0)
print("after its first data:", len(later.weights), "arrays")

# %% [markdown]
# A model that knows nothing of its inputs has no weights. They appear when the first data come.
#
# Your turn: task 1 of [the exercises](../exercises/09_keras_models.ipynb).
#
# Layers can also be added one by one, and an activation can be a layer of its own. Here is a 4-5-3 net for
# the iris flowers: 4 measurements, 3 kinds. Predict the column "Param #".

# %%
flowers = keras.Sequential()
flowers.add(keras.Input((4,)))
flowers.add(layers.Dense(5))
flowers.add(layers.Activation("relu"))
flowers.add(layers.Dense(3))
flowers.add(layers.Activation("softmax"))
flowers.summary(line_length=65)
print(flowers.predict(load_iris()[0][:2], verbose=0).sum(axis=1).round(3))

# %% [markdown]
# Activations learn nothing: 0 parameters. `None` in a shape is the number of rows, which may be any. And the
# untrained net already gives rows that sum to 1.

# %% [markdown]
# ## A layer remembers
#
# Is there anything in `Dense` that we have not written ourselves?

# %%
x = np.array([[1.0, 2.0, 3.0], [0.0, -1.0, 1.0]])
first = model.layers[0]
by_hand = sigmoid(x @ first.kernel.numpy() + first.bias.numpy())
print("as in lesson 05:", np.allclose(first(x), by_hand))

# %% [markdown]
# Forward it is f(x·w + b). But backward needs x again: ∂J/∂w = xᵀ · grad. So a layer is an object that keeps
# what its way back needs. Here is the smallest one, with a single weight for each feature.
#
# By hand, with x = 2 and an arriving gradient of 1: `grad_w` is 1 · 2 = 2. Then we go forward with x = 2
# again, and peek at x = 5 before we go back. What is `grad_w` now?


# %%
class Scale:
    def build(self, input_dim):
        self.w = np.ones(input_dim)

    def forward(self, x):
        self.x = x
        return x * self.w

    def backward(self, grad_output):
        self.grad_w = np.sum(grad_output * self.x, axis=0)
        return grad_output * self.w


# %%
scale, grad = Scale(), np.array([[1.0]])
scale.build(1)
scale.forward(np.array([[2.0]]))
scale.backward(grad)
print("straight back: ", scale.grad_w)
scale.forward(np.array([[2.0]]))
scale.forward(np.array([[5.0]]))
scale.backward(grad)
print("after a peek:  ", scale.grad_w)

# %% [markdown]
# The layer remembers its last batch only. So each step goes forward, then at once backward, with the same
# rows.
#
# Your turn: task 2.

# %% [markdown]
# ## Compile, fit, evaluate, predict
#
# Now the circles, and the net of the opening question. `compile` chooses optimizer, loss and what to measure;
# `fit` trains. `verbose=0` keeps it quiet; left out, it draws a progress bar.

# %%
x, y = circles(400, np.random.default_rng(0), noise=0.1)
plot_points(
    {"outer, label 0": x[y == 0].T, "inner, label 1": x[y == 1].T},
    "Two circles, no line between them",
    "first feature",
    "second feature",
)


# %%
def network():
    keras.utils.set_random_seed(0)
    shape = [keras.Input((2,))]
    return keras.Sequential(shape + [layers.Dense(k, "sigmoid") for k in (25, 15, 1)])


model = network()
model.compile("adam", loss="binary_crossentropy", metrics=["accuracy"])
slow = model.fit(x, y, epochs=100, verbose=0)
print("parameters:", model.count_params())
print("loss and accuracy:", np.round(model.evaluate(x, y, verbose=0), 3))

# %% [markdown]
# 481 parameters, 100 epochs, and about half of the points right, no better than a coin: ln 2 = 0.693 is
# the loss of whoever always says one half. Nothing is broken. Adam's default step of 0.001 is short, and
# sigmoids pass on small gradients (lesson 05). The cure is an optimizer object in place of its name. A
# callback is called after every epoch; `LivePlot` draws the curves while they grow.

# %%
model = network()
model.compile(keras.optimizers.Adam(learning_rate=0.01), loss="binary_crossentropy", metrics=["accuracy"])
fast = model.fit(x, y, epochs=100, verbose=0, callbacks=[LivePlot("Adam, 0.01")])

# %%
losses = {"Adam, 0.001": slow.history["loss"], "Adam, 0.01": fast.history["loss"]}
plot_curves(np.arange(1, 101), losses, "The same net, two learning rates", "epoch", "loss", log=True)

# %% [markdown]
# `fit` returns a `History`: its dict holds a number for each epoch. Left alone, `fit` makes 1 epoch with a
# `batch_size` of 32. So how many steps is an epoch of 400 rows? By hand 400/32 = 12.5: 13 steps, the last
# with 16 rows.
#
# And is the last loss of the history what `evaluate` finds on the same rows?

# %%
print("keys:", sorted(fast.history), " entries:", len(fast.history["loss"]))
print("steps in an epoch:", fast.params["steps"])
print(f"last in the history {fast.history['loss'][-1]:.3f}")
print(f"evaluate            {model.evaluate(x, y, verbose=0)[0]:.3f}")

# %% [markdown]
# No. In the history each row is measured before its own step, while the weights still move, and averaged.
# `evaluate` measures all rows with the final weights. `predict` gives probabilities, a column; the decision
# is ours.

# %%
p = model.predict(x, verbose=0)
right = (p[:, 0] > 0.5) == y
print("shape:", p.shape, " first three:", p[:3, 0].round(3), " labels:", y[:3])
print("accuracy:", right.mean())

# %% [markdown]
# Such a machine is a short class in Python. Yours will use the mean squared error, whose gradient is the
# shortest.
#
# Your turn: task 3.

# %% [markdown]
# ## Probabilities or logits
#
# `Dense` layers of 5, 3 and 1 units can end with a sigmoid and give probabilities, or without one and give
# logits. The loss must be told which, and a loss object can be told. With the same weights, what will the two
# losses be?


# %%
def ending_with(activation, loss, strict=True):
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.Input((2,)), layers.Dense(5, "relu"), layers.Dense(3, "relu")])
    model.add(layers.Dense(1, activation))
    model.compile("adam", loss=loss, metrics=["accuracy"], strict=strict)
    return model


of_logits = keras.losses.BinaryCrossentropy(from_logits=True)
probabilities, logits = ending_with("sigmoid", "binary_crossentropy"), ending_with(None, of_logits)
for model in (probabilities, logits):
    print(f"outputs {model.predict(x[:2], verbose=0)[:, 0].round(3)}, ", end="")
    print(f"loss {model.evaluate(x, y, verbose=0)[0]:.4f}")

# %% [markdown]
# The same loss. From logits it is safer, as lesson 03 has shown. Now we mix the two up.

# %%
for activation, loss in ((None, "binary_crossentropy"), ("sigmoid", of_logits)):
    try:
        ending_with(activation, loss).fit(x, y, verbose=0)
    except ValueError as error:
        print(error, end="\n\n")
    wrong = ending_with(activation, loss, strict=False)
    print(f"Nevertheless: loss {wrong.evaluate(x, y, verbose=0)[0]:.4f}\n")

# %% [markdown]
# `dlteach.keras` looks at the model and refuses, unless we say `strict=False`. Keras itself does not: it
# computes what the last line of each part shows, trains badly and stays silent.
#
# Your turn: task 4.

# %% [markdown]
# ## Two inputs, and a way around
#
# A row of layers has one way in. The functional API has more: call a layer on a tensor and get the next
# tensor; `Model` ties inputs to outputs. By hand, for branches of 4 units: (2 + 1)·4 + (3 + 1)·4 + (8 + 1) =
# 37 parameters.

# %%
left, right = keras.Input((2,)), keras.Input((3,))
left_branch = layers.Dense(4, activation="relu")(left)
right_branch = layers.Dense(4, activation="relu")(right)
joined = layers.Concatenate()([left_branch, right_branch])
model = keras.Model([left, right], layers.Dense(1)(joined))
print("joined:", joined.shape, " parameters:", model.count_params())
print(model.predict([np.ones((6, 2)), np.ones((6, 3))], verbose=0).shape)

# %% [markdown]
# A tensor can also go around a layer: a skip. Does it matter? Here are six sigmoid layers on the circles,
# once in a row, once with the inputs joined to the output of each.


# %%
def deep(skip):
    keras.utils.set_random_seed(0)
    inputs = h = keras.Input((2,))
    for _ in range(6):
        h = layers.Dense(8, activation="sigmoid")(h)
        h = layers.Concatenate()([h, inputs]) if skip else h
    model = keras.Model(inputs, layers.Dense(1, activation="sigmoid")(h))
    model.compile(keras.optimizers.Adam(0.01), loss="binary_crossentropy")
    return model


curves = {name: deep(skip).fit(x, y, epochs=100, verbose=0) for name, skip in (("row", 0), ("skip", 1))}
losses = {name: history.history["loss"] for name, history in curves.items()}
plot_curves(np.arange(1, 101), losses, "Six sigmoid layers", "epoch", "loss", log=True)

# %% [markdown]
# In a row the gradient passes six sigmoids and fades. The skip is a way on which it does not.
#
# Your turn: task 5.

# %% [markdown]
# ## Keep what it has learned
#
# A trained model goes into one file: layers, weights, and where the optimizer stands. Does the copy predict
# the same?

# %%
model = network()
model.compile("adam", loss="binary_crossentropy")
model.fit(x, y, verbose=0)
with tempfile.TemporaryDirectory() as folder:
    model.save(f"{folder}/circles.keras")
    copy = keras.models.load_model(f"{folder}/circles.keras")
print("same predictions:", np.array_equal(copy.predict(x, verbose=0), model.predict(x, verbose=0)))
print("steps taken:", int(copy.optimizer.iterations.numpy()))

# %% [markdown]
# The copy goes on where the model has stopped: 13 steps, the one epoch of `fit`'s default.
#
# Your turn: task 6, somebody's mistake.

# %% [markdown]
# ## You can now
#
# - build a model from a list or with `add`, and count its parameters by hand;
# - say what a layer must remember between forward and backward, and write one;
# - compile, fit, evaluate and predict, and tell the loss of the history from that of `evaluate`;
# - match the last layer and the loss: probabilities or logits;
# - join two inputs, lead a tensor around a layer, save a model and load it again.
