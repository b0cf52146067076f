"""What `AUC` can be told by a word: the curve, and how its points become an area."""

from __future__ import annotations

from enum import Enum
from typing import Any


class _Choice(Enum):
    """A word out of a few; also written in lower case or with a capital."""

    @classmethod
    def from_str(cls, key: Any) -> Any:
        """The choice that a word means; a choice means itself.

        Raises
        ------
        ValueError
            If it is none of the words.
        """
        for choice in cls:
            if key in (choice, choice.value, choice.value.lower(), choice.value.capitalize()):
                return choice
        words = ", ".join(f'"{choice.value}"' for choice in cls)
        raise ValueError(f'Invalid {cls.__doc__} value: "{key}". Expected values are [{words}]')


class AUCCurve(_Choice):
    """AUC curve"""

    ROC = "ROC"
    PR = "PR"
    PRGAIN = "PRGAIN"


class AUCSummationMethod(_Choice):
    """AUC summation method"""

    INTERPOLATION = "interpolation"
    MAJORING = "majoring"
    MINORING = "minoring"
