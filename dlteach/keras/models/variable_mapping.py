"""All variables of a model by their paths."""

from __future__ import annotations

from typing import Any

from dlteach.keras.saving.walk import Visits, all_variables


def map_saveable_variables(saveable: Any, store: dict[str, Any], visited_saveables: set[int]) -> None:
    """Enter the variables of an object and of all in it under their paths, "sequential/dense/kernel".

    Parameters
    ----------
    saveable : Model, Layer, Optimizer or Metric
    store : dict
        From paths to variables; it is added to.
    visited_saveables : set of int
        The ids of objects that are left out; those that were found are added.

    Raises
    ------
    ValueError
        If two variables have the same path.
    """
    visits = Visits()
    visits.objects.update(dict.fromkeys(visited_saveables))
    variables = all_variables(saveable, visits)
    visited_saveables.update(visits.objects)
    for variable in variables:
        if store.setdefault(variable.path, variable) is not variable:
            raise ValueError(
                "The model contains two variables with a duplicate path: "
                f"path='{variable.path}' appears at least twice, for {variable} and for "
                f"{store[variable.path]}. "
                "In order to get a variable map, make sure to use unique paths/names for each variable."
            )
