# %% [markdown]
# # Exercises 11: images
#
# Eight functions to write, and a mistake to find. Read [lesson 11](../lessons/11_images.ipynb) first.
#
# Images come in batches, channels last: (n, h, w, c) are n images of h rows, w columns and c channels.
# Loops are allowed. The arguments must stay as they are.

# %%
import numpy as np

from dlteach import check, hint, progress

# %% [markdown]
# ## 1. The shape of a convolution
#
# Write `conv_output_shape(x_shape, kernel_shape, stride=1, padding=0)`: the shape of what a convolution
# gives. Nothing is computed but the four sizes.
#
# | argument | what it is |
# |---|---|
# | `x_shape` | `(n, h, w, c)`: n images of h × w pixels and c channels; n may be `None`, any size |
# | `kernel_shape` | `(kh, kw, c, f)`: f filters of kh × kw pixels and c channels |
# | `stride` | whole number: how many pixels the kernel moves at a time |
# | `padding` | whole number: rows and columns of zeros on each of the four sides |
#
# Return `(n, height, width, f)`. Height and width are whole numbers: a step that does not fit is not taken.
#
# By hand: `(None, 8, 9, 1)` and `(3, 3, 1, 16)` with stride 2 and padding 0. Along the height ⌊5/2⌋ + 1 = 3,
# along the width ⌊6/2⌋ + 1 = 4, so `(None, 3, 4, 16)`.


# %%
def conv_output_shape(x_shape, kernel_shape, stride=1, padding=0):
    """Return the shape (n, height, width, f) of a convolution."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    n, h, w, _ = x_shape
    kh, kw, _, f = kernel_shape
    height = (h + 2 * padding - kh) // stride + 1
    width = (w + 2 * padding - kw) // stride + 1
    return n, height, width, f
    ### END SOLUTION


# %%
check(conv_output_shape)

# %% [markdown] tags=["solution"]
# h + 2p − kh is the way that the kernel can go. `//` counts the whole steps in it, and 1 is added for the
# place where the kernel starts. The channels are summed, so they do not appear in the result.

# %% [markdown]
# ## 2. Convolution
#
# Write `conv2d(x, kernel, b, stride=1, padding=0)`: lay every filter on every place of every image, multiply
# entry by entry, add up over rows, columns and channels, and add the filter's bias.
#
# | argument | shape | what it is |
# |---|---|---|
# | `x` | `(n, h, w, c)` | images |
# | `kernel` | `(kh, kw, c, f)` | the weights of f filters |
# | `b` | `(f,)` | the bias of each filter |
# | `stride` | whole number | windows begin this many pixels apart |
# | `padding` | whole number | rows and columns of zeros on each of the four sides |
#
# Return the maps, of the shape `(n, height, width, f)` from task 1. The kernel is not turned.
#
# By hand, with one image, one channel and one filter: the image (1, 2, 0, 1; 0, 1, 3, 1; 2, 0, 1, 0) and the
# kernel (1, 0; 0, 2) with bias 0 give (3, 8, 2; 0, 3, 3).
#
# `np.pad(x, ((0, 0), (p, p), (p, p), (0, 0)))` pads rows and columns, before and after, and no other axis.


# %%
def conv2d(x, kernel, b, stride=1, padding=0):
    """Return the maps of a convolution, shape (n, height, width, f)."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    kh, kw = kernel.shape[:2]
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    out = np.empty(conv_output_shape(x.shape, kernel.shape, stride, padding))
    for i, j in np.ndindex(out.shape[1:3]):
        top, left = i * stride, j * stride
        window = padded[:, top : top + kh, left : left + kw]
        out[:, i, j] = np.tensordot(window, kernel, axes=3) + b
    return out
    ### END SOLUTION


# %%
check(conv2d)

# %% [markdown] tags=["solution"]
# The loop visits places, not images: one window of all images has the shape (n, kh, kw, c). `tensordot` sums
# over its last three axes and the first three of the kernel, which leaves (n, f). The window of place (i, j)
# begins at (i · stride, j · stride) of the padded image.

# %% [markdown]
# ## 3. Max pooling
#
# Write `max_pool2d(x, pool_size, stride)`: the largest entry of every window, for each image and each channel
# by itself.
#
# | argument | shape | what it is |
# |---|---|---|
# | `x` | `(n, h, w, c)` | images; numbers may be negative |
# | `pool_size` | whole number | rows and columns of a window |
# | `stride` | whole number | windows begin this many pixels apart; they may overlap or leave gaps |
#
# Return an array of shape `(n, height, width, c)`. There is no padding, and a window that does not fit is
# dropped: height is ⌊(h − pool_size) / stride⌋ + 1.
#
# By hand: (1, 2, 0, 1; 0, 1, 3, 1; 2, 0, 1, 0; 5, 1, 2, 4) with `pool_size` 2 and `stride` 2 gives (2, 3; 5,
# 4).


