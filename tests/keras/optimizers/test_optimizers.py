"""Optimizers against the formulas of their papers, one number at a time in Python floats."""

import math

import numpy as np
import pytest

from dlteach import keras
from dlteach.functions import adagrad_step, rmsprop_step, sgd_step
from dlteach.keras.backend.common.flat import flatten

RATE = 0.1
GRADIENTS = [0.5, -2.0, 0.25, 1.0, -0.125]


def sgd(w, gradients):
    for g in gradients:
        w -= RATE * g
    return w


def momentum(w, gradients, beta=0.9, nesterov=False):
    v = 0.0
    for g in gradients:
        v = beta * v - RATE * g
        w += beta * v - RATE * g if nesterov else v
    return w


def adam(w, gradients, amsgrad=False, b1=0.9, b2=0.999, eps=1e-7):
    m = v = largest = 0.0
    for t, g in enumerate(gradients, 1):
        m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g * g
        largest = max(largest, v)
        root = math.sqrt(largest if amsgrad else v)
        w -= RATE * math.sqrt(1 - b2**t) / (1 - b1**t) * m / (root + eps)
    return w


def rmsprop(w, gradients, rho=0.9, eps=1e-7, centered=False, beta=0.0):
    s = mean = v = 0.0
    for g in gradients:
        s, mean = rho * s + (1 - rho) * g * g, rho * mean + (1 - rho) * g
        v = beta * v + RATE * g / math.sqrt(s - (mean**2 if centered else 0) + eps)
        w -= v
    return w


def adagrad(w, gradients, s=0.1, eps=1e-7):
    for g in gradients:
        s += g * g
        w -= RATE * g / math.sqrt(s + eps)
    return w


def adadelta(w, gradients, rho=0.95, eps=1e-7):
    s = d = 0.0
    for g in gradients:
        s = rho * s + (1 - rho) * g * g
        step = g * math.sqrt(d + eps) / math.sqrt(s + eps)
        d = rho * d + (1 - rho) * step * step
        w -= RATE * step
    return w


def adamax(w, gradients, b1=0.9, b2=0.999, eps=1e-7):
    m = u = 0.0
    for t, g in enumerate(gradients, 1):
        m, u = b1 * m + (1 - b1) * g, max(b2 * u, abs(g))
        w -= RATE / (1 - b1**t) * m / (u + eps)
    return w


def nadam(w, gradients, b1=0.9, b2=0.999, eps=1e-7):
    m, v, product = 0.0, 0.0, 1.0
    for t, g in enumerate(gradients, 1):
        now, ahead = (b1 * (1 - 0.5 * 0.96**k) for k in (t, t + 1))
        product *= now
        m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g * g
        m_hat = ahead * m / (1 - product * ahead) + (1 - now) * g / (1 - product)
        w -= RATE * m_hat / (math.sqrt(v / (1 - b2**t)) + eps)
    return w


def lion(w, gradients, b1=0.9, b2=0.99):
    m = 0.0
    for g in gradients:
        w -= RATE * math.copysign(1, b1 * m + (1 - b1) * g)
        m = b2 * m + (1 - b2) * g
    return w


def with_decay(w, gradients):
    for g in gradients:
        w = w * (1 - RATE * 0.5) - RATE * g
    return w


optimizers = keras.optimizers
CASES = {
    "SGD": (lambda: optimizers.SGD(RATE), sgd),
    "momentum": (lambda: optimizers.SGD(RATE, momentum=0.9), momentum),
    "Nesterov": (lambda: optimizers.SGD(RATE, 0.9, True), lambda w, g: momentum(w, g, nesterov=True)),
    "Adam": (lambda: optimizers.Adam(RATE), adam),
    "a large epsilon": (lambda: optimizers.Adam(RATE, epsilon=0.5), lambda w, g: adam(w, g, eps=0.5)),
    "AMSGrad": (
        lambda: optimizers.Adam(RATE, beta_2=0.5, amsgrad=True),
        lambda w, g: adam(w, g, True, b2=0.5),
    ),
    "RMSprop": (lambda: optimizers.RMSprop(RATE), rmsprop),
    "RMSprop, centered, momentum": (
        lambda: optimizers.RMSprop(RATE, 0.9, 0.5, centered=True),
        lambda w, g: rmsprop(w, g, centered=True, beta=0.5),
    ),
    "Adagrad": (lambda: optimizers.Adagrad(RATE), adagrad),
    "Adadelta": (lambda: optimizers.Adadelta(RATE), adadelta),
    "Adamax": (lambda: optimizers.Adamax(RATE), adamax),
    "Nadam": (lambda: optimizers.Nadam(RATE), nadam),
    "Lion": (lambda: optimizers.Lion(RATE), lion),
    "weight decay": (lambda: optimizers.SGD(RATE, weight_decay=0.5), with_decay),
}


def variables():
    return [
        keras.Variable([[1.0, -2.0], [0.5, 3.0]], name="kernel"),
        keras.Variable([0.25, 0.0], name="bias"),
    ]


