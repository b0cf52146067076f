"""Graders of lesson 11: loops that are right, conventions that are told, noise judged by its law."""

import re
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from dlteach.autograder.judge import grade
from dlteach.data import rotate as library_rotate
from dlteach.exercises.images import EXERCISES, QUESTIONS
from dlteach.exercises.images.rotation import rotate

LESSON = Path(__file__).parents[2] / "authoring" / "lessons" / "11_images.py"


@pytest.mark.parametrize(
    "item", [*EXERCISES, *QUESTIONS], ids=lambda item: getattr(item, "name", None) or item.id
)
def test_the_lesson_has_the_section_that_feedback_points_to(item):
    headings = re.findall(r"^# ## (.+)$", LESSON.read_text(encoding="utf-8"), re.MULTILINE)
    assert item.section in headings


@pytest.mark.parametrize("degrees", [-90, 0, 90, 180, 270, 450])
def test_on_square_images_quarter_turns_are_those_of_the_library(degrees):
    x = np.random.default_rng(0).normal(size=(2, 5, 5, 3))
    assert_allclose(rotate(x, degrees), library_rotate(x, degrees), atol=1e-12)


def zero_pad(x, pad):
    return np.pad(x, ((0, 0), (pad, pad), (pad, pad), (0, 0)), "constant", constant_values=(0, 0))


def conv_single_step(a_slice_prev, W, b):
    s = np.multiply(a_slice_prev, W)
    return np.sum(s) + float(b)


def conv_forward(A_prev, W, b, stride=1, pad=0):
    (m, n_H_prev, n_W_prev, _n_C_prev) = A_prev.shape
    (f_h, f_w, _n_C_prev, n_C) = W.shape
    n_H = int((n_H_prev - f_h + 2 * pad) / stride) + 1
    n_W = int((n_W_prev - f_w + 2 * pad) / stride) + 1
    Z = np.zeros((m, n_H, n_W, n_C))
    A_prev_pad = zero_pad(A_prev, pad)
    for i in range(m):
        a_prev_pad = A_prev_pad[i]
        for h in range(n_H):
            vert_start = h * stride
            vert_end = vert_start + f_h
            for w in range(n_W):
                horiz_start = w * stride
                horiz_end = horiz_start + f_w
                for c in range(n_C):
                    a_slice = a_prev_pad[vert_start:vert_end, horiz_start:horiz_end, :]
                    Z[i, h, w, c] = conv_single_step(a_slice, W[:, :, :, c], b[c])
    return Z, (A_prev, W, b, stride, pad)


