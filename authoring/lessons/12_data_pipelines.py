# %% [markdown]
# # Lesson 12: data pipelines
#
# Two programs train the same network on the same 1137 images of digits. The first shuffles images and
# labels together. The second shuffles the images in one line and the labels in the next. Both run without
# an error, and both then read 360 new images. The first gets 96 in 100 right. How many does the second get:
# 90, 50, 10? Write down your guess.
#
# Most of the work on a model is work on its data, and most of the mistakes there are silent.

# %%
import numpy as np

from dlteach import keras
from dlteach.data import Dataset, Standardizer, load_digits, load_iris, standardize, train_test_split
from dlteach.figures import plot_bars, plot_curves, plot_points
from dlteach.functions import minibatches

# %% [markdown]
# ## Three parts of a program
#
# A program that learns has three parts. The first is to preprocess: bring raw data into the form that a
# model takes. Pixels from 0 to 16 become numbers from 0 to 1, in rows of 64.

# %%
images, digits = load_digits()
x = images.reshape(len(images), 64) / 16
print(images.shape, images.dtype, images.max(), "becomes", x.shape, x.dtype, x.max())

# %% [markdown]
# The second is to build the model, here in a function, as we shall need several that begin alike: the seed
# fixes their first weights.


# %%
def build(features, classes):
    keras.utils.set_random_seed(0)
    hidden = keras.layers.Dense(32, activation="relu")
    output = keras.layers.Dense(classes, activation="softmax")
    model = keras.Sequential([keras.layers.Input((features,)), hidden, output])
    model.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% [markdown]
# The third is to train and evaluate. The last 360 images take no part in the training.


# %%
def accuracy(model, x, y):
    return model.evaluate(x, y, verbose=0)[1]


model = build(64, 10)
model.fit(x[:-360], digits[:-360], epochs=15, verbose=0)
print(f"right on 360 new images: {accuracy(model, x[-360:], digits[-360:]):.1%}")

# %% [markdown]
# ## Data that the model has never seen
#
# We do the same with 150 iris flowers of three species: the first 100 for training, the last 50 for
# testing. Predict the accuracy.

# %%
flowers, names = load_iris()
species = np.unique(names, return_inverse=True)[1]
model = build(4, 3)
model.fit(flowers[:100], species[:100], epochs=50, verbose=0)
print(f"first 100, then 50: {accuracy(model, flowers[100:], species[100:]):.0%}")
print("species of the rows:", species[::10])

# %% [markdown]
# Not one is right. The file is sorted by species, and the last 50 flowers are all of the third, which the
# model has never met. So we draw the test rows at random, and all others are for training.
#
# By hand, for 5 rows: the shuffled row numbers 2, 4, 3, 0, 1 are cut after two. Rows 2 and 4 are for
# testing, the others for training.

# %%
order = np.random.default_rng(0).permutation(5)
print("order", order, "  test", order[:2], "  train", order[2:])
x_train, x_test, y_train, y_test = train_test_split(flowers, species, test_size=50, rng=0)
model = build(4, 3)
model.fit(x_train, y_train, epochs=50, verbose=0)
print(f"drawn at random: {accuracy(model, x_test, y_test):.0%}")

# %% [markdown]
# One draw is not enough where rows belong together, such as several photographs of one person. Then whole
# groups are drawn, or the test asks for faces that the model knows.
#
# Your turn: task 1 of [the exercises](../exercises/12_data_pipelines.ipynb).
#
# Often we train several models and choose one. May the test data choose? We let 500 programs guess 40
# yes-or-no labels, by throwing coins, and take the best. What does it get on 400 labels more?

# %%
rng = np.random.default_rng(0)
truth = rng.integers(0, 2, size=440)
guesses = rng.integers(0, 2, size=(500, 440))
chosen = np.mean(guesses[:, :40] == truth[:40], axis=1).argmax()
print(f"the best of 500 on the 40 labels: {np.mean(guesses[chosen, :40] == truth[:40]):.0%}")
print(f"the same program on 400 others:  {np.mean(guesses[chosen, 40:] == truth[40:]):.0%}")