def gradients_like(weights, seed):
    rng = np.random.default_rng(seed)
    return [rng.normal(size=w.shape).astype("float32") for w in weights]


def train(optimizer, weights, steps=4):
    for seed in range(steps):
        optimizer.apply(gradients_like(weights, seed), weights)
    return [w.numpy() for w in weights]


@pytest.mark.parametrize("name", CASES)
def test_steps_follow_the_formula(name):
    make, formula = CASES[name]
    w = keras.Variable(3.0, dtype="float64")
    optimizer = make()
    for g in GRADIENTS:
        optimizer.apply([np.array(g)], [w])
    # The learning rate itself is a float32 variable.
    assert float(w) == pytest.approx(formula(3.0, GRADIENTS), rel=1e-7)


@pytest.mark.parametrize("name", CASES)
def test_one_vector_for_all_weights_gives_the_same_as_one_weight_at_a_time(name):
    one_by_one, together = variables(), variables()
    flatten(together)
    expected, got = train(CASES[name][0](), one_by_one), train(CASES[name][0](), together)
    for a, b in zip(expected, got):
        np.testing.assert_allclose(a, b, rtol=1e-6)


@pytest.mark.parametrize("name", CASES)
def test_weights_that_come_to_lie_in_a_vector_in_the_middle_go_on_as_before(name):
    expected = train(CASES[name][0](), variables())
    weights, optimizer = variables(), CASES[name][0]()
    train(optimizer, weights, steps=2)
    flat = flatten(weights)
    for seed in (2, 3):
        for view, gradient in zip(flat.gradient_views, gradients_like(weights, seed)):
            view[...] = gradient
        optimizer.apply_flat(flat)
    for a, b in zip(expected, weights):
        np.testing.assert_allclose(a, b.numpy(), rtol=1e-6)
    assert int(optimizer.iterations) == 4


@pytest.mark.parametrize("limit", [{"clipnorm": 0.5}, {"clipvalue": 0.3}, {"global_clipnorm": 0.5}])
def test_clipping_is_the_same_for_a_vector(limit):
    together = variables()
    flatten(together)
    for a, b in zip(
        train(optimizers.SGD(RATE, **limit), variables()), train(optimizers.SGD(RATE, **limit), together)
    ):
        np.testing.assert_allclose(a, b, rtol=1e-6)


def test_clipped_gradients_have_the_norm_that_was_asked_for():
    w = keras.Variable([0.0, 0.0])
    optimizers.SGD(1.0, clipnorm=5.0).apply([np.array([30.0, 40.0])], [w])
    np.testing.assert_allclose(w.numpy(), [-3.0, -4.0], rtol=1e-6)


def test_a_gradient_that_is_not_finite_stays_visible():
    w = keras.Variable([0.0, 0.0])
    optimizers.SGD(1.0, global_clipnorm=1.0).apply([np.array([np.inf, 1.0])], [w])
    assert np.isnan(w.numpy()).all()


@pytest.mark.parametrize(
    ("optimizer", "step"),
    [
        (lambda: optimizers.SGD(RATE), lambda w, g: sgd_step(w, g, RATE)),
        (
            lambda: optimizers.Adagrad(RATE, initial_accumulator_value=0.0),
            lambda w, g: adagrad_step(w, g, np.zeros_like(w), RATE)[0],
        ),
        (lambda: optimizers.RMSprop(RATE), lambda w, g: rmsprop_step(w, g, np.zeros_like(w), RATE)[0]),
    ],
)
def test_the_first_step_is_that_of_the_function_of_the_course(optimizer, step):
    w, g = np.array([1.0, -3.0]), np.array([0.5, 4.0])
    variable = keras.Variable(w, dtype="float64")
    optimizer().apply([g], [variable])
    np.testing.assert_allclose(variable.numpy(), step(w, g), rtol=1e-7)


def test_weight_decay_can_leave_out_biases():
    for flat in (False, True):
        weights = variables()
        if flat:
            flatten(weights)
        optimizer = optimizers.AdamW(RATE, weight_decay=0.5)
        optimizer.exclude_from_weight_decay(var_names=["bias"])
        optimizer.apply([np.zeros((2, 2)), np.zeros(2)], weights)
        np.testing.assert_allclose(weights[0].numpy(), variables()[0].numpy() * 0.95)
        np.testing.assert_array_equal(weights[1].numpy(), variables()[1].numpy())


def test_constraints_hold_after_a_step_of_the_vector():
    weights = variables()
    weights[0].constraint = keras.constraints.NonNeg()
    flatten(weights)
    train(optimizers.SGD(RATE), weights, steps=1)
    assert weights[0].numpy().min() == 0


