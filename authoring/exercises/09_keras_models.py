# %% [markdown]
# # Exercises 09: Keras-style models
#
# A function, two classes that do by hand what Keras does, two Keras models, and a mistake to debug. Read
# [lesson 09](../lessons/09_keras_models.ipynb) first.
#
# The arguments must stay as they are.

# %%
import numpy as np

import dlteach.keras as keras
from dlteach import check, hint, progress
from dlteach.functions import ACTIVATIONS, minibatches

# %% [markdown]
# ## 1. Count the parameters
#
# Write `count_parameters(sizes)`: how many numbers a fully connected network learns, weights and biases.
#
# | argument | what it is |
# |---|---|
# | `sizes` | a list of two or more whole numbers: the inputs, then the units of each Dense layer |
#
# Return one whole number.
#
# By hand: `[3, 4, 4]` gives 3·4 + 4 for the first layer and 4·4 + 4 for the second, together 36.


# %%
def count_parameters(sizes):
    """Return the number of weights and biases of a fully connected network."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return sum(d * k + k for d, k in zip(sizes, sizes[1:]))
    ### END SOLUTION


# %%
check(count_parameters)

# %% [markdown] tags=["solution"]
# `zip(sizes, sizes[1:])` pairs each size with the next. From d inputs to k units there is a weight for every
# pair and a bias for every unit.

# %% [markdown]
# ## 2. A layer that remembers
#
# Write the class `DenseLayer`: the fully connected layer f(x @ w + b) with its way back.
#
# | method | what it does |
# |---|---|
# | `__init__(units, activation, rng)` | keeps what it is given; `layer.units` is the number of units |
# | `build(input_dim)` | makes `layer.w` of shape `(input_dim, units)` and `layer.b` of shape `(units,)` |
# | `forward(x)` | returns f(x @ w + b), shape `(n, units)`, and remembers what the way back needs |
# | `backward(grad_output)` | sets `layer.grad_w` and `layer.grad_b`; returns the gradient of x |
#
# - `activation` is "linear", "sigmoid", "tanh" or "relu". `ACTIVATIONS[activation]` gives the function and
#   its derivative, both taken at z = x @ w + b.
# - `rng` is a `numpy.random.Generator`. As in Keras, the weights are drawn uniformly between −limit and
#   limit, with limit = √(6 / (input_dim + units)), and the biases are 0. Lesson 10 says why.
# - `grad_output` is ∂J/∂a for the batch of the last `forward`, shape `(n, units)`. The 1/n of the cost is in
#   it already: add up over the rows. Each `backward` sets the gradients anew and leaves w and b alone.
#
# By hand: w = (1, −1), (0, 2) and b = (0.5, −1) with "relu". The row x = (1, 2) gives z = (1.5, 2), and relu
# leaves that. With grad_output = (1, 0) the slopes are 1, so grad_w = (1, 0), (2, 0), grad_b = (1, 0), and
# the gradient of x is (1, 0).


# %%
class DenseLayer:
    """A fully connected layer, a = f(x @ w + b), with its weights and their gradients."""

    def __init__(self, units, activation, rng):
        ### BEGIN SOLUTION
        #: raise NotImplementedError("DenseLayer.__init__: your code here")
        self.units = units
        self.f, self.slope = ACTIVATIONS[activation]
        self.rng = rng
        ### END SOLUTION

    def build(self, input_dim):
        """Draw the weights and set the biases to 0."""
        ### BEGIN SOLUTION
        #: raise NotImplementedError("DenseLayer.build: your code here")
        limit = np.sqrt(6 / (input_dim + self.units))
        self.w = self.rng.uniform(-limit, limit, size=(input_dim, self.units))
        self.b = np.zeros(self.units)
        ### END SOLUTION

    def forward(self, x):
        """Return f(x @ w + b)."""
        ### BEGIN SOLUTION
        #: raise NotImplementedError("DenseLayer.forward: your code here")
        self.x = x
        self.z = x @ self.w + self.b
        return self.f(self.z)
        ### END SOLUTION

    def backward(self, grad_output):
        """Set grad_w and grad_b; return the gradient of x."""
        ### BEGIN SOLUTION
        #: raise NotImplementedError("DenseLayer.backward: your code here")
        grad_z = grad_output * self.slope(self.z)
        self.grad_w = self.x.T @ grad_z
        self.grad_b = grad_z.sum(axis=0)
        return grad_z @ self.w.T
        ### END SOLUTION


# %%
check(DenseLayer)

# %% [markdown] tags=["solution"]
# `forward` keeps x for grad_w and z for the slope of the activation. The rest is `dense_backward` of lesson
# 05, with the results stored in the layer: the model will ask for them when it takes its step.

# %% [markdown]
# ## 3. A model that trains
#
# Write the class `MiniSequential`: layers in a row, trained on the mean squared error.
#
# | method | what it does |
# |---|---|
# | `__init__(layers, input_dim)` | keeps the layers and builds each for the number of its inputs |
# | `predict(x)` | returns the outputs of the last layer, `(n, k)` |
# | `evaluate(x, y)` | returns the mean of (ŷ − y)² over all n·k entries, one number |
# | `fit(x, y, rng, epochs=1, batch_size=32, learning_rate=0.1)` | trains; returns `{"loss": [...]}` |
#
# - It works with layers such as yours of task 2 and uses of them `units`, `build`, `forward`, `backward`,
#   `w`, `b`, `grad_w` and `grad_b`. It is checked with our layers.
# - `y` has shape `(n, k)`, the shape of the outputs.
# - In each epoch the rows are shuffled with `rng` and cut into batches of `batch_size`, the last one may be
#   shorter. `minibatches(x, y, batch_size, rng)` of lesson 02 does both.
# - The step for a batch: forward; then backward from the last layer to the first, beginning with
#   2·(ŷ − y) / (n·k) for the n rows of the batch; then `w − learning_rate · grad_w` for all layers, and b
#   likewise. A second `fit` goes on where the first has stopped.
# - The history has one loss for each epoch: each row's, measured in its own batch before that batch's step,
#   averaged over all rows of the epoch.
#
# By hand: one linear layer with w = (2, −1) as a column and b = 0.5. The rows (1, 0) and (2, 1) give 2.5
# and 3.5; with y = 1.5 and 2.5 the loss is 1. The way back begins with 2·1/2 = 1 for both rows, so grad_w
# = (3, 1) and grad_b = 2. With a learning rate of 0.1 the new w is (1.7, −1.1) and b is 0.3, and the loss
# is 0.13.


# %%
class MiniSequential:
    """A model whose layers stand in a row; it learns by mini-batch gradient descent."""

    def __init__(self, layers, input_dim):
        ### BEGIN SOLUTION
        #: raise NotImplementedError("MiniSequential.__init__: your code here")
        self.layers = layers
        for layer in layers:
            layer.build(input_dim)
            input_dim = layer.units
        ### END SOLUTION

    def predict(self, x):
        """Return the outputs of the last layer."""
        ### BEGIN SOLUTION
        #: raise NotImplementedError("MiniSequential.predict: your code here")
        for layer in self.layers:
            x = layer.forward(x)
        return x
        ### END SOLUTION

    def evaluate(self, x, y):
        """Return the mean squared error."""
        ### BEGIN SOLUTION
        #: raise NotImplementedError("MiniSequential.evaluate: your code here")
        return np.mean((self.predict(x) - y) ** 2)
        ### END SOLUTION

    def fit(self, x, y, rng, epochs=1, batch_size=32, learning_rate=0.1):
        """Train; return {"loss": [...]} with a loss for each epoch."""
        ### BEGIN SOLUTION
        #: raise NotImplementedError("MiniSequential.fit: your code here")
        history = {"loss": []}
        for _ in range(epochs):
            total = 0.0
            for x_batch, y_batch in minibatches(x, y, batch_size, rng):
                error = self.predict(x_batch) - y_batch
                total += np.mean(error**2) * len(x_batch)
                grad = 2 * error / error.size
                for layer in reversed(self.layers):
                    grad = layer.backward(grad)
                for layer in self.layers:
                    layer.w = layer.w - learning_rate * layer.grad_w
                    layer.b = layer.b - learning_rate * layer.grad_b
            history["loss"].append(total / len(x))
        return history
        ### END SOLUTION


# %%
check(MiniSequential)

# %% [markdown] tags=["solution"]
# Each batch loss is weighted with its rows, so that a short last batch counts less: their sum divided by all
# rows is the mean over the epoch. `predict` serves as the way forward in training too, as our layers remember
# their last batch.

# %% [markdown]
# ## 4. A binary classifier in Keras
#
# Write `build_binary_classifier(input_dim, hidden)`: a compiled Keras model for a question of yes or no.
#
# | argument | what it is |
# |---|---|
# | `input_dim` | the number of features |
# | `hidden` | a list of whole numbers: the units of each hidden layer, such as `[5, 3]` |
#
# Return a model that
#
# - knows its input, so that it has weights when it comes back;
# - has a Dense layer with relu for each entry of `hidden`, in this order, and nothing else;
# - ends with one Dense unit that gives a probability;
# - is compiled with Adam, binary cross-entropy and the metric accuracy.
#
# By hand: `build_binary_classifier(2, [5, 3])` has (2 + 1)·5 + (5 + 1)·3 + (3 + 1)·1 = 37 parameters, and its
# output shape is `(None, 1)`.


# %%
def build_binary_classifier(input_dim, hidden):
    """Return a compiled model of relu layers and one sigmoid unit."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    model = keras.Sequential([keras.Input((input_dim,))])
    for units in hidden:
        model.add(keras.layers.Dense(units, activation="relu"))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile("adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model
    ### END SOLUTION


# %%
check(build_binary_classifier)

# %% [markdown] tags=["solution"]
# The sigmoid of the last unit and 'binary_crossentropy' belong together. `compile` changes the model and
# returns nothing, so `return model` needs a line of its own.

# %% [markdown]
# ## 5. Two inputs, and a way around
#
# Write `build_two_branch_model(left_dim, right_dim, units)`: a compiled Keras model that estimates a price
# from two groups of features.
#
# | argument | what it is |
# |---|---|
# | `left_dim`, `right_dim` | the number of features in each group |
# | `units` | the units of each branch, 2 or more |
#
# - Two inputs, `left` and `right`, in this order: the model is called with `[left, right]`.
# - Each goes through a Dense layer of its own, with `units` units and relu: its branch.
# - Both branches and `left` itself, which goes around its branch, are concatenated.
# - One Dense unit without activation follows. Compile with Adam and the mean squared error, 'mse'.
#
# By hand: `build_two_branch_model(2, 3, 4)` joins 4 + 4 + 2 = 10 numbers and has (2 + 1)·4 + (3 + 1)·4 +
# (10 + 1)·1 = 39 parameters.


# %%
def build_two_branch_model(left_dim, right_dim, units):
    """Return a compiled model of two relu branches; the left input also skips past its own."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    left, right = keras.Input((left_dim,)), keras.Input((right_dim,))
    left_branch = keras.layers.Dense(units, activation="relu")(left)
    right_branch = keras.layers.Dense(units, activation="relu")(right)
    joined = keras.layers.Concatenate()([left_branch, right_branch, left])
    output = keras.layers.Dense(1)(joined)
    model = keras.Model([left, right], output)
    model.compile("adam", loss="mse")
    return model
    ### END SOLUTION


# %%
check(build_two_branch_model)

# %% [markdown] tags=["solution"]
# `left` appears twice: as the input of its branch and in the list that is joined. Nothing is copied; a tensor
# may be used as often as we like, and on the way back the gradients of all its uses add up.

# %% [markdown]
# ## 6. Debug a mistake
#
# Somebody counts parameters, and is satisfied: a network of the sizes `[4, 3, 4]` gets the right 31. Read the
# code and predict for which networks it is wrong.


# %%
def count_parameters_with_a_mistake(sizes):
    total = 0
    for i in range(len(sizes) - 1):
        total += sizes[i] * sizes[i + 1]  # weights
        total += sizes[i]  # biases
    return total


# %% [markdown]
# Write `count_parameters_failing_input()`: return a list of sizes for which the function above gives a wrong
# count.


# %%
def count_parameters_failing_input():
    """Return sizes for which count_parameters_with_a_mistake is wrong."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return [3, 4, 4]
    ### END SOLUTION


# %%
check(count_parameters_failing_input)

# %% [markdown]
# Now mend it: `count_parameters_mended(sizes)` counts as task 1 asks.


# %%
def count_parameters_mended(sizes):
    """Return the number of weights and biases of a fully connected network."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("copy the function here and mend it")
    total = 0
    for i in range(len(sizes) - 1):
        total += sizes[i] * sizes[i + 1]  # weights
        total += sizes[i + 1]  # biases
    return total
    ### END SOLUTION


# %%
check(count_parameters_mended)

# %% [markdown] tags=["solution"]
# The biases were counted at the inputs of each layer. Over the whole network that swaps the first size for
# the last, so that every test with equal first and last sizes passes.

# %% [markdown]
# ## You can now
#
# - count what a network learns;
# - write a layer and a model that train, and say what Keras does behind `fit`;
# - build a classifier and a model with two inputs and a skip in Keras.
