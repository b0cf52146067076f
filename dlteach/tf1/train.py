"""`tf.train`: optimizers, whose `minimize` adds to the graph an operation that makes one step."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from dlteach import autodiff, functions
from dlteach.tf1.dtypes import Array, float64
from dlteach.tf1.gradients import gradients
from dlteach.tf1.missing import explain_missing
from dlteach.tf1.node import Operation, Tensor
from dlteach.tf1.sources import constant, zeros
from dlteach.tf1.variables import Variable, group

if TYPE_CHECKING:
    from dlteach.tf1.run import Run

__all__ = ["AdamOptimizer", "GradientDescentOptimizer", "MomentumOptimizer", "Optimizer"]

__getattr__ = explain_missing("dlteach.tf1.train", __all__)


class Optimizer:
    """What optimizers share. One of them is a step of `dlteach.functions`, and the memory that it needs."""

    slot_names: tuple[str, ...] = ()

    def __init__(self, learning_rate: float | Tensor, name: str) -> None:
        self.learning_rate, self.name = learning_rate, name

    def step(
        self, w: Array, gradient: Array, slots: Sequence[Array], rate: float, t: int = 1
    ) -> tuple[Array, ...]:
        """New parameters and new memory for the t-th step, from the old ones."""
        raise NotImplementedError

    def minimize(
        self, loss: Tensor, global_step: Variable | None = None, var_list: Sequence[Variable] | None = None
    ) -> Operation:
        """An operation that makes one step downhill; run it once for each batch.

        Parameters
        ----------
        loss : Tensor
        global_step : Variable, optional
            A counter of steps, which the operation raises by 1.
        var_list : sequence of Variable, optional
            What to change; all trainable variables where it is missing.

        Returns
        -------
        Operation
            `sess.run` gives None for it.

        Raises
        ------
        ValueError
            If the loss depends on none of the variables.
        """
        return self.apply_gradients(self.compute_gradients(loss, var_list), global_step)

    def compute_gradients(
        self, loss: Tensor, var_list: Sequence[Variable] | None = None
    ) -> list[tuple[Tensor | None, Variable]]:
        """Pairs (gradient, variable), for `apply_gradients`; None where the loss does not depend on it."""
        if var_list is None:
            var_list = [variable for variable in loss.graph.variables if variable.trainable]
        return list(zip(gradients(loss, var_list), var_list))

    def apply_gradients(
        self, grads_and_vars: Sequence[tuple[Any, Variable]], global_step: Variable | None = None
    ) -> Operation:
        """An operation that makes one step with these gradients."""
        pairs = [(gradient, variable) for gradient, variable in grads_and_vars if gradient is not None]
        if not pairs:
            names = ", ".join(variable.name for _, variable in grads_and_vars) or "there is none"
            raise ValueError(
                f"{self.name}: the loss depends on no trainable variable ({names}); compute it from the "
                "outputs of layers, without tf.argmax or tf.cast to integers on the way"
            )
        graph = pairs[0][1].graph
        with graph.as_default(), graph.name_scope(self.name) as scope:
            rate = self.learning_rate
            if not isinstance(rate, Tensor):
                rate = constant(rate, float64, name="learning_rate")
            steps = self._counter()
            updates: list[Operation | Tensor] = [
                Apply(self, variable, self._slots(variable), gradient, rate, steps)
                for gradient, variable in pairs
            ]
            if steps is not None:
                updates.append(steps.assign_add(1))
            if global_step is not None:
                updates.append(global_step.assign_add(1))
            return group(*updates, name=scope)

    def _counter(self) -> Variable | None:
        """A variable with the number of the next step, for an optimizer that asks for it."""
        return None

    def _slots(self, variable: Variable) -> list[Variable]:
        start = partial(zeros, variable.shape, variable.dtype)
        with variable.graph.name_scope(None):
            return [Variable(start, False, name=f"{variable.op.name}/{slot}") for slot in self.slot_names]


class Apply(Operation):
    """One variable's part of a step."""

    def __init__(
        self,
        optimizer: Optimizer,
        variable: Variable,
        slots: Sequence[Variable],
        gradient: Tensor,
        rate: Tensor,
        steps: Variable | None,
    ) -> None:
        inputs = [gradient, rate] if steps is None else [gradient, rate, steps]
        super().__init__(f"Apply{optimizer.name}", inputs, name=f"update_{variable.op.name}")
        self.optimizer, self.changed = optimizer, (variable, *slots)

    def compute(self, run: Run, values: Sequence[autodiff.Tensor]) -> list[autodiff.Tensor]:
        gradient, rate, *t = (value.data for value in values)
        w, *slots = (run.latest(variable) for variable in self.changed)
        new = self.optimizer.step(w, gradient, slots, float(rate), *map(int, t))
        for variable, value in zip(self.changed, new):
            run.assign(variable, np.asarray(value))
        return []


class GradientDescentOptimizer(Optimizer):
    """Gradient descent, `functions.sgd_step`.

    Examples
    --------
    >>> import dlteach.tf1 as tf
    >>> tf.reset_default_graph()
    >>> w = tf.Variable(8.0)
    >>> step = tf.train.GradientDescentOptimizer(0.25).minimize(w**2)
    >>> with tf.Session() as sess:
    ...     sess.run(tf.global_variables_initializer())
    ...     for _ in range(3):
    ...         sess.run(step)
    ...     print(sess.run(w))
    1.0
    """

    def __init__(self, learning_rate: float | Tensor, name: str = "GradientDescent") -> None:
        super().__init__(learning_rate, name)

    def step(
        self, w: Array, gradient: Array, slots: Sequence[Array], rate: float, t: int = 1
    ) -> tuple[Array]:
        return (functions.sgd_step(w, gradient, rate),)


class MomentumOptimizer(Optimizer):
    """Gradient descent with momentum, `functions.momentum_step`."""

    slot_names = ("Momentum",)

    def __init__(self, learning_rate: float | Tensor, momentum: float, name: str = "Momentum") -> None:
        super().__init__(learning_rate, name)
        self.momentum = momentum

    def step(
        self, w: Array, gradient: Array, slots: Sequence[Array], rate: float, t: int = 1
    ) -> tuple[Array, Array]:
        (velocity,) = slots
        return functions.momentum_step(w, gradient, velocity, rate, self.momentum)


class AdamOptimizer(Optimizer):
    """Adam, `functions.adam_step`, with TensorFlow's ε.

    TensorFlow corrects the learning rate instead of m and v: `α √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε)`. That
    is the formula of the paper with `ε / √(1 − β₂ᵗ)` for ε.
    """

    slot_names = ("Adam", "Adam_1")

    def __init__(
        self,
        learning_rate: float | Tensor = 0.001,
        beta1: float = 0.9,
        beta2: float = 0.999,
        epsilon: float = 1e-8,
        name: str = "Adam",
    ) -> None:
        super().__init__(learning_rate, name)
        self.beta1, self.beta2, self.epsilon = beta1, beta2, epsilon

    def _counter(self) -> Variable:
        return Variable(1, False, name="step")

    def step(
        self, w: Array, gradient: Array, slots: Sequence[Array], rate: float, t: int = 1
    ) -> tuple[Array, Array, Array]:
        m, v = slots
        epsilon = self.epsilon / np.sqrt(1 - self.beta2**t)
        return functions.adam_step(w, gradient, m, v, t, rate, self.beta1, self.beta2, epsilon)
