"""From what a user writes, "mse", a configuration or an object, to the object."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from dlteach.keras.utils.naming import to_snake_case


def names_of(classes: Iterable[type], **aliases: Any) -> dict[str, Any]:
    """The table of a room: every class under its own name and in snake case, then further names.

    Examples
    --------
    >>> class GlorotUniform: ...
    >>> sorted(names_of([GlorotUniform], glorot=GlorotUniform))
    ['GlorotUniform', 'glorot', 'glorot_uniform']
    """
    table: dict[str, Any] = {}
    for one in classes:
        table[one.__name__] = table[to_snake_case(one.__name__)] = one
    return {**table, **aliases}


def resolve(
    identifier: Any, kind: str, table: Mapping[str, Any], deserialize: Callable[[dict[str, Any]], Any]
) -> Any:
    """The object that an identifier means, an instance where it means a class.

    Parameters
    ----------
    identifier : None, str, dict, class or callable
        A name in the table, a configuration as `serialize` writes it, or the thing itself.
    kind : str
        What is asked for, for the message.
    table : mapping from names to objects
    deserialize : callable
        From a configuration to the object.

    Returns
    -------
    object, or None for None

    Raises
    ------
    ValueError
        If the identifier means nothing that can be called.

    Examples
    --------
    >>> resolve("absolute", "norm", {"absolute": abs}, deserialize=print)(-3)
    3
    >>> resolve("euclid", "norm", {"absolute": abs}, deserialize=print)
    Traceback (most recent call last):
    ValueError: Could not interpret norm identifier: 'euclid'; expected one of absolute, or a callable
    """
    if identifier is None:
        return None
    if isinstance(identifier, dict):
        found = deserialize(identifier)
    elif isinstance(identifier, str):
        found = table.get(identifier)
    else:
        found = identifier
    if not callable(found):
        known = ", ".join(sorted(name for name in table if name.islower()))
        raise ValueError(
            f"Could not interpret {kind} identifier: {identifier!r}; expected one of {known}, or a callable"
        )
    return found() if inspect.isclass(found) else found
