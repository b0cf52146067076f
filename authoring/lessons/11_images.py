# %% [markdown]
# # Lesson 11: images
#
# A network of dense layers reads handwritten digits of 8 × 8 pixels. Now we shuffle the 64 pixels, in the
# same way in every image. Nobody can read the digits any more. How much worse does the network learn: not at
# all, a little, or is it lost?
#
# Write down your guess. The answer tells what a dense layer does not see, and why images have layers of
# their own.

# %%
import numpy as np

from dlteach import keras
from dlteach.data import load_digits, shift
from dlteach.figures import plot_bars, plot_images
from dlteach.functions import conv2d, conv_output_shape, max_pool2d
from dlteach.keras import layers

# %% [markdown]
# ## What a dense layer does not see
#
# A batch of images has the shape (n, height, width, channels): one channel for gray, three for colour. Our
# digits, divided by 16, go from 0 (paper) to 1 (ink).

# %%
rng = np.random.default_rng(0)
images, labels = load_digits()
order = rng.permutation(len(images))
x, y = images[order, :, :, None] / 16, labels[order]
pixels = rng.permutation(64)
shuffled = x.reshape(-1, 64)[:, pixels].reshape(x.shape)
shown = {f"a {k}": x[y == k][0] for k in (2, 3, 7)}
shown |= {f"the {k}, shuffled": shuffled[y == k][0] for k in (2, 3, 7)}
plot_images(shown, "Three digits, before and after their pixels are shuffled")

# %% [markdown]
# 300 digits train the network, the other 1497 test it. (Sparse: labels are class numbers.)


# %%
def dense():
    return layers.Flatten(), layers.Dense(64, activation="relu")


def trained(stack, images=x):
    keras.utils.set_random_seed(0)  # before the layers are made: they draw their weights
    model = keras.Sequential([keras.Input((8, 8, 1)), *stack(), layers.Dense(10, activation="softmax")])
    model.compile("adam", loss="sparse_categorical_crossentropy")
    model.fit(images[:300], y[:300], epochs=40, verbose=0)
    return model


# %% [markdown]
# Predict both numbers.


# %%
def accuracy(model, images=x):
    return np.mean(model.predict(images[300:], verbose=0).argmax(axis=1) == y[300:])


for name, data in {"in order": x, "shuffled": shuffled}.items():
    model = trained(dense, data)
    print(f"{name}: {accuracy(model, data):.0%} right, {model.count_params()} parameters")

# %% [markdown]
# No worse. `Flatten` makes a row of 64 numbers of each image, and a dense layer gives each number its own
# weights. It never knows which pixels are neighbours. Yet these make strokes, edges and corners.

# %% [markdown]
# ## A kernel on every place
#
# We look through a small window instead. Its weights are a kernel: lay it on the image, multiply entry by
# entry, add up, move on by a pixel. All the sums are a map. By hand (a semicolon ends a row), with the kernel
# (1, 0; 0, 2): the first window below is (1, 2; 0, 1) and gives 1·1 + 2·1 = 3.


# %%
def slide(image, kernel):
    kh, kw = kernel.shape
    rows, columns = range(image.shape[0] - kh + 1), range(image.shape[1] - kw + 1)
    return np.array([[np.sum(image[i : i + kh, j : j + kw] * kernel) for j in columns] for i in rows])


image = np.array([[1, 2, 0, 1], [0, 1, 3, 1], [2, 0, 1, 0]])
kernel = np.array([[1, 0], [0, 2]])
print(slide(image, kernel))

# %% [markdown]
# Deep learning calls this convolution. Mathematics calls it correlation; its convolution turns the kernel by
# 180 degrees first. Does that matter here?

# %%
print("turned:", kernel[::-1, ::-1].tolist())
print(slide(image, kernel[::-1, ::-1]))
print("np.correlate:", np.correlate([1, 2, 0, 5], [1, 0, 2]))
print("np.convolve: ", np.convolve([1, 2, 0, 5], [1, 0, 2], "valid"))

# %% [markdown]
# It does, because this kernel is not symmetric. For layers, which learn their kernels, it is a convention:
# libraries do not turn, nor do we.
#
# A kernel answers brightly where the image looks like it. Predict: where does one with +1 on the left and −1
# on the right?

# %%
across, zero = np.array([[1, 0, -1]] * 3), x[y == 0][0, :, :, 0]
maps = {"left minus right": slide(zero, across), "top minus bottom": slide(zero, across.T)}
plot_images({"a 0": zero} | maps, "Two kernels look for edges")

# %% [markdown]
# At right edges, with ink on the left and paper on the right.

