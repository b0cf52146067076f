"""What can be asked of a graph of operations."""

from __future__ import annotations

from typing import Any


def get_source_inputs(tensor: Any) -> list[Any]:
    """The `Input`s that a symbolic tensor was computed from.

    Parameters
    ----------
    tensor : KerasTensor

    Returns
    -------
    list of KerasTensor
        Each once, in the order in which a walk back meets them.

    Examples
    --------
    >>> from dlteach import keras
    >>> a, b = keras.Input((2,), name="a"), keras.Input((2,), name="b")
    >>> [x.name for x in get_source_inputs(keras.layers.Dense(1)(a + b + a))]
    ['a', 'b']
    """
    sources: dict[int, Any] = {}
    seen: set[int] = set()
    waiting = [tensor]
    while waiting:
        x = waiting.pop()
        if id(x) in seen:
            continue
        seen.add(id(x))
        history: Any = getattr(x, "_keras_history", None)
        inbound = history.operation._inbound_nodes if history and history.operation else []
        node = inbound[history.node_index] if inbound else None
        if node is None or node.is_input:
            sources[id(x)] = x
        else:
            waiting.extend(reversed(node.input_tensors))
    return list(sources.values())
