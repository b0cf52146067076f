"""What the functions of this room ask of their arguments, beyond what `functions` asks of its own."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_numbers, check_not_empty


def as_rows(value: Any, what: str) -> np.ndarray:
    """The argument as an array of at least one row, of numbers, words or truth values, never of objects."""
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise ValueError(f"{what}: expected rows of equal length; {error}") from error
    if array.dtype == object:
        raise TypeError(
            f"{what}: expected an array of one type, got {type(value).__name__} of objects; "
            "use np.array(list(values), dtype=float), or str for words"
        )
    if array.ndim == 0 or len(array) == 0:
        raise ValueError(f"{what}: expected at least one row, got shape {array.shape}")
    return array


def check_same_length(function: str, arrays: list[np.ndarray]) -> None:
    """Refuse arrays whose rows cannot belong together."""
    lengths = [len(array) for array in arrays]
    if len(set(lengths)) > 1:
        raise ValueError(f"{function}: expected arrays with as many rows, got {lengths}")


def check_finite(function: str, name: str, array: np.ndarray) -> None:
    """Refuse nan and inf, and say where the first one is."""
    wrong = np.argwhere(~np.isfinite(array))
    if len(wrong):
        place = tuple(wrong[0].tolist())
        raise ValueError(
            f"{function}: expected finite numbers, got {name}[{', '.join(map(str, place))}] = {array[place]} "
            f"and {len(wrong) - 1} more; drop or fill such rows first"
        )


def as_images(images: ArrayLike, function: str) -> np.ndarray:
    """A batch of images, channels last: (n, height, width, channels), finite."""
    array = as_numbers(images, f"{function}: images")
    if array.ndim != 4:
        fix = {2: "images[None, :, :, None] for one gray image", 3: "images[..., None] for gray images"}
        raise ValueError(
            f"{function}: expected images of shape (n, height, width, channels), got {array.shape}"
            + (f"; use {fix[array.ndim]}" if array.ndim in fix else "")
        )
    check_not_empty(function, "images", array)
    check_finite(function, "images", array)
    return array


def as_generator(rng: Any, what: str) -> np.random.Generator:
    """A Generator as it is; a whole number as the seed of a new one."""
    if isinstance(rng, np.random.Generator):
        return rng
    if isinstance(rng, (int, np.integer)) and not isinstance(rng, bool) and rng >= 0:
        return np.random.default_rng(rng)
    raise TypeError(
        f"{what}: expected a Generator or a seed of at least 0, got {rng!r}; use np.random.default_rng(seed)"
    )