# %% [markdown]
# ## Padding and stride
#
# A kernel of k = 3 fits 6 times into 8 pixels, so the map is smaller than the image. Padding puts p zeros on
# every side. Stride moves the kernel by s pixels at a time. Along an axis of h pixels there are
#
# $$\left\lfloor \frac{h + 2p - k}{s} \right\rfloor + 1$$
#
# places: the steps that fit, and the place before the first step. By hand: h=8, k=3, p=1, s=2 gives ⌊7/2⌋
# + 1 = 4.

# %%
for h, k, p, s in ((8, 3, 0, 1), (8, 3, 1, 1), (8, 3, 1, 2), (7, 3, 1, 2), (8, 2, 0, 2)):
    starts = list(range(0, h + 2 * p - k + 1, s))
    print(f"h={h} k={k} p={p} s={s}: formula {(h + 2 * p - k) // s + 1}, windows begin at {starts}")

# %% [markdown]
# A step that does not fit is not taken. Libraries have two names: "valid" is p = 0; "same" keeps the size at
# stride 1, with p = 1 for a kernel of 3.
#
# Your turn: task 1 of [the exercises](../exercises/11_images.ipynb).

# %% [markdown]
# ## Channels, filters and shared weights
#
# Over a colour image a kernel has three channels too, and we add up over rows, columns and channels. Such a
# kernel, a filter, adds its bias and makes one map. A layer has f filters, with weights of shape
# (kh, kw, c, f), and their maps are the channels of what comes out.


# %%
def convolve(x, kernel, b):
    kh, kw = kernel.shape[:2]
    out = np.empty(conv_output_shape(x.shape, kernel.shape))
    for i, j in np.ndindex(out.shape[1:3]):
        out[:, i, j] = np.tensordot(x[:, i : i + kh, j : j + kw], kernel, axes=3) + b
    return out


colours, filters, b = rng.random((2, 5, 4, 3)), rng.normal(size=(3, 2, 3, 6)), rng.normal(size=6)
print(colours.shape, "→", convolve(colours, filters, b).shape)
print("as the library:", np.allclose(convolve(colours, filters, b), conv2d(colours, filters, b)))

# %% [markdown]
# `axes=3` sums over the last three axes of the window and the first three of the kernel. All places share
# these weights. How many does that save against a dense layer?

# %%
for side, c in ((8, 1), (28, 1), (224, 3)):
    conv = 3 * 3 * c * 16 + 16
    inputs, outputs = side * side * c, side * side * 16
    print(f"{side} × {side} × {c}: 16 filters {conv}, dense {inputs * outputs + outputs:,}")

# %% [markdown]
# The first number grows with the channels, not with the image. And what is learned in one corner is known in
# all: if the image moves, its map moves along.

# %%
moved = slide(shift(zero[None, :, :, None], 0, 1)[0, :, :, 0], across)
print("map of the moved 0 = moved map:", np.allclose(moved[:, 1:], maps["left minus right"][:, :-1]))

# %% [markdown]
# Sharing assumes that what matters here matters there. In the columns of a table it does not.
#
# Your turn: task 2.

# %% [markdown]
# ## Pooling
#
# Where exactly a stroke lies hardly matters. Max pooling keeps the largest number of each window, channel by
# channel, here of 2 × 2 with stride 2. By hand: the four windows hold at most 2, 3, 5 and 4.

# %%
grid = np.array([[1, 2, 0, 1], [0, 1, 3, 1], [2, 0, 1, 0], [5, 1, 2, 4]])
pooled = max_pool2d(grid[None, :, :, None], 2, 2)[0]
shown = {"4 × 4": grid, "largest of each 2 × 2": pooled}
plot_images(shown, "Max pooling", numbers=True, same_scale=True)

# %% [markdown]
# A row or column that fills no window is dropped.
#
# Your turn: task 3.

# %% [markdown]
# ## A small network
#
# Convolution, ReLU and pooling, twice; then `Flatten`, and a dense layer that decides. More parameters than
# the dense network, or fewer?


# %%
def convolutional():
    def same(filters):
        return layers.Conv2D(filters, 3, padding="same", activation="relu")

    return same(16), layers.MaxPooling2D(2), same(32), layers.MaxPooling2D(2), layers.Flatten()


network = trained(convolutional)
for layer in network.layers:
    print(f"{layer.name.rstrip('_0123456789'):14} {layer.output.shape!s:18} {layer.count_params():5}")
print("in all:", network.count_params())

# %% [markdown]
# More, 6090 against 4810, most of them in the second convolution: 3·3·16·32 + 32 = 4640. Now three tests:
# digits as they are, shuffled (in training too), and moved by a pixel. Guess the winners.


# %%
scores, right = {}, shift(x, 0, 1)
for name, stack in {"dense": dense, "convolutional": convolutional}.items():
    model, confused = trained(stack), trained(stack, shuffled)
    scores[name] = [accuracy(model), accuracy(confused, shuffled), accuracy(model, right)]
