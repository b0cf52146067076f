"""SeedGenerator: gives a new seed at every draw, so that the same start gives the same draws."""

from __future__ import annotations

import random as python_random
import threading
from typing import Any

import numpy as np

from dlteach.keras.backend import Variable, name_scope, random_seed_dtype
from dlteach.keras.backend.common.global_state import get_global_attribute, set_global_attribute
from dlteach.keras.backend.common.naming import auto_name

GLOBAL_SEED_GENERATOR = "global_seed_generator"

_ONE_FURTHER = np.array([0, 1], np.uint32)
_BITS_32 = 0xFFFFFFFF


class SeedGenerator:
    """A seed that moves on at every draw.

    The functions of `keras.random` give the same numbers whenever they get the same integer as a seed. With a
    SeedGenerator as the seed they give new numbers each time, and the same ones again after a new start.

    Parameters
    ----------
    seed : int, optional
        Default: a random one, which `keras.utils.set_random_seed` decides.
    name : str, optional

    Attributes
    ----------
    state : Variable, uint32, shape (2,)
        The seed and the number of draws so far.

    Raises
    ------
    ValueError
        If the seed is not an integer.

    Examples
    --------
    >>> generator = SeedGenerator(seed=42)
    >>> generator.next(), generator.next()
    (array([42,  0], dtype=uint32), array([42,  1], dtype=uint32))
    """

    def __init__(self, seed: int | None = None, name: str | None = None, **kwargs: Any) -> None:
        if kwargs:
            raise ValueError(f"Unrecognized keyword arguments: {kwargs}")
        self.name = name or auto_name(type(self).__name__)
        self._initial_seed = seed
        start = make_default_seed() if seed is None else seed
        if not isinstance(start, (int, np.integer)):
            raise ValueError(f"Argument `seed` must be an integer. Received: seed={seed}")
        with name_scope(self.name, caller=self):
            self.state = Variable(
                lambda shape, dtype: np.array([int(start) & _BITS_32, 0], dtype),
                shape=(2,),
                dtype=random_seed_dtype(),
                trainable=False,
                name="seed_generator_state",
            )

    def next(self, ordered: bool = True) -> Any:
        """The next seed: two numbers.

        Parameters
        ----------
        ordered : bool, default True
            Without effect: no seed comes twice in either case.
        """
        seed = np.array(self.state.value)
        self.state.assign(seed + _ONE_FURTHER)
        return seed

    def get_config(self) -> dict[str, Any]:
        return {"seed": self._initial_seed, "name": self.name}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> SeedGenerator:
        return cls(**config)


Seed = int | SeedGenerator | None


def global_seed_generator() -> SeedGenerator:
    """The generator that is used where no seed is given; `set_random_seed` starts it anew."""
    generator = get_global_attribute(GLOBAL_SEED_GENERATOR)
    if generator is None:
        generator = SeedGenerator()
        set_global_attribute(GLOBAL_SEED_GENERATOR, generator)
    return generator


def make_default_seed() -> int:
    """A seed from Python's own random numbers."""
    return python_random.randint(1, int(1e9))


def draw_seed(seed: Seed) -> Any:
    """The seed of one draw, two numbers: the next of a SeedGenerator, of the global one for None.

    Raises
    ------
    ValueError
        If it is none of these.
    """
    if isinstance(seed, SeedGenerator):
        return seed.next()
    if seed is None:
        return global_seed_generator().next()
    if isinstance(seed, (int, np.integer)):
        return np.array([int(seed) & _BITS_32, 0], np.uint32)
    raise ValueError(
        "Argument `seed` must be either an integer or an instance of `SeedGenerator`. "
        f"Received: seed={seed} (of type {type(seed)})"
    )


class _Source(threading.local):
    """One source of random numbers for each thread. To set it to a seed takes a tenth of making a new one."""

    def __init__(self) -> None:
        self.bits = np.random.Philox(0)
        self.generator = np.random.Generator(self.bits)
        self.state: Any = self.bits.state


_source = _Source()


def numbers_from(seed: Seed) -> np.random.Generator:
    """NumPy's generator, set to the next draw of this seed; use it before the next call.

    Examples
    --------
    >>> numbers_from(1).random() == numbers_from(1).random()
    True
    """
    source = _source
    # Philox needs no warming up: neighbouring keys give independent numbers.
    source.state["state"]["key"] = draw_seed(seed).astype(np.uint64)
    source.state["state"]["counter"] = np.zeros(4, np.uint64)
    source.bits.state = source.state
    return source.generator
