"""The learning rate of an optimizer: a number that can be set, a schedule, or a function."""

from __future__ import annotations

from typing import Any

from dlteach.keras import backend
from dlteach.keras.backend import Variable
from dlteach.keras.optimizers.schedules import learning_rate_schedule
from dlteach.keras.optimizers.schedules.learning_rate_schedule import LearningRateSchedule
from dlteach.keras.optimizers.state import OptimizerState
from dlteach.keras.saving import serialization_lib


class LearningRate(OptimizerState):
    """Keeps the rate as a variable, or as what computes it."""

    _iterations: Variable
    _learning_rate: Any

    def _start_learning_rate(self, learning_rate: Any) -> None:
        if not callable(learning_rate):
            if not isinstance(learning_rate, float):
                raise ValueError(
                    "Argument `learning_rate` should be float, or an instance of LearningRateSchedule, or a "
                    "callable (that takes in the current iteration value and returns the corresponding "
                    f"learning rate value). Received instead: learning_rate={learning_rate}"
                )
            learning_rate = Variable(
                learning_rate, name="learning_rate", dtype=backend.floatx(), trainable=False
            )
        self._learning_rate = learning_rate

    @property
    def learning_rate(self) -> Any:
        """The rate of the next step: a variable, or what the schedule or the function gives."""
        return self._get_current_learning_rate()

    @learning_rate.setter
    def learning_rate(self, learning_rate: Any) -> None:
        before = self._learning_rate
        if callable(learning_rate):
            if isinstance(before, Variable):
                self._untrack_variable(before)
            self._learning_rate = learning_rate
        elif isinstance(before, LearningRateSchedule):
            raise TypeError(
                "This optimizer was created with a `LearningRateSchedule` object as its `learning_rate` "
                "constructor argument, hence its learning rate is not settable. If you need the learning "
                "rate to be settable, you should instantiate the optimizer with a float `learning_rate` "
                "argument."
            )
        else:
            before.assign(learning_rate)

    def _get_current_learning_rate(self) -> Any:
        rate = self._learning_rate
        if isinstance(rate, LearningRateSchedule):
            return rate(self._iterations)
        if isinstance(rate, Variable):
            return rate
        return rate()

    def _rate(self) -> float:
        """The rate of the next step as a Python number, which keeps the type of the arrays it multiplies."""
        rate = self._learning_rate
        return float(
            rate.value if isinstance(rate, Variable) else backend.convert_to_numpy(self.learning_rate)
        )

    def _learning_rate_config(self) -> Any:
        rate = self._learning_rate
        if isinstance(rate, LearningRateSchedule):
            return learning_rate_schedule.serialize(rate)
        if isinstance(rate, Variable):
            return float(rate.numpy())
        return serialization_lib.serialize_keras_object(rate)

    @classmethod
    def from_config(cls, config: dict[str, Any], custom_objects: dict[str, Any] | None = None) -> Any:
        """An optimizer with these arguments, the reverse of `get_config`."""
        if isinstance(config.get("learning_rate"), dict):
            rate = serialization_lib.deserialize_keras_object(
                config["learning_rate"], custom_objects=custom_objects
            )
            config = {**config, "learning_rate": rate}
        return cls(**config)
