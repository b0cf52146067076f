"""The table of `model.summary()`."""

from __future__ import annotations

import math
import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from dlteach.keras import tree
from dlteach.keras.utils import io_utils


def count_params(weights: Iterable[Any]) -> int:
    """How many numbers there are in all the weights."""
    return sum(math.prod(weight.shape) for weight in weights)


def weight_memory_size(weights: Iterable[Any]) -> float:
    """How many bytes the weights take; a weight that is listed twice takes them once."""
    different = {id(weight): weight for weight in weights}.values()
    return sum(math.prod(weight.shape) * _bytes_of(weight.dtype) for weight in different)


def _bytes_of(dtype: str) -> float:
    return 2 if dtype == "bfloat16" else np.dtype(dtype).itemsize


def readable_memory_size(weight_memory_size: float) -> str:
    """Bytes in the unit that suits them.

    Examples
    --------
    >>> readable_memory_size(1704)
    '1.66 KB'
    """
    for unit in ("B", "KB", "MB", "GB", "TB"):
        if weight_memory_size < 1024:
            return f"{weight_memory_size:.2f} {unit}"
        weight_memory_size /= 1024
    return f"{weight_memory_size:.2f} PB"


def highlight_number(x: Any) -> str:
    """Green for numbers, blue for None, in rich's markup."""
    return f"[color({45 if x is None else 34})]{x}[/]"


def highlight_symbol(x: Any) -> str:
    return f"[color(33)]{x}[/]"


def bold_text(x: Any, color: int | None = None) -> str:
    return f"[bold][color({color})]{x}[/][/]" if color else f"[bold]{x}[/]"


def format_layer_shape(layer: Any) -> str:
    """The shape that comes out of a layer, "?" as long as it is not known."""
    nodes = layer._inbound_nodes
    build_shapes = getattr(layer, "_build_shapes_dict", None)
    if nodes:
        shapes = tree.map_structure(lambda output: _shape_text(output.shape), nodes[-1].output_tensors)
    elif build_shapes:
        try:
            shapes = tree.map_shape_structure(_shape_text, layer.compute_output_shape(**build_shapes))
        except NotImplementedError:
            return "?"
    else:
        return "?"
    flat = tree.flatten(shapes)
    return flat[0] if len(flat) == 1 else str(shapes).replace("'", "")


def _shape_text(shape: Sequence[int | None]) -> str:
    return f"({', '.join(highlight_number(size) for size in shape)})"


def print_summary(
    model: Any,
    line_length: int | None = None,
    positions: Sequence[float] | None = None,
    print_fn: Callable[..., Any] | None = None,
    expand_nested: bool = False,
    show_trainable: bool = False,
    layer_range: Sequence[str] | None = None,
) -> None:
    """Print the layers of a model with their output shapes and numbers of weights.

    Parameters
    ----------
    model : Model
    line_length : int, optional
        Width of the table; default: 88, with connections 108, and not more than the screen has.
    positions : list of float, optional
        Where each column ends, as a part of the width.
    print_fn : callable, optional
        Gets the text; default: the screen, in colour.
    expand_nested : bool, default False
        Whether to list the layers of models within the model.
    show_trainable : bool, default False
        Whether to say of each layer whether it is trained.
    layer_range : two str, optional
        Names (regular expressions) of the first and the last layer to list.

    Raises
    ------
    ValueError
        If no layer has such a name, or a column has no room.
    """
    import rich.console

    table = _Summary(model, expand_nested, show_trainable).table(line_length, positions, layer_range)
    if print_fn is None and not io_utils.is_interactive_logging_enabled():
        print_fn = io_utils.print_msg
    if print_fn is None:
        console = rich.console.Console(highlight=False)
    else:
        console = rich.console.Console(highlight=False, force_terminal=False, color_system=None)
        console.begin_capture()
    console.print(bold_text(f'Model: "{_escaped(model.name)}"'))
    console.print(table)
    for line in _totals(model):
        console.print(line)
    if print_fn is io_utils.print_msg:
        print_fn(console.end_capture(), line_break=False)
    elif print_fn is not None:
        print_fn(console.end_capture())


def _escaped(text: str) -> str:
    import rich.markup

    return rich.markup.escape(text)


def _totals(model: Any) -> list[str]:
    """The lines below the table."""
    counts = [("Trainable", model.trainable_weights), ("Non-trainable", model.non_trainable_weights)]
    if model.compiled and model.optimizer and model.optimizer.built:
        counts.append(("Optimizer", model.optimizer.variables))
    numbers = [(f"{name} params", count_params(w), weight_memory_size(w)) for name, w in counts]
    _, amounts, sizes = zip(*numbers)
    return [
        f"{bold_text(f' {name}: ')}{highlight_number(f'{amount:,}')} ({readable_memory_size(size)})"
        for name, amount, size in [("Total params", sum(amounts), sum(sizes)), *numbers]
    ]


