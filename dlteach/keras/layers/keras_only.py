"""Arguments that Keras's layers take for things that dlteach does not do."""

from __future__ import annotations

from typing import Any


def refuse_keras_only(layer: str, arguments: dict[str, Any], *names: str) -> None:
    """Take these arguments away; refuse one that asks for something.

    Configs that Keras wrote hold them too, as None.

    Examples
    --------
    >>> refuse_keras_only("Dense", {"lora_rank": 4}, "lora_rank")
    Traceback (most recent call last):
    NotImplementedError: Dense: lora_rank=4 is not part of dlteach; Keras has it: import keras
    """
    for name in names:
        value = arguments.pop(name, None)
        if value is not None:
            raise NotImplementedError(
                f"{layer}: {name}={value!r} is not part of dlteach; Keras has it: import keras"
            )