# %%
def max_pool2d(x, pool_size, stride):
    """Return the largest entry of every window, shape (n, height, width, c)."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    n, h, w, c = x.shape
    height, width = (h - pool_size) // stride + 1, (w - pool_size) // stride + 1
    out = np.empty((n, height, width, c))
    for i, j in np.ndindex(height, width):
        top, left = i * stride, j * stride
        out[:, i, j] = x[:, top : top + pool_size, left : left + pool_size].max(axis=(1, 2))
    return out
    ### END SOLUTION


# %%
check(max_pool2d)

# %% [markdown] tags=["solution"]
# The window is that of a convolution. `max(axis=(1, 2))` looks at its rows and columns, and leaves one number
# for each image and channel.

# %% [markdown]
# ## 4. Horizontal flip
#
# Write `horizontal_flip(x)`: mirror the images, so that left becomes right.
#
# | argument | shape | what it is |
# |---|---|---|
# | `x` | `(n, h, w, c)` | images |
#
# Return an array of the same shape. By hand: an image of the rows (1, 2, 3) and (4, 5, 6) becomes (3, 2, 1)
# and (6, 5, 4).


# %%
def horizontal_flip(x):
    """Return the images mirrored, left to right."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return x[:, :, ::-1]
    ### END SOLUTION


# %%
check(horizontal_flip)

# %% [markdown] tags=["solution"]
# The columns are axis 2. `np.flip(x, axis=2)` is the same; `np.fliplr` reverses axis 1, which holds the
# columns of one image but the rows of a batch.

# %% [markdown]
# ## 5. Turning
#
# Write `rotate(x, degrees)`: turn the images counter-clockwise.
#
# | argument | shape | what it is |
# |---|---|---|
# | `x` | `(n, h, w, c)` | images |
# | `degrees` | whole number | a multiple of 90, which may be negative or above 360 |
#
# Return an array of shape `(n, h, w, c)`, or `(n, w, h, c)` after an odd number of quarter turns: no pixel
# is lost.
#
# By hand: the image (1, 2, 3; 4, 5, 6), turned by 90 degrees, is (3, 6; 2, 5; 1, 4). What was on the right
# comes to the top. `np.rot90` may help; mind which axes it turns.


# %%
def rotate(x, degrees):
    """Return the images turned counter-clockwise by a multiple of 90 degrees."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return np.rot90(x, degrees // 90, axes=(1, 2))
    ### END SOLUTION


# %%
check(rotate)

# %% [markdown] tags=["solution"]
# `np.rot90` takes any whole number of quarter turns, negative ones too. Without `axes` it turns axes 0 and 1:
# images and rows. By hand, a quarter turn exchanges rows and columns and then reverses the rows:
# `x.swapaxes(1, 2)[:, ::-1]`.

# %% [markdown]
# ## 6. Gray
#
# Write `to_grayscale(x)`: the brightness of every pixel, 0.299 R + 0.587 G + 0.114 B.
#
# | argument | shape | what it is |
# |---|---|---|
# | `x` | `(n, h, w, 3)` | colour images; numbers from 0 to 1, or whole numbers from 0 to 255 |
#
# Return floats of shape `(n, h, w, 1)`, on the scale of the images: white stays 1, or 255.
#
# By hand: (1, 0, 0), a red pixel, becomes 0.299. (0.5, 0.5, 0.5) stays 0.5.


# %%
def to_grayscale(x):
    """Return the brightness of colour images, shape (n, h, w, 1)."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return np.sum(x * np.array([0.299, 0.587, 0.114]), axis=-1, keepdims=True)
    ### END SOLUTION


# %%
check(to_grayscale)

# %% [markdown] tags=["solution"]
# The three weights stretch over the last axis. `keepdims=True` leaves a channel axis of size 1, so that gray
# images fit where colour images did. The weights are floats, so bytes become floats before anything is added.

# %% [markdown]
# ## 7. Noise
#
# Write `add_noise(x, rng, scale)`: add normal noise to every entry, then clip to 0…1.
#
# | argument | shape | what it is |
# |---|---|---|
# | `x` | `(n, h, w, c)` | images, from 0 to 1 |
# | `rng` | | a NumPy `Generator`; draw from it and from nothing else |
# | `scale` | number | the standard deviation of the noise; its mean is 0 |
#
# Return an array of the same shape. Every entry, in every image and channel, gets a number of its own. Each
# call draws new ones.
#
# The check does not ask for certain numbers: it measures mean, spread and independence of your noise over
# 45 000 entries. Right answers may draw in any order.


