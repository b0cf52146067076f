"""What a layer accepts: rank, shape, dtype and sizes of axes."""

from __future__ import annotations

from typing import Any

from dlteach.keras import tree
from dlteach.keras.backend import standardize_dtype, standardize_shape


class InputSpec:
    """The requirements of a layer on one of its inputs.

    Parameters
    ----------
    dtype : str, optional
    shape : tuple, optional
        None stands for any size of an axis.
    ndim, max_ndim, min_ndim : int, optional
    axes : dict, optional
        Sizes by axis, for example `{-1: 5}`.
    allow_last_axis_squeeze : bool, default False
        Whether a last axis of size 1 may be missing or too many.
    name : str, optional
        The key of this input where the inputs come as a dict.
    optional : bool, default False
        Whether None may be passed.

    Examples
    --------
    >>> InputSpec(min_ndim=2, axes={-1: 5})
    InputSpec(min_ndim=2, axes={-1: 5})
    """

    def __init__(
        self,
        dtype: Any = None,
        shape: Any = None,
        ndim: int | None = None,
        max_ndim: int | None = None,
        min_ndim: int | None = None,
        axes: dict[int, int] | None = None,
        allow_last_axis_squeeze: bool = False,
        name: str | None = None,
        optional: bool = False,
    ) -> None:
        self.dtype = standardize_dtype(dtype) if dtype is not None else None
        self.shape = standardize_shape(shape) if shape is not None else None
        self.ndim = len(self.shape) if self.shape is not None else ndim
        self.max_ndim = max_ndim
        self.min_ndim = min_ndim
        self.name = name
        self.optional = optional
        self.allow_last_axis_squeeze = allow_last_axis_squeeze
        try:
            self.axes = {int(k): v for k, v in (axes or {}).items()}
        except (ValueError, TypeError, AttributeError):
            raise TypeError(
                f"Argument `axes` must be a dict with integer keys. Received: axes={axes}"
            ) from None
        if self.axes and (self.ndim is not None or self.max_ndim is not None):
            last = (self.ndim or self.max_ndim or 0) - 1
            if max(self.axes) > last:
                raise ValueError(f"Axis {max(self.axes)} is greater than the maximum allowed value: {last}")

    def __repr__(self) -> str:
        fields = ["dtype", "shape", "ndim", "max_ndim", "min_ndim", "axes"]
        return f"InputSpec({', '.join(f'{f}={getattr(self, f)}' for f in fields if getattr(self, f))})"

    def get_config(self) -> dict[str, Any]:
        fields = ["dtype", "shape", "ndim", "max_ndim", "min_ndim", "axes", "optional"]
        return {f: getattr(self, f) for f in fields}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> InputSpec:
        return cls(**config)


def assert_input_compatibility(input_spec: Any, inputs: Any, layer_name: str) -> None:
    """Refuse inputs that a layer cannot take, saying what came and what was expected.

    Raises
    ------
    ValueError
    """
    if not input_spec:
        return
    specs = tree.flatten(input_spec)
    flat = _by_name(specs, inputs, layer_name)
    if len(flat) != len(specs):
        names = [spec.name for spec in specs if spec is not None]
        if len(names) == len(specs) and all(names):
            raise ValueError(
                f'Layer "{layer_name}" expects {len(specs)} named input(s) with keys {names}, but received '
                f"{len(flat)} input tensors. Pass inputs as a dict, e.g. "
                "`layer({" + ", ".join(f"'{n}': ..." for n in names) + "})`."
            )
        raise ValueError(
            f'Layer "{layer_name}" expects {len(specs)} input(s), but it received {len(flat)} input tensors. '
            f"Inputs received: {flat}"
        )
    for i, (x, spec) in enumerate(zip(flat, specs)):
        if spec is None or (x is None and spec.optional):
            continue
        if not hasattr(x, "shape"):
            raise ValueError(
                f"Inputs to a layer should be tensors. Got '{x}' (of type {type(x)}) as input for layer "
                f"'{layer_name}'."
            )
        problem = _problem(spec, standardize_shape(x.shape), x)
        if problem:
            raise ValueError(
                f"Input {i} with name '{spec.name}' of layer '{layer_name}' is incompatible with the layer: "
                + problem
            )


def _by_name(specs: list[Any], inputs: Any, layer_name: str) -> list[Any]:
    names = [spec.name if spec is not None else None for spec in specs]
    if isinstance(inputs, dict) and all(names):
        for name in names:
            if name not in inputs:
                raise ValueError(
                    f'Missing data for input "{name}". You passed a data dictionary with keys '
                    f"{list(inputs.keys())}. Expected the following keys: {names}"
                )
        return [inputs[name] for name in names]
    return tree.flatten(inputs)


def _problem(spec: InputSpec, shape: tuple[int | None, ...], x: Any) -> str:
    ndim = len(shape)
    if spec.ndim is not None and not spec.allow_last_axis_squeeze and ndim != spec.ndim:
        return f"expected ndim={spec.ndim}, found ndim={ndim}. Full shape received: {shape}"
    if spec.max_ndim is not None and ndim > spec.max_ndim:
        return f"expected max_ndim={spec.max_ndim}, found ndim={ndim}"
    if spec.min_ndim is not None and ndim < spec.min_ndim:
        return f"expected min_ndim={spec.min_ndim}, found ndim={ndim}. Full shape received: {shape}"
    if spec.dtype is not None and standardize_dtype(x.dtype) != spec.dtype:
        return f"expected dtype={spec.dtype}, found dtype={standardize_dtype(x.dtype)}"
    for axis, size in spec.axes.items():
        if size is not None and shape[axis] not in (size, None):
            return (
                f"expected axis {axis} of input shape to have value {size}, "
                f"but received input with shape {shape}"
            )
    if spec.shape is not None:
        expected = spec.shape
        if spec.allow_last_axis_squeeze:
            shape = shape[:-1] if shape and shape[-1] == 1 else shape
            expected = expected[:-1] if expected and expected[-1] == 1 else expected
        if not all(a is None or b is None or a == b for a, b in zip(expected, shape)):
            return f"expected shape={spec.shape}, found shape={shape}"
    return ""
