"""Graders of lesson 16: results that agree, weights that travel, layers that stay as they are."""

import re
from pathlib import Path

import numpy as np
import pytest

from dlteach import keras
from dlteach.autograder.judge import grade
from dlteach.exercises.frameworks_and_hardware import EXERCISES

LESSON = Path(__file__).parents[2] / "authoring" / "lessons" / "16_frameworks_and_hardware.py"


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
def test_the_lesson_has_the_section_that_feedback_points_to(exercise):
    headings = re.findall(r"^# ## (.+)$", LESSON.read_text(encoding="utf-8"), re.MULTILINE)
    assert exercise.section in headings


def entry_by_entry(a, b, tolerance):
    if a.shape != b.shape:
        return False
    return all(-tolerance <= d <= tolerance for d in (a - b).flatten())


def with_isclose(a, b, tolerance):
    if np.shape(a) == np.shape(b):
        return np.isclose(a, b, rtol=0, atol=tolerance).all()
    else:
        return False


def counting(a, b, tol):
    if list(a.shape) != list(b.shape):
        return 0
    bad = 0
    for x, y in zip(a.ravel().tolist(), b.ravel().tolist()):
        if x != x or y != y or abs(x - y) > tol:
            bad += 1
    return int(bad == 0)


def trying(a, b, tolerance):
    try:
        assert a.shape == b.shape
        np.testing.assert_array_less(np.abs(a - b), tolerance)
    except AssertionError:
        return False
    return True


def compiled_and_fitted(model, x, y, epochs):
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=1e-2),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=False),
        metrics=["accuracy"],
    )
    return model.fit(x, y, epochs=epochs)


def with_enumerate(source, target):
    for i, layer in enumerate(source.layers):
        if i < len(source.layers) - 1:
            target.layers[i].set_weights(layer.get_weights())
    return target


def with_a_counter(source, target):
    n = len(target.layers)
    i = 0
    while i < n - 1:
        weights = source.get_layer(index=i).get_weights()
        if len(weights) > 0:
            target.get_layer(index=i).set_weights(weights)
        i += 1
    return target


def with_the_end_put_back(source, target):
    end = target.layers[-1].get_weights()
    for a, b in list(zip(source.layers, target.layers))[:-1]:
        b.set_weights(a.get_weights())
    target.layers[-1].set_weights(end)
    return target


def variables_assigned(source, target):
    for a, b in zip(source.weights[:-2], target.weights[:-2]):
        b.assign(a.numpy())
    return target


def frozen_from_the_back(model, x, y, epochs):
    for layer in reversed(model.layers[:-1]):
        layer.trainable = False
    model.layers[-1].trainable = True
    return compiled_and_fitted(model, x, y, epochs)


def with_a_condition(model, x, y, epochs=5):
    last = model.layers[len(model.layers) - 1]
    for layer in model.layers:
        if layer.name != last.name:
            layer.trainable = False
    history = compiled_and_fitted(model, x, y, epochs)
    return history


def the_list_of_losses(model, x, y, epochs):
    for layer in model.layers[:-1]:
        layer.trainable = False
    return compiled_and_fitted(model, x, y, epochs).history["loss"]


def compiled_first(model, x, y, epochs):
    model.compile(keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy")
    for layer in model.layers[:-1]:
        layer.trainable = False
    return model.fit(x, y, epochs=epochs, verbose=0)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("same_to", entry_by_entry),
        ("same_to", with_isclose),
        ("same_to", counting),
        ("same_to", trying),
        ("same_to", lambda a, b, t: [a.shape == b.shape and float(np.abs(a - b).max()) <= t]),
        ("transfer_weights", with_enumerate),
        ("transfer_weights", with_a_counter),
        ("transfer_weights", with_the_end_put_back),
        ("transfer_weights", variables_assigned),
        ("freeze_and_finetune", frozen_from_the_back),
        ("freeze_and_finetune", with_a_condition),
        ("freeze_and_finetune", the_list_of_losses),
        ("same_to_failing_input", lambda: (np.array([np.nan, 1]), np.array([np.nan, 1]), 0.1)),
        ("same_to_mended", entry_by_entry),
    ],
)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_everyday_styles_pass(name, answer, seed):
    feedback = grade(answer, name, seed)
    assert feedback.passed, feedback.summary


def test_strictly_below_passes_with_a_remark():
    feedback = grade(lambda a, b, t: a.shape == b.shape and np.abs(a - b).max() < t, "same_to")
    assert feedback.passed
    assert any("at most" in remark for remark in feedback.remarks)


def test_to_compile_before_freezing_passes_with_a_remark():
    feedback = grade(compiled_first, "freeze_and_finetune")
    assert feedback.passed, feedback.summary
    assert any("Freeze, then compile." in remark for remark in feedback.remarks)


def shapes_forgotten_in_a_loop(a, b, tolerance):
    for x, y in zip(a, b):  # noqa: SIM110
        if np.any(abs(x - y) > tolerance):
            return False
    return True


def loop_that_returns_too_soon(a, b, tolerance):
    if a.shape != b.shape:
        return False
    for x, y in zip(a.flat, b.flat):
        if abs(x - y) <= tolerance:  # noqa: SIM103
            return True
        else:
            return False


def layer_list_replaced(source, target):
    new = keras.Sequential()
    for layer in source.layers[:-1]:
        new.add(layer)
    new.add(target.layers[-1])
    return new


def kernels_and_no_biases(source, target):
    for a, b in zip(source.layers[:-1], target.layers[:-1]):
        w = a.get_weights()
        if len(w) == 2:
            b.set_weights([w[0], b.get_weights()[1]])
        elif w:
            b.set_weights(w)
    return target


