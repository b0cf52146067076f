"""What to say about a name that TensorFlow 1 may have and this room does not."""

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Any


def explain_missing(module: str, names: Sequence[str]) -> Callable[[str], Any]:
    """The `__getattr__` of a module (PEP 562) that has these names."""

    def __getattr__(name: str) -> Any:  # noqa: N807
        similar = get_close_matches(name, names, n=1)
        hint = f" Did you mean {similar[0]!r}?" if similar else ""
        raise AttributeError(
            f"module {module!r} has no attribute {name!r}.{hint} If TensorFlow 1 had it: this is the part of "
            f"TensorFlow 1 that the course teaches, and it has {', '.join(names)}"
        )

    return __getattr__