def test_the_average_of_the_weights_takes_their_place_at_the_end():
    w = keras.Variable([8.0])
    optimizer = optimizers.SGD(1.0, use_ema=True, ema_momentum=0.75)
    for _ in range(3):
        optimizer.apply([np.array([4.0])], [w])
    assert w.numpy() == -4
    optimizer.finalize_variable_values([w])
    assert w.numpy() == pytest.approx(0.75 * (0.75 * 4 + 0.25 * 0) + 0.25 * -4)


def test_accumulated_gradients_are_averaged():
    w = keras.Variable([8.0])
    optimizer = optimizers.SGD(1.0, gradient_accumulation_steps=2)
    optimizer.apply([np.array([1.0])], [w])
    assert w.numpy() == 8
    optimizer.apply([np.array([5.0])], [w])
    assert w.numpy() == 5
    assert int(optimizer.iterations) == 1


def test_a_users_own_step_is_called_for_every_weight():
    class Sign(optimizers.Optimizer):
        def update_step(self, gradient, variable, learning_rate):
            self.assign_sub(variable, keras.ops.sign(gradient) * learning_rate)

    class Slow(optimizers.SGD):
        def update_step(self, gradient, variable, learning_rate):
            super().update_step(gradient * 0.5, variable, learning_rate)

    for optimizer, moved in ((Sign(0.5), -0.5), (Slow(0.5), -1.0)):
        weights = [keras.Variable([0.0]), keras.Variable([0.0])]
        flatten(weights)
        optimizer.apply([np.array([4.0]), np.array([4.0])], weights)
        assert [float(w.numpy()[0]) for w in weights] == [moved, moved]


def test_a_changed_hyperparameter_counts_from_the_next_step():
    w = keras.Variable([0.0])
    optimizer = optimizers.SGD(1.0, momentum=0.5)
    optimizer.apply([np.array([1.0])], [w])
    optimizer.momentum = 0.0625
    optimizer.apply([np.array([0.0])], [w])
    assert w.numpy() == -1.0625


def test_the_learning_rate_can_be_set_and_read():
    optimizer = optimizers.Adam(0.5)
    optimizer.learning_rate = 0.25
    assert float(optimizer.learning_rate) == 0.25
    with pytest.raises(ValueError, match="`learning_rate` should be float"):
        optimizers.SGD(1)
    scheduled = optimizers.SGD(optimizers.schedules.ExponentialDecay(1.0, 1, 0.5))
    with pytest.raises(TypeError, match="not settable"):
        scheduled.learning_rate = 0.1


def test_a_schedule_is_asked_at_every_step():
    w = keras.Variable([0.0])
    optimizer = optimizers.SGD(optimizers.schedules.ExponentialDecay(1.0, 1, 0.5))
    for _ in range(3):
        optimizer.apply([np.array([1.0])], [w])
    assert w.numpy() == -1.75


def test_state_goes_to_another_optimizer_and_the_training_goes_on_as_before():
    one, other = optimizers.Adam(RATE), optimizers.Adam(RATE)
    weights = variables()
    train(one, weights, steps=2)
    store = {}
    one.save_own_variables(store)
    copies = [keras.Variable(w) for w in weights]
    other.build(copies)
    other.load_own_variables(store)
    for a, b in zip(train(one, weights), train(other, copies)):
        np.testing.assert_array_equal(a, b)


def test_stateless_apply_changes_nothing():
    weights, optimizer = variables(), optimizers.Adam(RATE)
    optimizer.build(weights)
    gradients = gradients_like(weights, 0)
    before = [w.numpy() for w in weights]
    new, state = optimizer.stateless_apply([v.numpy() for v in optimizer.variables], gradients, before)
    for a, w in zip(before, weights):
        np.testing.assert_array_equal(a, w.numpy())
    optimizer.apply(gradients, weights)
    for a, w in zip([*new, *state], [*weights, *optimizer.variables]):
        np.testing.assert_allclose(a, w.numpy(), rtol=1e-6)


def test_what_cannot_be_right_is_refused():
    w = keras.Variable([1.0, 2.0], name="w")
    with pytest.raises(ValueError, match="expected the gradient of w to have its shape"):
        optimizers.SGD().apply([np.ones((2, 1))], [w])
    with pytest.raises(ValueError, match="Only one of `clipnorm`"):
        optimizers.SGD(clipnorm=1.0, clipvalue=1.0)
    with pytest.raises(ValueError, match=r"not recognized: \{'learning_rat'"):
        optimizers.SGD(learning_rat=0.1)
    optimizer = optimizers.SGD()
    optimizer.build([w])
    with pytest.raises(ValueError, match="Unknown variable"):
        optimizer.apply([np.ones(2)], [keras.Variable([1.0, 2.0])])
    with pytest.raises(ValueError, match="Could not interpret optimizer identifier: nope"):
        optimizers.get("nope")


@pytest.mark.parametrize("name", CASES)
def test_config_makes_the_same_optimizer_again(name):
    optimizer = CASES[name][0]()
    assert optimizers.deserialize(optimizers.serialize(optimizer)).get_config() == optimizer.get_config()
