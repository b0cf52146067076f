"""What every initializer is: a callable from a shape and a dtype to the first values of a variable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

Shape = Sequence[int]


class Initializer:
    """Base of all initializers; a subclass defines `__call__(shape, dtype=None)`.

    Examples
    --------
    >>> class Alternating(Initializer):
    ...     def __call__(self, shape, dtype=None):
    ...         return np.resize(np.array([1, -1], dtype), shape)
    >>> Alternating()((3,), "float32")
    array([ 1., -1.,  1.], dtype=float32)
    """

    def __call__(self, shape: Shape, dtype: Any = None) -> np.ndarray:
        """The first values of a variable of this shape and dtype."""
        raise NotImplementedError(
            f"{type(self).__name__}: expected a method __call__(shape, dtype=None), "
            "which the class does not have"
        )

    def get_config(self) -> dict[str, Any]:
        """The arguments of the constructor, from which `from_config` makes an equal object."""
        return {}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Initializer:
        """The initializer that these arguments describe."""
        return cls(**config)

    def clone(self) -> Initializer:
        """A new initializer with the same arguments."""
        return self.from_config(self.get_config())