# %%
def add_noise(x, rng, scale):
    """Return the images with normal noise, clipped to 0…1."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return np.clip(x + rng.normal(0, scale, size=x.shape), 0, 1)
    ### END SOLUTION


# %%
check(add_noise)

# %% [markdown] tags=["solution"]
# `size=x.shape` draws as many numbers as there are entries. Each call goes on where the last one left `rng`,
# so every epoch gets new noise, and the same seed repeats the whole run.

# %% [markdown]
# ## 8. Colour jitter
#
# Write `color_jitter(x, rng, brightness, saturation)`: another light for every image, in two steps.
#
# 1. Draw a factor f for each image, evenly from 1 − `brightness` to 1 + `brightness`. Its pixels become
#    f · x, clipped to 0…1.
# 2. Draw a factor g for each image, evenly from 1 − `saturation` to 1 + `saturation`. Its pixels become
#    g · x + (1 − g) · gray, clipped to 0…1. Here x is what step 1 has left, and gray is that of task 6, for
#    each pixel.
#
# | argument | shape | what it is |
# |---|---|---|
# | `x` | `(n, h, w, 3)` | colour images, from 0 to 1 |
# | `rng` | | a NumPy `Generator`; draw from it and from nothing else |
# | `brightness`, `saturation` | numbers | how far the factors may be from 1 |
#
# Return an array of the same shape. All pixels of an image share its two factors; no two images do.
#
# By hand: a pixel (0.2, 0.4, 0.4) with f = 2 is (0.4, 0.8, 0.8). Its gray is 0.68, so g = 0.5 gives (0.54,
# 0.74, 0.74).


# %%
def color_jitter(x, rng, brightness, saturation):
    """Return the images with a brightness and a saturation of their own, clipped to 0…1."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    each = (len(x), 1, 1, 1)
    f = rng.uniform(1 - brightness, 1 + brightness, size=each)
    g = rng.uniform(1 - saturation, 1 + saturation, size=each)
    x = np.clip(f * x, 0, 1)
    return np.clip(g * x + (1 - g) * to_grayscale(x), 0, 1)
    ### END SOLUTION


# %%
check(color_jitter)

# %% [markdown] tags=["solution"]
# The shape (n, 1, 1, 1) stretches over rows, columns and channels: one number for each image. With g = 0 the
# image is gray, with g = 1 it stays, above 1 its colours grow stronger.

# %% [markdown]
# ## 9. Debug a mistake
#
# Somebody wrote the max pooling below. It passes on photographs, on digits and on everything that comes out
# of a ReLU. Predict first: which images show that it is wrong?


# %%
def max_pool2d_with_a_mistake(x, pool_size, stride):
    n, h, w, c = x.shape
    height, width = (h - pool_size) // stride + 1, (w - pool_size) // stride + 1
    largest = np.zeros((n, height, width, c))
    for i, j in np.ndindex(height, width):
        for k, m in np.ndindex(pool_size, pool_size):
            pixel = x[:, i * stride + k, j * stride + m]
            largest[:, i, j] = np.where(pixel > largest[:, i, j], pixel, largest[:, i, j])
    return largest


# %% [markdown]
# Write `max_pool2d_failing_input()`, which returns arguments `(x, pool_size, stride)` for which that function
# gives something wrong. `x` is an array of shape (n, h, w, c), as small as you like.


# %%
def max_pool2d_failing_input():
    """Return (x, pool_size, stride) for which max_pool2d_with_a_mistake is wrong."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return np.full((1, 2, 2, 1), -1.0), 2, 2
    ### END SOLUTION


# %%
check(max_pool2d_failing_input)

# %% [markdown] tags=["solution"]
# Every number of the window is negative, so none beats the 0 that the search begins with. The result is 0, a
# number that the image does not hold.

# %% [markdown]
# Now mend it.


# %%
def max_pool2d_mended(x, pool_size, stride):
    """Return the largest entry of every window, also where all numbers are negative."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("copy the function here and mend it")
    n, h, w, c = x.shape
    height, width = (h - pool_size) // stride + 1, (w - pool_size) // stride + 1
    largest = np.full((n, height, width, c), -np.inf)
    for i, j in np.ndindex(height, width):
        for k, m in np.ndindex(pool_size, pool_size):
            pixel = x[:, i * stride + k, j * stride + m]
            largest[:, i, j] = np.where(pixel > largest[:, i, j], pixel, largest[:, i, j])
    return largest
    ### END SOLUTION


# %%
check(max_pool2d_mended)

# %% [markdown] tags=["solution"]
# Every number beats −∞, so the first of a window takes its place. A search for a largest number should begin
# with that or with the first number, never with 0.

# %% [markdown]
# ## You can now
#
# - compute the shape and the numbers of a convolution, for batches, channels and filters;
# - pool, flip and turn images, each axis by its name;
# - make gray, noisy and differently lit images that are new in each epoch;
# - find the input that a comfortable test leaves out.