def in_the_loop(source, target):
    for a, b in zip(source.layers[:-1], target.layers[:-1]):
        b.set_weights(a.get_weights())
        return target


def all_layers(source, target):
    for i in range(len(source.layers)):
        target.layers[i].set_weights(source.layers[i].get_weights())
    return target


def half_of_it(source, target):
    for a, b in zip(source.layers[:-1], target.layers[:-1]):
        b.set_weights(a.get_weights())


def the_wrong_way(source, target):
    for a, b in zip(source.layers[:-1], target.layers[:-1]):
        a.set_weights(b.get_weights())
    return target


def frozen_by_comparison(model, x, y, epochs):
    for layer in model.layers[:-1]:
        layer.trainable == False  # noqa: B015, E712
    return compiled_and_fitted(model, x, y, epochs)


def frozen_whole(model, x, y, epochs):
    model.trainable = False
    model.layers[-1].trainable = True
    return compiled_and_fitted(model, x, y, epochs)


def all_frozen(model, x, y, epochs):
    for layer in model.layers:
        layer.trainable = False
    return compiled_and_fitted(model, x, y, epochs)


def adam_by_name(model, x, y, epochs):
    for layer in model.layers[:-1]:
        layer.trainable = False
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x, y, epochs=epochs, verbose=0)


def five_epochs_whatever(model, x, y, epochs):
    for layer in model.layers[:-1]:
        layer.trainable = False
    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy")
    return model.fit(x, y, verbose=0)


def the_model_again(model, x, y, epochs):
    for layer in model.layers[:-1]:
        layer.trainable = False
    compiled_and_fitted(model, x, y, epochs)
    return model


def no_return(model, x, y, epochs):
    for layer in model.layers[:-1]:
        layer.trainable = False
    compiled_and_fitted(model, x, y, epochs)


def no_compile(model, x, y, epochs):
    for layer in model.layers[:-1]:
        layer.trainable = False
    return model.fit(x, y, epochs=epochs, verbose=0)


def kernel_and_bias(source, target):
    for i in range(len(source.layers) - 1):
        target.layers[i].kernel.assign(source.layers[i].kernel)
        target.layers[i].bias.assign(source.layers[i].bias)
    return target


def variables_assigned(source, target):
    for s, t in zip(source.layers[:-1], target.layers[:-1]):
        t.kernel, t.bias = s.kernel, s.bias
    return target


@pytest.mark.parametrize(
    ("name", "answer", "mistake"),
    [
        ("transfer_weights", kernel_and_bias, "kernel-and-bias-by-name"),
        ("transfer_weights", variables_assigned, "variables-handed-over"),
        ("same_to", lambda a, b, t: a.shape == b.shape and (a - b).max() < t, "no-abs"),
        ("same_to", lambda a, b, t: bool((np.abs(a - b) < t).all()), "shapes-not-compared"),
        ("same_to", lambda a, b, t: np.allclose(a, b, atol=t), "relative-part-left-in-no-shapes"),
        ("same_to", lambda a, b, t: np.allclose(a, b, t), "relative-allclose"),
        ("same_to", lambda a, b, t: a.shape == b.shape and np.abs(a - b).mean() <= t, "mean-for-max"),
        ("same_to", lambda a, b, t: (a == b).all() if a.shape == b.shape else False, "exact"),
        ("same_to", lambda a, b, t: len(a) == len(b) and (abs(a - b) <= t).all(), "lengths-compared"),
        ("same_to", lambda a, b, t: a.shape == b.shape and not (abs(a - b) > t).any(), "nan-passes"),
        ("same_to", loop_that_returns_too_soon, "first-only"),
        ("transfer_weights", layer_list_replaced, "layers-shared"),
        ("transfer_weights", kernels_and_no_biases, "biases-forgotten"),
        ("transfer_weights", in_the_loop, "first-layer-only"),
        ("transfer_weights", all_layers, "last-layer-too"),
        ("transfer_weights", lambda s, t: t.set_weights(s.get_weights()) or t, "last-layer-too"),
        ("transfer_weights", half_of_it, "copied-and-not-returned"),
        ("transfer_weights", the_wrong_way, "wrong-direction"),
        ("freeze_and_finetune", frozen_by_comparison, "nothing-frozen"),
        ("freeze_and_finetune", frozen_whole, "whole-model-frozen"),
        ("freeze_and_finetune", all_frozen, "everything-frozen"),
        ("freeze_and_finetune", adam_by_name, "default-rate"),
        ("freeze_and_finetune", five_epochs_whatever, "epochs-ignored"),
        ("freeze_and_finetune", the_model_again, "model-returned"),
        ("freeze_and_finetune", no_return, "nothing-returned"),
        ("freeze_and_finetune", no_compile, "not-compiled-anew"),
        ("same_to_failing_input", lambda: (np.ones(3), np.ones(4), 0.1), "shapes-differ"),
        ("same_to_failing_input", lambda: (np.ones(3), np.zeros(3), 0.1), "only-numbers"),
    ],
)
def test_code_that_people_write_is_recognised(name, answer, mistake):
    feedback = grade(answer, name)
    assert feedback.passed is False
    assert feedback.mistakes[0] == mistake, feedback.summary


def test_rows_that_are_zipped_without_their_shapes_do_not_pass():
    assert grade(shapes_forgotten_in_a_loop, "same_to").passed is False


def test_an_answer_that_works_in_its_own_model_does_not_pass():
    def rebuilt(model, x, y, epochs):
        new = keras.Sequential([*model.layers[:-1], keras.layers.Dense(model.layers[-1].units, "softmax")])
        for layer in new.layers[:-1]:
            layer.trainable = False
        return compiled_and_fitted(new, x, y, epochs)

    assert grade(rebuilt, "freeze_and_finetune").passed is False