# %% [markdown]
# It was luck. Whoever chooses by some data makes the score on it too good. So we cut in three: training
# data sets the weights; validation data chooses, for example the learning rate or the number of epochs;
# test data is read once, at the end.
#
# There is a quieter way to cheat. A `Standardizer` measures a mean and a standard deviation. If it measures
# them on all rows, the test has leaked into the training. And if test rows are scaled by numbers of their
# own? Here are one flower and one species, scaled in both ways.

# %%
scaler = Standardizer().fit(x_train)
print("by itself:     ", standardize(x_test[:1])[0])
print("as in training:", scaler.transform(x_test[:1])[0].round(2))
model = build(4, 3)
model.fit(scaler.transform(x_train), y_train, epochs=50, verbose=0)
one, label = x_test[y_test == 0], y_test[y_test == 0]  # the test flowers of one species
print(f"one species, scaled as in training: {accuracy(model, scaler.transform(one), label):.0%}")
print(f"one species, scaled by itself:      {accuracy(model, standardize(one), label):.0%}")

# %% [markdown]
# By itself every flower is (0, 0, 0, 0), as it is its own mean; and a whole species by itself looks like
# the average of all. Whatever preprocessing measures, it measures on the training data, and keeps for all
# that comes later.

# %% [markdown]
# ## Shuffle in pairs
#
# Now to your guess. We cut the digits in three, and shuffle the training part in both ways.

# %%
x_rest, x_test, y_rest, y_test = train_test_split(x, digits, test_size=360, rng=0)
x_train, x_val, y_train, y_val = train_test_split(x_rest, y_rest, test_size=300, rng=1)
order, another = rng.permutation(len(x_train)), rng.permutation(len(x_train))
scores = {}
for name, labels in {"together": y_train[order], "apart": y_train[another]}.items():
    model = build(64, 10)
    model.fit(x_train[order], labels, epochs=15, verbose=0)
    scores[name] = 100 * accuracy(model, x_test, y_test)
words = ("Shuffled together or apart", "how images and labels are shuffled", "right on new images (%)")
plot_bars(list(scores), np.round(list(scores.values()), 1), *words)

# %% [markdown]
# Apart, every image has the label of another, and nothing is left to learn: one in ten is what guessing
# gets. No line complains. One order for both arrays prevents it, as in `minibatches`. (The end of the file
# gave 87 % above: its order is no accident either.)
#
# Why shuffle at all? We train on images sorted by digit: all zeros first, all nines last. Predict what it
# does to the validation accuracy.

# %%
by_digit = np.argsort(y_train, kind="stable")
curves = {}
for name, rows, shuffle in (("shuffled", order, True), ("sorted", by_digit, False)):
    history = build(64, 10).fit(
        x_train[rows], y_train[rows], epochs=15, shuffle=shuffle, validation_data=(x_val, y_val), verbose=0
    )
    curves[name] = 100 * np.array(history.history["val_accuracy"])
plot_curves(np.arange(1, 16), curves, "Sorted data teaches slowly", "epoch", "right in validation (%)")

# %% [markdown]
# Sorted, a batch knows one digit only, and each batch pulls the weights towards its own. A new order in
# each epoch mixes them.
#
# In every epoch each example comes once, and the last batch holds what is left. Predict the sizes for 10
# rows, 4 at a time.

# %%
rows, rng = np.arange(10), np.random.default_rng(0)
for epoch in (1, 2):
    print("epoch", epoch, [x_batch.tolist() for x_batch, _ in minibatches(rows, rows, 4, rng)])

# %% [markdown]
# Your turn: task 2 of [the exercises](../exercises/12_data_pipelines.ipynb).

# %% [markdown]
# ## Steps that wait for the loop
#
# When data is too large for one array, we describe what is to happen to each element. A `Dataset` is such a
# description. Which line comes first in the output: "ready" or "doubling 1"?


