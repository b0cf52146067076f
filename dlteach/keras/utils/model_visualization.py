"""plot_model: a picture of a model, drawn with matplotlib."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from dlteach.keras import tree
from dlteach.keras.utils.model_picture import BLACK, GREEN, RED, WHITE, Cell, Drawing, draw

Rows = Callable[[Any], list[list[Cell]]]


def plot_model(
    model: Any,
    to_file: str | os.PathLike[str] = "model.png",
    show_shapes: bool = False,
    show_dtype: bool = False,
    show_layer_names: bool = False,
    rankdir: str = "TB",
    expand_nested: bool = False,
    dpi: int = 200,
    show_layer_activations: bool = False,
    show_trainable: bool = False,
    splines: str = "ortho",
    **kwargs: Any,
) -> Any:
    """Draw the layers of a model as boxes, with arrows where data flow. Needs no graphviz.

    Parameters
    ----------
    model : Model
        Built.
    to_file : path, default "model.png"
        PNG, SVG or PDF, by the end of the name.
    show_shapes, show_dtype, show_layer_names, show_layer_activations, show_trainable : bool, default False
        What the boxes say besides the class of the layer.
    rankdir : "TB", "BT", "LR" or "RL", default "TB"
        Where the arrows point: from the top to the bottom, from the left to the right …
    expand_nested : bool, default False
        Whether to draw the layers of models within the model, in a frame.
    dpi : int, default 200
        Dots per inch of a PNG.
    splines : str, default "ortho"
        Arrows with right angles; "curved" and "spline" bend, "line" and "polyline" are straight.

    Returns
    -------
    IPython.display.Image, IPython.display.SVG or None
        In a notebook the picture, with a text that describes it to those who cannot see it; not for a PDF.

    Raises
    ------
    ValueError
        If the model is not built, or an argument is unknown.

    Examples
    --------
    >>> import tempfile
    >>> from dlteach import keras
    >>> model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3)])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     keras.utils.plot_model(model, f"{folder}/model.svg", show_shapes=True)
    """
    if not model.built:
        raise ValueError(
            "This model has not yet been built. Build the model first by calling `build()` or by calling the "
            "model on a batch of data."
        )
    if kwargs:
        raise ValueError(f"Unrecognized keyword arguments: {kwargs}")
    _check_choice("rankdir", rankdir, ("TB", "BT", "LR", "RL"))
    _check_choice("splines", splines, ("ortho", "curved", "spline", "line", "polyline"))
    to_file = os.fspath(to_file)
    extension = os.path.splitext(to_file)[1][1:].lower() or "png"
    rows = partial(
        _rows_of,
        shapes=show_shapes,
        dtype=show_dtype,
        names=show_layer_names,
        activations=show_layer_activations,
        trainable=show_trainable,
    )
    figure = draw(_drawing_of(model, rows, expand_nested, rankdir in ("LR", "RL")), rankdir, splines)
    description = describe(model)
    place = {"png": "Description", "svg": "Description", "pdf": "Subject"}.get(extension)
    metadata = {place: description} if place else None
    figure.savefig(to_file, dpi=dpi, format=extension, metadata=metadata)
    return _shown(to_file, extension, description)


def describe(model: Any) -> str:
    """The picture in words: the layers, and between which of them data flow."""
    layers, edges = _graph_of(model)
    text = ", ".join(f"{layer.name} ({type(layer).__name__})" for layer in layers)
    text = f'The model "{model.name}" with {len(layers)} layers: {text}.'
    flows = []
    for i, layer in enumerate(layers):
        following = [layers[b].name for a, b in edges if a == i]
        if following:
            flows.append(f"{layer.name} to {' and '.join(following)}")
    return f"{text} Data flow from {'; '.join(flows)}." if flows else text


def _drawing_of(model: Any, rows: Rows, expand: bool, sideways: bool) -> Drawing:
    layers, edges = _graph_of(model)
    drawing = Drawing(sideways, edges=edges)
    for layer in layers:
        if expand and layer is not model and hasattr(layer, "layers"):
            drawing.add_frame(layer.name, _drawing_of(layer, rows, expand, sideways))
        else:
            drawing.add_box(rows(layer))
    return drawing


def _graph_of(model: Any) -> tuple[list[Any], list[tuple[int, int]]]:
    """The layers that are drawn, and the pairs of them between which data flow."""
    from dlteach.keras.models import Functional, Sequential

    if isinstance(model, Sequential):
        return list(model.layers), [(i, i + 1) for i in range(len(model.layers) - 1)]
    if not isinstance(model, Functional):
        return [model], []  # what a subclass does in `call` is not known before it runs
    operations = list(model._operations)
    number = {id(operation): i for i, operation in enumerate(operations)}
    edges = [
        (number[id(x._keras_history.operation)], number[id(node.operation)])
        for nodes in model._nodes_by_depth.values()
        for node in nodes
        for x in node.input_tensors
    ]
    return operations, sorted(set(edges))


def _rows_of(
    layer: Any, *, shapes: bool, dtype: bool, names: bool, activations: bool, trainable: bool
) -> list[list[Cell]]:
    """What the box of a layer says, as in Keras's picture."""
    kind = type(layer).__name__
    rows = [[Cell(f"{layer.name} ({kind})" if names else kind, WHITE, BLACK, bold=True)]]
    activation = getattr(layer, "activation", None)
    if activations and activation is not None:
        name = getattr(activation, "name", None) or getattr(activation, "__name__", str(activation))
        rows.append([Cell(f"Activation: {name}")])
    nodes = getattr(layer, "_inbound_nodes", None) or []
    details = []
    if shapes and kind != "InputLayer":
        details.append(Cell(f"Input shape: {_property(nodes, 'input_tensors', 'shape')}"))
    if shapes:
        details.append(Cell(f"Output shape: {_property(nodes, 'output_tensors', 'shape')}"))
    if dtype:
        details.append(Cell(f"Output dtype: {_property(nodes, 'output_tensors', 'dtype')}"))
    if trainable and getattr(layer, "weights", None):
        word, paper = ("Trainable", GREEN) if layer.trainable else ("Non-trainable", RED)
        details.append(Cell(word, WHITE, paper, bold=True))
    return [*rows, details] if details else rows


def _property(nodes: list[Any], side: str, name: str) -> str:
    if not nodes:
        return "?"
    values = [str(getattr(x, name)) for x in tree.flatten(getattr(nodes[0], side))]
    return values[0] if len(values) == 1 else f"[{', '.join(values)}]"


def _check_choice(argument: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise ValueError(f"plot_model: {argument}: expected one of {', '.join(choices)}, got {value!r}")


def _shown(path: str, extension: str, description: str) -> Any:
    """The picture for a notebook; nothing elsewhere."""
    if "IPython" not in sys.modules or extension == "pdf":
        return None
    from IPython import display, get_ipython

    if get_ipython() is None:
        return None
    if extension == "svg":
        return display.SVG(filename=path)
    return display.Image(filename=path, alt=description)
