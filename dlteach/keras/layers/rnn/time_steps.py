"""A cell over a sequence, one time step after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dlteach.keras import ops, tree

Step = Callable[[Any, Any], tuple[Any, Any]]


def run_steps(
    step: Step,
    sequences: Any,
    states: Any,
    mask: Any = None,
    go_backwards: bool = False,
    zero_output_for_mask: bool = False,
) -> tuple[list[Any], Any]:
    """The output of every time step, in the order of the steps, and the states after the last.

    Parameters
    ----------
    step : callable
        `step(inputs, states)` gives `(output, new_states)`.
    sequences : array or Tensor, shape (n, t, …)
    states : list of arrays or Tensors
    mask : array of bool, shape (n, t), optional
        Where it is False the states stay as they were, and the output is that of the step before, or 0.
    go_backwards : bool, default False
        From the last time step to the first.
    zero_output_for_mask : bool, default False

    Returns
    -------
    outputs : list of arrays or Tensors
    states : like `states`
    """
    times = range(sequences.shape[1])
    outputs = []
    for time in reversed(times) if go_backwards else times:
        output, new_states = step(sequences[:, time], states)
        if mask is None:
            states = new_states
        else:
            counts = mask[:, time]
            masked = ops.zeros_like(output) if zero_output_for_mask else _last_output(states)
            output = _choose(counts, output, masked)
            states = tree.map_structure(lambda new, old: _choose(counts, new, old), new_states, states)  # noqa: B023
        outputs.append(output)
    return outputs, states


def _last_output(states: Any) -> Any:
    """The first state of a cell, of the last cell in a stack, is its output."""
    return states[-1][0] if tree.is_nested(states[0]) else states[0]


def _choose(counts: Any, new: Any, old: Any) -> Any:
    """The new one for examples whose time step counts, the old one for the others."""
    axes = (1,) * (len(new.shape) - 1)
    if len(counts.shape) > 1:  # a mask of features: a step counts if one of them does
        counts = ops.any(ops.reshape(counts, (counts.shape[0], -1)), axis=-1)
    return ops.where(ops.reshape(counts, (counts.shape[0], *axes)), new, old)
