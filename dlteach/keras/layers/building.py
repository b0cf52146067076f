"""How a layer gets its weights: when its first input comes, or when it is loaded from a file."""

from __future__ import annotations

import warnings
from typing import Any

from dlteach.keras import backend, tree
from dlteach.keras.layers.call_spec import CallSpec, has_own, might_have_unbuilt_state
from dlteach.keras.layers.policies import Policies
from dlteach.keras.utils.python_utils import default, is_default


class Building(Policies):
    """`build`, and what calls it."""

    call: Any
    _build_shapes_dict: Any

    def _build_at_init(self) -> None:
        """A layer without weights is ready at once, unless a subclass has a `build` of its own."""
        if is_default(self.build):
            self.built = True
            self._lock_state()

    @default
    def build(self, input_shape: Any) -> None:
        """Make the weights; a subclass with weights writes this."""
        self._check_super_called()
        if is_default(self.build) and might_have_unbuilt_state(self):
            warnings.warn(
                f"`build()` was called on layer '{self.name}', however the layer does not have a `build()` "
                "method implemented and it looks like it has unbuilt state. This will cause the layer to be "
                "marked as built, despite not being actually built, which may cause failures down the line. "
                "Make sure to implement a proper `build()` method.",
                stacklevel=2,
            )
        self.built = True

    def get_build_config(self) -> dict[str, Any] | None:
        """The shapes with which `build` was called, for `build_from_config`."""
        shapes = self._build_shapes_dict
        if shapes is None:
            return None
        if len(shapes) == 1:
            return {"input_shape": next(iter(shapes.values()))}
        return {"shapes_dict": dict(shapes)}

    def build_from_config(self, config: dict[str, Any] | None) -> None:
        """Make the weights of a layer that was loaded from a file."""
        if config and "input_shape" in config:
            self.build(config["input_shape"])
        elif config and "shapes_dict" in config:
            self.build(**config["shapes_dict"])

    def _maybe_build(self, call_spec: CallSpec) -> None:
        if self.built:
            return
        if has_own(self.build):
            self.build(**call_spec.shapes_for(self.build, self.__class__.__name__))
            self._assert_input_compatibility(call_spec.first_arg)
            return
        if might_have_unbuilt_state(self):
            try:  # running `call` on shapes builds the sublayers
                backend.compute_output_spec(self.call, **call_spec.arguments_dict)
            except Exception as error:
                if call_spec.eager:
                    return  # the call that follows builds them, or shows the error
                warnings.warn(
                    f"Layer '{self.name}' looks like it has unbuilt state, but Keras is not able to trace "
                    "the "
                    "layer `call()` in order to build it automatically. Either `call()` has an error: call "
                    "the "
                    "layer on some test input to see it. Or the layer needs a `build(input_shape)` that "
                    f"builds its sublayers.\nException encountered: '{error}'",
                    stacklevel=3,
                )
        self.build(next(iter(call_spec.shapes().values()), None))

    def _build_by_run(self, shapes: dict[str, Any]) -> bool:
        """Build the sublayers by running `call` on shapes; whether that worked."""
        try:
            tensors = {
                name.removesuffix("_shape"): tree.map_shape_structure(backend.KerasTensor, shape)
                for name, shape in shapes.items()
            }
            if len(tensors) == 1:
                backend.compute_output_spec(self.call, next(iter(tensors.values())))
            else:
                backend.compute_output_spec(self.call, **tensors)
        except Exception:
            return False
        return True