def map_by_map(images, kernels, b, stride, padding):
    kh, kw, _, nc = kernels.shape
    images = zero_pad(images, padding)
    m, h, w, _ = images.shape
    output = np.zeros((m, (h - kh) // stride + 1, (w - kw) // stride + 1, nc))
    for i in range(output.shape[1]):
        for j in range(output.shape[2]):
            for k in range(nc):
                x, y = i * stride, j * stride
                output[:, i, j, k] = (images[:, x : x + kh, y : y + kw, :] * kernels[..., k]).sum(
                    axis=(1, 2, 3)
                )
    return output + b


def pool_forward(A_prev, f, stride, mode="max"):
    m, n_H_prev, n_W_prev, n_C = A_prev.shape
    n_H, n_W = int(1 + (n_H_prev - f) / stride), int(1 + (n_W_prev - f) / stride)
    A = np.zeros((m, n_H, n_W, n_C))
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    a = A_prev[i, h * stride : h * stride + f, w * stride : w * stride + f, c]
                    A[i, h, w, c] = np.max(a) if mode == "max" else np.mean(a)
    return A, A_prev


def swapped_pairs(x):
    out = np.array(x)
    for j in range(x.shape[2] // 2):
        out[:, :, [j, -1 - j]] = out[:, :, [-1 - j, j]]
    return out


def turned_by_hand(x, degrees):
    turns = (degrees % 360) // 90
    if turns == 1:
        return np.transpose(x, (0, 2, 1, 3))[:, ::-1, :, :]
    if turns == 2:
        return x[:, ::-1, ::-1, :]
    if turns == 3:
        return np.transpose(x, (0, 2, 1, 3))[:, :, ::-1, :]
    return x


def noisy_one_by_one(x, rng, scale):
    result = []
    for image in x:
        noise = rng.normal(loc=0.0, scale=scale, size=image.shape)
        noisy = image + noise
        noisy[noisy < 0] = 0
        noisy[noisy > 1] = 1
        result.append(noisy)
    return np.array(result)


def gray_of(x):
    return (0.299 * x[..., 0] + 0.587 * x[..., 1] + 0.114 * x[..., 2])[..., None]


def jitter_with_random(x, rng, brightness, saturation):
    f = 1 + (rng.random(len(x)) * 2 - 1) * brightness
    g = 1 + (rng.random(len(x)) * 2 - 1) * saturation
    x = np.minimum(x * f[:, None, None, None], 1)
    dull = np.repeat(gray_of(x), 3, axis=-1)
    return np.clip(dull + g[:, None, None, None] * (x - dull), 0, 1)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        (
            "conv_output_shape",
            lambda x, k, stride=1, pad=0: [
                x[0],
                int((x[1] - k[0] + 2 * pad) / stride) + 1,
                int(np.floor(1 + (x[2] - k[1] + 2 * pad) / stride)),
                k[3],
            ],
        ),
        ("conv2d", conv_forward),
        ("conv2d", map_by_map),
        ("max_pool2d", pool_forward),
        (
            "max_pool2d",
            lambda x, f, s: np.lib.stride_tricks.sliding_window_view(x, (f, f), axis=(1, 2))[:, ::s, ::s].max(
                axis=(4, 5)
            ),
        ),
        ("horizontal_flip", swapped_pairs),
        ("horizontal_flip", lambda x: np.array([image[:, ::-1] for image in x])),
        ("rotate", turned_by_hand),
        ("rotate", lambda x, degrees: np.rot90(x, k=int(degrees / 90), axes=(1, 2))),
        ("rotate", lambda x, degrees: np.rot90(x, -degrees // 90, axes=(2, 1))),
        ("to_grayscale", lambda x: np.dot(x, [0.299, 0.587, 0.114]).reshape(*x.shape[:-1], 1)),
        ("to_grayscale", gray_of),
        ("add_noise", noisy_one_by_one),
        ("add_noise", lambda x, rng, scale: np.clip(rng.normal(x, scale), 0, 1)),
        ("add_noise", lambda x, rng, s: np.clip(x + s * rng.standard_normal(x.shape), 0, 1).tolist()),
        ("color_jitter", jitter_with_random),
        ("max_pool2d_failing_input", lambda: (np.array([[[[-1.0]]]]), 1, 1)),
        ("max_pool2d_failing_input", lambda: [-np.arange(1, 17).reshape(1, 4, 4, 1), 2, 2]),
    ],
)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_everyday_styles_pass(name, answer, seed):
    if name.endswith("failing_input") and isinstance(answer(), list):
        given = tuple(answer())
        feedback = grade(lambda: given, name, seed)
    else:
        feedback = grade(answer, name, seed)
    assert feedback.passed, feedback.summary


def only_the_last_channel(x, kernel, b, stride, padding):
    x, (kh, kw, c, _) = zero_pad(x, padding), kernel.shape
    height, width = (x.shape[1] - kh) // stride + 1, (x.shape[2] - kw) // stride + 1
    out = np.zeros((len(x), height, width, kernel.shape[3]))
    for i in range(height):
        for j in range(width):
            for channel in range(c):
                window = x[:, i * stride : i * stride + kh, j * stride : j * stride + kw, channel]
                out[:, i, j] = np.tensordot(window, kernel[:, :, channel], axes=2)
    return out + b


def places_for_pixels(x, kernel, b, stride, padding):
    x, (kh, kw, _, f) = zero_pad(x, padding), kernel.shape
    out = np.zeros((len(x), (x.shape[1] - kh) // stride + 1, (x.shape[2] - kw) // stride + 1, f))
    for i in range(out.shape[1]):
        for j in range(out.shape[2]):
            for k in range(f):
                out[:, i, j, k] = np.sum(x[:, i : i + kh, j : j + kw] * kernel[..., k], axis=(1, 2, 3)) + b[k]
    return out


def bias_in_the_sum(x, kernel, b, stride, padding):
    def one_filter(k):
        def step(window, weights, bias):
            return np.sum(window * weights + bias)

        return [
            [
                [
                    step(image[i : i + kernel.shape[0], j : j + kernel.shape[1]], kernel[..., k], b[k])
                    for j in range(0, image.shape[1] - kernel.shape[1] + 1, stride)
                ]
                for i in range(0, image.shape[0] - kernel.shape[0] + 1, stride)
            ]
            for image in zero_pad(x, padding)
        ]

    return np.stack([one_filter(k) for k in range(kernel.shape[3])], axis=-1)


def one_maximum_for_the_window(x, size, stride):
    height, width = (x.shape[1] - size) // stride + 1, (x.shape[2] - size) // stride + 1
    out = np.zeros((len(x), height, width, x.shape[3]))
    for i in range(height):
        for j in range(width):
            r, s = i * stride, j * stride
            out[:, i, j] = np.max(x[:, r : r + size, s : s + size])
    return out


def best_so_far(x, size, stride):
    height, width = (x.shape[1] - size) // stride + 1, (x.shape[2] - size) // stride + 1
    out = np.zeros((len(x), height, width, x.shape[3]))
    for m, i, j, c in np.ndindex(out.shape):
        best = 0
        for value in x[m, i * stride : i * stride + size, j * stride : j * stride + size, c].ravel():
            if value > best:
                best = value
        out[m, i, j, c] = best
    return out


def brightened_in_place(x, rng, scale):
    x += rng.normal(0, scale, x.shape)
    np.clip(x, 0, 1, out=x)
    return x


def noise_from_the_global_state(x, rng, scale):
    return np.clip(x + np.random.randn(*x.shape) * scale, 0, 1)  # noqa: NPY002


def jitter_by_python_numbers(x, rng, brightness, saturation):
    x = np.clip(x * rng.uniform(1 - brightness, 1 + brightness), 0, 1)
    g = rng.uniform(1 - saturation, 1 + saturation)
    return np.clip(g * x + (1 - g) * gray_of(x), 0, 1)


def jitter_that_only_brightens(x, rng, brightness, saturation):
    f = 1 + brightness * rng.random((len(x), 1, 1, 1))
    g = 1 + saturation * rng.random((len(x), 1, 1, 1))
    x = np.clip(x * f, 0, 1)
    return np.clip(g * x + (1 - g) * gray_of(x), 0, 1)


def room_for_padding_and_none_put(x, kernel, b, stride, padding):
    kh, kw, _, filters = kernel.shape
    height, width = ((x.shape[i + 1] + 2 * padding - kernel.shape[i]) // stride + 1 for i in (0, 1))
    out = np.zeros((len(x), height, width, filters))
    for i in range(height):
        for j in range(width):
            window = x[:, i * stride : i * stride + kh, j * stride : j * stride + kw]
            for f in range(filters):
                out[:, i, j, f] = (window * kernel[..., f]).sum(axis=(1, 2, 3)) + b[f]
    return out


def room_for_padding_and_a_tensordot(x, kernel, b, stride, padding):
    height, width = ((x.shape[i + 1] + 2 * padding - kernel.shape[i]) // stride + 1 for i in (0, 1))
    out = np.zeros((len(x), height, width, kernel.shape[3]))
    for i, j in np.ndindex(height, width):
        r, c = i * stride, j * stride
        window = x[:, r : r + kernel.shape[0], c : c + kernel.shape[1]]
        out[:, i, j] = np.tensordot(window, kernel, axes=3) + b
    return out


def windows_side_by_side(x, pool_size, stride):
    height, width = ((size - pool_size) // stride + 1 for size in x.shape[1:3])
    out = np.zeros((len(x), height, width, x.shape[3]))
    for i, j in np.ndindex(height, width):
        rows, columns = (slice(k * pool_size, (k + 1) * pool_size) for k in (i, j))
        out[:, i, j] = x[:, rows, columns].max(axis=(1, 2))
    return out


@pytest.mark.parametrize(
    ("name", "answer", "mistake"),
    [
        (
            "conv_output_shape",
            lambda x, k, s, p: (x[0], int((x[1] - k[0] + 2 * p) / s), int((x[2] - k[1] + 2 * p) / s), k[3]),
            "plus-one-missing",
        ),
        (
            "conv_output_shape",
            lambda x, k, s, p: (x[0], (x[1] - k[0] + p) // s + 1, (x[2] - k[1] + p) // s + 1, k[3]),
            "padding-on-one-side",
        ),
        (
            "conv_output_shape",
            lambda x, k, s, p: (x[0], (x[1] - k[0] + 2 * p) / s + 1, (x[2] - k[1] + 2 * p) / s + 1, k[-1]),
            "not-rounded",
        ),
        ("conv2d", lambda x, k, b, s, p: conv_forward(x, np.flip(k, (0, 1)), b, s, p), "kernel-flipped"),
        ("conv2d", lambda x, k, b, s, p: conv_forward(x, k, b, 1, p)[0], "stride-ignored"),
        ("conv2d", lambda x, k, b, s, p: map_by_map(x, k, b, s, 0), "padding-ignored"),
        ("conv2d", lambda x, k, b, s, p: map_by_map(x, k, 0, s, p), "bias-forgotten"),
        ("conv2d", only_the_last_channel, "last-channel-only"),
        ("conv2d", places_for_pixels, "windows-start-at-every-pixel"),
        ("conv2d", room_for_padding_and_none_put, "padding-counted-only"),
        ("conv2d", room_for_padding_and_a_tensordot, "window-and-kernel-do-not-fit"),
        ("max_pool2d", windows_side_by_side, "starts-by-the-window"),
        ("conv2d", bias_in_the_sum, "bias-once-per-weight"),
        (
            "conv2d",
            lambda x, k, b, s, p: map_by_map(np.pad(x, ((0, 0), (p, p), (p, p), (0, 0)), "edge"), k, b, s, 0),
            "padded-with-edges",
        ),
        ("conv2d", lambda x, k, b, s, p: np.moveaxis(map_by_map(x, k, b, s, p), -1, 1), "channels-first"),
        ("max_pool2d", lambda x, f, s: pool_forward(x, f, s, "average"), "mean-pooling"),
        ("max_pool2d", lambda x, f, s: pool_forward(x, f, f), "stride-is-the-window"),
        ("max_pool2d", one_maximum_for_the_window, "batch-and-channels-share-the-largest"),
        ("max_pool2d", best_so_far, "starts-at-zero"),
        ("max_pool2d_mended", best_so_far, "starts-at-zero"),
        ("horizontal_flip", np.fliplr, "vertical"),
        ("horizontal_flip", np.flipud, "batch-reversed"),
        ("horizontal_flip", lambda x: x[..., ::-1], "channels-reversed"),
        ("rotate", lambda x, degrees: np.rot90(x, degrees // 90, axes=(2, 1)), "clockwise"),
        ("rotate", lambda x, degrees: np.rot90(x, degrees, (1, 2)), "degrees-taken-for-quarter-turns"),
        ("rotate", lambda x, degrees: np.rot90(x, degrees // 90), "batch-turned"),
        ("to_grayscale", lambda x: np.mean(x, axis=3, keepdims=True), "mean-of-the-channels"),
        ("to_grayscale", lambda x: np.dot(x, [0.299, 0.587, 0.114]), "channel-axis-lost"),
        ("to_grayscale", lambda x: gray_of(x).astype(np.uint8), "always-cut-to-integers"),
        ("to_grayscale", lambda x: gray_of(x[..., ::-1]), "blue-first"),
        ("add_noise", lambda x, rng, scale: x + rng.normal(0, scale, x.shape), "not-clipped"),
        ("add_noise", lambda x, rng, s: np.clip(x + rng.normal(s, size=x.shape), 0, 1), "scale-as-mean"),
        ("add_noise", lambda x, rng, s: np.clip(x + s * rng.random(x.shape), 0, 1), "uniform-from-0"),
        (
            "add_noise",
            lambda x, rng, s: np.clip([image + noise for image in x for noise in [rng.normal(0, s)]], 0, 1),
            "one-number-per-image",
        ),
        (
            "add_noise",
            lambda x, rng, s: np.clip(x + rng.normal(0, s, x.shape[1:]), 0, 1),
            "same-noise-for-all-images",
        ),
        ("add_noise", brightened_in_place, "changes-its-input"),
        ("add_noise", noise_from_the_global_state, "rng-not-used"),
        (
            "add_noise",
            lambda x, rng, s: np.clip(x + np.random.default_rng(42).normal(0, s, x.shape), 0, 1),
            "own-seed",
        ),
        ("color_jitter", jitter_by_python_numbers, "one-factor-for-all-images"),
        ("color_jitter", jitter_that_only_brightens, "brighter-only"),
        (
            "color_jitter",
            lambda x, rng, b, s: np.clip(x * rng.uniform(1 - b, 1 + b, (len(x), 1, 1, 1)), 0, 1),
            "saturation-forgotten",
        ),
        ("max_pool2d_failing_input", lambda: (np.ones((1, 4, 4, 1)), 2, 2), "no-window-below-zero"),
    ],
)
def test_code_that_people_write_is_recognised(name, answer, mistake):
    feedback = grade(answer, name)
    assert feedback.passed is False
    assert feedback.mistakes[0].startswith(mistake), (feedback.mistakes, feedback.summary)


@pytest.mark.parametrize(
    ("returned", "words"),
    [
        ((np.zeros((4, 4)), 2, 2), "images of shape (n, h, w, c), got (4, 4)"),
        ((np.zeros((1, 2, 2, 1)), 3, 1), "windows of 3 × 3, larger than images of 2 × 2"),
        ((np.zeros((1, 2, 2, 1)), 2, 0), "whole numbers of at least 1"),
        (np.zeros((1, 2, 2, 1)), "the arguments (x, pool_size, stride)"),
    ],
)
def test_an_input_that_is_none_is_refused_in_words(returned, words):
    feedback = grade(lambda: returned, "max_pool2d_failing_input")
    assert feedback.passed is False
    assert words in feedback.summary


def test_a_result_written_at_the_pixel_is_told_from_other_errors_of_index():
    def out_of_bounds(x, kernel, b, stride, padding):
        x, (kh, kw, _, f) = zero_pad(x, padding), kernel.shape
        out = np.zeros((len(x), (x.shape[1] - kh) // stride + 1, (x.shape[2] - kw) // stride + 1, f))
        for i in range(0, x.shape[1] - kh + 1, stride):
            for j in range(0, x.shape[2] - kw + 1, stride):
                for k in range(f):
                    window = x[:, i : i + kh, j : j + kw]
                    out[:, i, j, k] = (window * kernel[..., k]).sum(axis=(1, 2, 3)) + b[k]
        return out

    assert grade(out_of_bounds, "conv2d").mistakes == ("written-at-the-pixel",)


@pytest.mark.parametrize("name", ["add_noise", "color_jitter"])
def test_nothing_returned_is_told_as_such(name):
    assert "is a `return` missing" in grade(lambda x, rng, *amounts: None, name).summary


def test_a_missing_clip_is_seen_beside_another_mistake():
    feedback = grade(lambda x, rng, scale: x + rng.normal(0, scale**2, x.shape), "add_noise")
    assert feedback.mistakes == ("not-clipped", "variance-for-standard-deviation")
    feedback = grade(lambda x, rng, scale: x + rng.normal(0, 3.3 * scale, x.shape), "add_noise")
    assert feedback.mistakes == ("not-clipped",)
    assert "Something else is off besides" in feedback.summary


@pytest.mark.parametrize("seed", range(40))
def test_chance_never_fails_a_right_answer(seed):
    assert grade(noisy_one_by_one, "add_noise", seed).passed
    assert grade(jitter_with_random, "color_jitter", seed).passed