tests = ("as they are", "shuffled", "moved")
plot_bars(tests, scores, "What the two networks rely on", "test images", "share that is right")

# %% [markdown]
# The convolutional network is ahead until neighbours are torn apart. Moved digits it reads better, but badly:
# the weights after `Flatten` still belong to places.

# %% [markdown]
# ## New pictures from old ones
#
# A moved 3 is a 3. So we may move training images and keep their labels: augmentation. Predict: does it
# matter whether they are moved once, or anew in each of 30 more epochs?

# %%
from dlteach.data import random_shift


def augmented(moves):
    rng, model, seen = np.random.default_rng(0), trained(convolutional), x[:300]
    for epoch in range(30):
        seen = random_shift(x[:300], rng, 1) if moves(epoch) else seen
        model.fit(seen, y[:300], verbose=0)
    return model


ways = {"never": lambda epoch: False, "once": lambda epoch: epoch == 0, "anew": lambda epoch: True}
for name, moves in ways.items():
    model = augmented(moves)
    print(f"{name:5}  moved digits {accuracy(model, right):.0%}, digits as they are {accuracy(model):.0%}")

# %% [markdown]
# Anew is best: each digit comes in nine places, which is harder to learn by heart. Test images stay as they
# are.
#
# A flip reverses the columns. Positive angles turn counter-clockwise.

# %%
from dlteach.data import horizontal_flip, rotate

two = x[y == 2][:1]
shown = {"a 2": two, "flipped": horizontal_flip(two)}
shown |= {"90 degrees": rotate(two, 90), "15 degrees": rotate(two, 15)}
plot_images({name: batch[0] for name, batch in shown.items()}, "One digit, three changes")

# %% [markdown]
# Your turn: tasks 4 and 5.

# %% [markdown]
# ## Colours, noise and bytes
#
# Photographs come as bytes, 0 to 255. What is the mean of 200, 180 and 160?

# %%
red, green, blue = np.array([[200], [180], [160]], dtype=np.uint8)
print("in bytes: ", ((red + green + blue) / 3).round(2))
print("in floats:", ((red / 255 + green / 255 + blue / 255) / 3 * 255).round(2))

# %% [markdown]
# A byte that passes 255 begins again at 0. So divide by 255 first. Nor does the eye average, as green looks
# brightest: gray is 0.299 R + 0.587 G + 0.114 B.
#
# Noise draws a number for every entry. Colour jitter draws a factor for the brightness of an image and one
# for its saturation, the distance from gray. A clip keeps both in 0…1.

# %%
from dlteach.data import add_noise, color_jitter, to_grayscale

meadow = np.full((1, 16, 16, 3), [0.5, 0.7, 0.95])
meadow[:, 10:], meadow[:, 2:6, 10:14] = [0.25, 0.6, 0.2], [0.95, 0.85, 0.2]
shown = {"a meadow": meadow, "gray": to_grayscale(meadow)}
for k in (1, 2):
    shown[f"noise {k}"] = add_noise(meadow, rng, scale=0.1)
    shown[f"jitter {k}"] = color_jitter(meadow, rng, brightness=0.5, contrast=0, saturation=0.8)
plot_images({name: batch[0] for name, batch in shown.items()}, "A meadow, changed")

# %% [markdown]
#
# Your turn: tasks 6, 7 and 8.

# %% [markdown]
# ## Which change keeps the label?
#
# A flipped 2 is no 2. Which digits survive a flip? Decide, then ask the network how often its answer stays.

# %%
from dlteach.data import label_preserving

changes = {"flipped": horizontal_flip, "weak noise": lambda batch: add_noise(batch, 0, 0.1)}


def answer(batch):
    return network.predict(batch, verbose=0).argmax(axis=1)


kept = {}
for name, change in changes.items():
    kept[name] = list(label_preserving(change, [(x[300:], y[300:])], answer).values())
print("ten 6s, turned by 180 degrees, are read as", answer(rotate(x[y == 6][:10], 180)).tolist())
plot_bars([str(k) for k in range(10)], kept, "Does the answer stay?", "digit", "share that stays")

# %% [markdown]
# Weak noise keeps the labels. A flip keeps those of 0 and 8. The network passes the 4 too: it is a witness,
# not the judge. The rule: a change is fit for training if we would still give the same label.
#
# Your turn: task 9.

# %% [markdown]
# ## You can now
#
# - compute a convolution by hand, and say how it differs from that of mathematics;
# - tell the shape that kernel, padding and stride lead to;
# - count the parameters of a convolution, and say what sharing them assumes;
# - pool, flatten, and build a convolutional network;
# - augment images anew in each epoch, with changes that keep the label.
