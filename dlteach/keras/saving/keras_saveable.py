"""What has state that a file can keep: layers, models, optimizers, metrics, losses."""

from __future__ import annotations

from typing import Any


class KerasSaveable:
    """Base of everything that `model.save` walks through.

    Those with variables of their own add `save_own_variables(store)` and `load_own_variables(store)`, where
    `store` is a dict from keys ("0", "1", …) to arrays.
    """

    def _obj_type(self) -> str:
        """Which family the object belongs to: "Layer", "Model", "Optimizer", "Metric", "Loss" …"""
        raise NotImplementedError(
            f"{type(self).__name__} must say in `_obj_type()` which family it belongs to"
        )

    def __reduce__(self) -> Any:
        """`copy.deepcopy`, and the way to another process, lead through `save` and `load_model`."""
        from dlteach.keras.saving import saving_lib

        return saving_lib.from_bytes, (saving_lib.to_bytes(self),)