class _Summary:
    """The rows of the table, and its columns."""

    def __init__(self, model: Any, expand_nested: bool, show_trainable: bool) -> None:
        from dlteach.keras.models import Functional, Sequential

        self.model = model
        self.expand_nested = expand_nested
        self.show_trainable = show_trainable
        self.layers, self.nodes = model.layers, None
        if isinstance(model, Functional) and not isinstance(model, Sequential):
            self.layers = model._operations
            if not _is_chain(model):
                self.nodes = [node for depth in model._nodes_by_depth.values() for node in depth]

    def table(self, line_length: int | None, positions: Any, layer_range: Any) -> Any:
        import rich.table

        if self.nodes is None:
            width, ends = 88, positions or [0.45, 0.80, 1.0]
        else:
            width, ends = 108, positions or [0.3, 0.56, 0.74, 1.0]
        headers = [("Layer (type)", "left"), ("Output Shape", "left"), ("Param #", "right")]
        if self.nodes is not None:
            headers.append(("Connected to", "left"))
        if self.show_trainable:
            width, ends = width + 12, [*(end * 0.90 for end in ends), 1.0]
            headers.append(("Trainable", "center"))
        width = line_length or min(width, shutil.get_terminal_size().columns - 4)
        columns, start = [], 0
        for (header, justify), end in zip(headers, ends):
            room = int(end * width) - start
            if room < 4:
                raise ValueError("Insufficient console width to print summary.")
            columns.append(rich.table.Column(header, justify=justify, width=room))  # type: ignore[arg-type]
            start += room
        table = rich.table.Table(*columns, width=width, show_lines=True)
        first, end_index = get_layer_index_bound_by_layer_name(self.layers, layer_range)
        for layer in self.layers[first:end_index]:
            for row in self._rows(layer):
                table.add_row(*row)
        return table

    def _rows(self, layer: Any, level: int = 0) -> Iterable[list[str]]:
        yield self._row(layer, "   " * level + "└ " if level else "")
        if self.expand_nested:
            for inner in getattr(layer, "layers", None) or ():
                yield from self._rows(inner, level + 1)

    def _row(self, layer: Any, prefix: str) -> list[str]:
        kind = highlight_symbol(_escaped(type(layer).__name__))
        row = [
            f"{_escaped(prefix + layer.name)} ({kind})",
            format_layer_shape(layer),
            _params_text(layer),
        ]
        if self.nodes is not None:
            row.append(self._connections(layer))
        if self.show_trainable:
            row.append(_trainable_text(layer))
        return row

    def _connections(self, layer: Any) -> str:
        """The tensors that go into a layer: "dense[0][0]" is the first output of its first call."""
        nodes = [node for node in layer._inbound_nodes if any(node is own for own in self.nodes or ())]
        sources = [tensor._keras_history for node in nodes for tensor in node.input_tensors]
        return (
            ", ".join(
                f"{source.operation.name}[{highlight_number(source.node_index)}]"
                f"[{highlight_number(source.tensor_index)}]"
                for source in sources
            )
            or "-"
        )


def _is_chain(model: Any) -> bool:
    """Whether each layer takes one tensor from the one before it, and none is used twice."""
    nodes = []
    for depth in model._nodes_by_depth.values():
        if len(depth) > 1 or len(depth[0].input_tensors) > 1:
            return False
        nodes += depth
    operations = [id(node.operation) for node in nodes]
    return len(set(operations)) == len(operations)


def _params_text(layer: Any) -> str:
    if not hasattr(layer, "built"):
        return highlight_number(0)
    if not layer.built:
        return f"{highlight_number(0)} (unbuilt)"
    return highlight_number(f"{layer.count_params():,}")


def _trainable_text(layer: Any) -> str:
    if not getattr(layer, "weights", None):
        return bold_text("-")
    return bold_text("Y", color=34) if layer.trainable else bold_text("N", color=9)


def get_layer_index_bound_by_layer_name(
    layers: Sequence[Any], layer_range: Sequence[str] | None = None
) -> list[int]:
    """The index of the first layer of a range, and the index after the last one.

    Parameters
    ----------
    layers : list of layers
    layer_range : two str, optional
        Names, or regular expressions for them; default: all layers.
    """
    if layer_range is None:
        return [0, len(layers)]
    if len(layer_range) != 2:
        raise ValueError(
            "layer_range must be a list or tuple of length 2. Received: "
            f"layer_range = {layer_range} of length {len(layer_range)}"
        )
    if not all(isinstance(name, str) for name in layer_range):
        raise ValueError(f"layer_range should contain string type only. Received: {layer_range}")
    first, last = (
        [i for i, layer in enumerate(layers) if re.match(name, layer.name)] for name in layer_range
    )
    if not first or not last:
        raise ValueError(
            f"Passed layer_names do not match the layer names in the model. Received: {layer_range}"
        )
    if min(first) > max(last):
        return [min(last), max(first) + 1]
    return [min(first), max(last) + 1]
