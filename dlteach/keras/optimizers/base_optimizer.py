"""What all optimizers share: the learning rate, the counter of steps, and what happens around a step."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from typing import Any

from dlteach.keras import backend
from dlteach.keras.backend import Variable
from dlteach.keras.optimizers.accumulation import GradientAccumulation
from dlteach.keras.optimizers.averaging import WeightAveraging
from dlteach.keras.optimizers.gradient_clipping import clip_by_global_norm, clip_by_norm, clip_by_value
from dlteach.keras.optimizers.stateless import StatelessApplication
from dlteach.keras.optimizers.weight_decay import WeightDecay
from dlteach.keras.utils.naming import auto_name


class BaseOptimizer(WeightDecay, GradientAccumulation, WeightAveraging, StatelessApplication):
    """Base of all optimizers. A new one overrides `build` (its memory), `update_step` and `get_config`.

    Parameters
    ----------
    learning_rate : float, LearningRateSchedule or callable
        The rate, or a function of the step that gives it, or one of nothing.
    weight_decay : float, optional
        λ: every step first shortens the weights, w ← w − α λ w.
    clipnorm, clipvalue, global_clipnorm : float, optional
        At most one of them: the largest norm of the gradient of a weight, the largest entry, the largest norm
        of all gradients together.
    use_ema : bool, default False
        Whether to keep moving averages of the weights, which become the weights at the end of `fit`.
    ema_momentum : float, default 0.99
        How much of an average stays at a step.
    ema_overwrite_frequency : int, optional
        The averages become the weights every so many steps.
    loss_scale_factor : float, optional
        `scale_loss` multiplies by it, and a step divides the gradients by it.
    gradient_accumulation_steps : int, optional
        A step uses the mean of so many gradients: the weights change once in so many calls.
    name : str, optional

    Raises
    ------
    ValueError
        If the rate is no float, more than one clipping is asked for, or an argument is unknown.
    """

    def __init__(
        self,
        learning_rate: Any,
        weight_decay: float | None = None,
        clipnorm: float | None = None,
        clipvalue: float | None = None,
        global_clipnorm: float | None = None,
        use_ema: bool = False,
        ema_momentum: float = 0.99,
        ema_overwrite_frequency: int | None = None,
        loss_scale_factor: float | None = None,
        gradient_accumulation_steps: int | None = None,
        name: str | None = None,
        **kwargs: Any,
    ) -> None:
        self._lock = False
        if kwargs.pop("decay", None) is not None:
            warnings.warn("Argument `decay` is no longer supported and will be ignored.", stacklevel=3)
        if kwargs:
            raise ValueError(f"Argument(s) not recognized: {kwargs}")
        if sum(limit is not None for limit in (clipnorm, clipvalue, global_clipnorm)) > 1:
            raise ValueError(
                "Only one of `clipnorm`, `clipvalue` and `global_clipnorm` can be set. Received: "
                f"clipnorm={clipnorm}, clipvalue={clipvalue}, global_clipnorm={global_clipnorm}"
            )
        self.name = auto_name(type(self).__name__) if name is None else name
        self.weight_decay = weight_decay
        self.clipnorm = clipnorm
        self.clipvalue = clipvalue
        self.global_clipnorm = global_clipnorm
        self.use_ema = use_ema
        self.ema_momentum = ema_momentum
        self.ema_overwrite_frequency = ema_overwrite_frequency
        self.loss_scale_factor = loss_scale_factor
        self.gradient_accumulation_steps = gradient_accumulation_steps
        if use_ema:
            self._check_averaging()
        if gradient_accumulation_steps:
            self._check_accumulation()
        self.built = False
        self._variables = []
        self._trainable_variables = []
        self._trainable_variables_indices = {}
        with backend.name_scope(self.name, caller=self):
            self._iterations = Variable(0, name="iteration", dtype="int", trainable=False)
            self._start_learning_rate(learning_rate)

    def build(self, variables: Sequence[Variable]) -> None:
        """Make the memory for these weights; subclasses add theirs.

        Parameters
        ----------
        variables : sequence of Variable
        """
        if self.use_ema:
            self._model_variables_moving_average = self.add_optimizer_variables(variables, "average")
        if self.gradient_accumulation_steps:
            self._build_accumulators(variables)
        self._trainable_variables = list(variables)
        self._trainable_variables_indices = {self._var_key(v): i for i, v in enumerate(variables)}
        self.built = True

    def assign(self, variable: Variable, value: Any) -> None:
        variable.assign(value)

    def assign_add(self, variable: Variable, value: Any) -> None:
        variable.assign_add(value)

    def assign_sub(self, variable: Variable, value: Any) -> None:
        variable.assign_sub(value)

    def update_step(self, gradient: Any, variable: Variable, learning_rate: Any) -> None:
        """One step of one variable: every optimizer has its own."""
        raise NotImplementedError(f"{type(self).__name__} must override `update_step`")

    def apply_gradients(self, grads_and_vars: Iterable[tuple[Any, Variable]]) -> Variable:
        """`apply` for pairs (gradient, variable); returns the counter of steps."""
        grads, trainable_variables = zip(*grads_and_vars)
        self.apply(grads, trainable_variables)
        return self._iterations

    def apply(self, grads: Sequence[Any], trainable_variables: Sequence[Variable] | None = None) -> None:
        """Change the variables, whose gradients these are, by one step.

        Parameters
        ----------
        grads : sequence of array
            One for each variable; None for one that stays as it is.
        trainable_variables : sequence of Variable, optional
            Default: those that the optimizer was built with.

        Raises
        ------
        ValueError
            If there is no gradient, or a variable with which the optimizer was not built.
        """
        if len(grads) == 0:
            return
        variables = self._variables_for(grads, trainable_variables)
        with backend.name_scope(self.name, caller=self):
            pairs = _with_gradients(grads, variables)
            pairs = [pair for pair in pairs if not self._overwritten(*pair)]
            if pairs:
                grads, variables = map(list, zip(*pairs))
                if self.loss_scale_factor is not None:
                    grads = [gradient / self.loss_scale_factor for gradient in grads]
                self._backend_apply_gradients(grads, variables)
                for variable in variables:
                    if variable.constraint is not None:
                        variable.assign(variable.constraint(variable))
        self._iterations.assign(self._iterations.value + 1)

    def _variables_for(self, grads: Sequence[Any], variables: Sequence[Variable] | None) -> list[Variable]:
        if variables is not None:
            variables = list(variables)
            if not self.built:
                with backend.name_scope(self.name, caller=self):
                    self.build(variables)
                self.built = True
            self._check_variables_are_known(variables)
            return variables
        if not self.built:
            raise ValueError(
                "When passing `grads` without `variables`, the optimizer must already be built on a list of "
                "variables. Call `optimizer.build(trainable_variables)` first."
            )
        if len(grads) != len(self._trainable_variables):
            raise ValueError(
                "When passing `grads` as a list of gradient tensors, the gradients must match "
                f"`optimizer.variables` one-to-on. Received a list of {len(grads)} gradients, but the "
                f"optimizer is tracking {len(self._trainable_variables)} trainable variables."
            )
        return self._trainable_variables

    def _backend_apply_gradients(self, grads: Sequence[Any], trainable_variables: Sequence[Variable]) -> None:
        """Accumulate, clip, decay, step, average: each only if it was asked for."""
        if self.gradient_accumulation_steps:
            grads = self._accumulate(grads, trainable_variables)
        if grads:
            grads = self._clip_gradients(grads)
            self._apply_weight_decay(trainable_variables)
            self._backend_update_step(grads, trainable_variables, self.learning_rate)
        if self.use_ema:
            self._average_weights()

    def _backend_update_step(
        self, grads: Sequence[Any], trainable_variables: Sequence[Variable], learning_rate: Any
    ) -> None:
        for gradient, variable in zip(grads, trainable_variables):
            self.update_step(gradient, variable, learning_rate)

    def _clip_gradients(self, grads: Sequence[Any]) -> Sequence[Any]:
        if self.clipnorm and self.clipnorm > 0:
            return [None if g is None else clip_by_norm(g, self.clipnorm) for g in grads]
        if self.global_clipnorm and self.global_clipnorm > 0:
            return clip_by_global_norm(grads, self.global_clipnorm)
        if self.clipvalue and self.clipvalue > 0:
            return [None if g is None else clip_by_value(g, self.clipvalue) for g in grads]
        return grads

    def scale_loss(self, loss: Any) -> Any:
        """The loss times `loss_scale_factor`, whose gradients do not vanish in a short float type."""
        return loss if self.loss_scale_factor is None else loss * self.loss_scale_factor

    def get_config(self) -> dict[str, Any]:
        """The arguments, from which `from_config` makes the same optimizer again."""
        return {
            "name": self.name,
            "learning_rate": self._learning_rate_config(),
            "weight_decay": self.weight_decay,
            "clipnorm": self.clipnorm,
            "global_clipnorm": self.global_clipnorm,
            "clipvalue": self.clipvalue,
            "use_ema": self.use_ema,
            "ema_momentum": self.ema_momentum,
            "ema_overwrite_frequency": self.ema_overwrite_frequency,
            "loss_scale_factor": self.loss_scale_factor,
            "gradient_accumulation_steps": self.gradient_accumulation_steps,
        }


def _with_gradients(grads: Sequence[Any], variables: Sequence[Variable]) -> list[tuple[Any, Variable]]:
    """Pairs without those whose gradient is None, of which a warning tells."""
    pairs = [(gradient, variable) for gradient, variable in zip(grads, variables) if gradient is not None]
    if not pairs:
        raise ValueError("No gradients provided for any variable.")
    missing = [variable.path for gradient, variable in zip(grads, variables) if gradient is None]
    if missing:
        warnings.warn(
            f"Gradients do not exist for variables {missing} when minimizing the loss. If using "
            "`model.compile()`, did you forget to provide a `loss` argument?",
            stacklevel=4,
        )
    return pairs