# %%
def double(number):
    print("doubling", number)
    return 2 * number


doubled = Dataset.from_tensor_slices([1, 2, 3]).map(double).batch(2)
print("ready")
for batch in doubled:
    print("got", batch)

# %% [markdown]
# "ready": a step does nothing until a loop asks, and then only as much as is asked for. A second loop, a
# second epoch, would do it all again. So a `map` that adds noise adds new noise in each epoch.
#
# Steps are taken in the order in which they stand. Before `batch` the function gets one example, after it a
# whole batch. Predict both lists, where the lowest entry of what comes in is subtracted.

# %%
table = Dataset.from_tensor_slices(np.array([[5, 7], [9, 8], [4, 6]]))


def lowest_to_0(a):
    return a - a.min()


print("map, then batch:", [batch.tolist() for batch in table.map(lowest_to_0).batch(2)])
print("batch, then map:", [batch.tolist() for batch in table.batch(2).map(lowest_to_0)])

# %% [markdown]
# `shuffle` cannot see all data at once. It keeps a buffer of some elements, hands out one of them at
# random, and puts the next in its place. Where does element 0 come out, with a buffer of 5 for 100
# elements? And with one of 100?

# %%
places = {}
for buffer in (5, 100):
    shuffled = Dataset.from_tensor_slices(np.arange(100)).shuffle(buffer, seed=0)
    numbers = np.array(list(shuffled))
    places[f"buffer of {buffer}"] = (np.arange(100), numbers)
    print(f"buffer of {buffer}: element 0 comes out at place", np.flatnonzero(numbers == 0)[0])
plot_points(places, "A small buffer hardly shuffles", "place in the epoch", "number of the element")

# %% [markdown]
# With 5, element k can come out no earlier than 4 places before its turn. Sorted data stays nearly sorted.
# Choose a buffer as large as the data, or shuffle the rows before.
#
# `repeat` begins again at the end. `prefetch` prepares the next batch in the background while the model
# learns from this one. Say that a batch takes 30 ms to prepare and 50 ms to learn from. By hand, for 100
# batches: one after the other 100 · 80 = 8000 ms; with prefetch, which waits for the first only, 30 + 100 ·
# 50 = 5030 ms.

# %%
prepare, learn, count = 30, 50, 100
print("one after the other:", count * (prepare + learn), "ms")
print("with prefetch:      ", prepare + (count - 1) * max(prepare, learn) + learn, "ms")
numbers = Dataset.from_tensor_slices([1, 2, 3]).repeat(2)
print([int(n) for n in numbers], "and prefetched", [int(n) for n in numbers.prefetch(2)])

# %% [markdown]
# The elements are the same. Where preparing takes no time, nothing is gained.
#
# Your turn: tasks 3 and 4 of [the exercises](../exercises/12_data_pipelines.ipynb).

# %% [markdown]
# ## The whole way
#
# All three parts once more, with a pipeline. Only training data gets noise; validation and test data stay
# as they will be in use. `fit` loops over the pipeline once per epoch.

# %%
noise = np.random.default_rng(0)
train = (
    Dataset.from_tensor_slices((x_train, y_train))
    .shuffle(len(x_train), seed=0)
    .map(lambda image, digit: (image + 0.1 * noise.normal(size=64), digit))
    .batch(32)
    .prefetch(2)
)
model = build(64, 10)
history = model.fit(train, epochs=15, validation_data=(x_val, y_val), verbose=0)
print(f"validation: {history.history['val_accuracy'][-1]:.1%}")
print(f"test, read once: {accuracy(model, x_test, y_test):.1%}")

# %% [markdown]
# ## You can now
#
# - name the three parts of a program that learns, and the three parts of its data;
# - cut data at random, and measure whatever scales it on the training part alone;
# - shuffle x and y in one order, anew in each epoch;
# - build a pipeline, and say what each step sees and when it runs;
# - choose a shuffle buffer, and say what `prefetch` saves.
