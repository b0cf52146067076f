"""A pipeline of data in the manner of tf.data: each step is a new Dataset, and work waits for the loop."""

import math
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any

import numpy as np

from dlteach.data._arguments import as_generator, as_rows, check_same_length
from dlteach.data.prefetch import prefetched
from dlteach.data.steps import batched, cached, filtered, generated, mapped, repeated, shuffled
from dlteach.functions._arguments import as_count


class Dataset:
    """Elements that a loop goes over, from the start each time: arrays, or tuples such as (image, label).

    Names and behaviour are those of `tf.data.Dataset`. A step such as `map` or `batch` returns a new Dataset
    and does no work; the work is done when, and as far as, somebody asks for elements.

    Parameters
    ----------
    step : callable
        Returns a new iterator over the elements at each call.
    length : int, math.inf or None
        Number of elements; inf when they never end, None when only a loop can tell.

    Examples
    --------
    >>> x, y = np.arange(10.0).reshape(5, 2), np.array([0, 1, 0, 1, 1])
    >>> pipeline = Dataset.from_tensor_slices((x, y)).shuffle(5, seed=0).batch(2)
    >>> pipeline
    Dataset(3 elements)
    >>> [x_batch.shape for x_batch, y_batch in pipeline]
    [(2, 2), (2, 2), (1, 2)]
    """

    def __init__(self, step: Callable[[], Iterator[Any]], length: float | None) -> None:
        self._step = step
        self._length = length

    def __iter__(self) -> Iterator[Any]:
        return self._step()

    def __len__(self) -> int:
        if self._length is None or self._length == math.inf:
            state = "unknown before a loop" if self._length is None else "infinite; use take(count) first"
            raise TypeError(f"Dataset: the length is {state}")
        return int(self._length)

    def cardinality(self) -> int:
        """The number of elements; -1 if they never end, -2 if only a loop can tell.

        Examples
        --------
        >>> endless = Dataset.from_tensor_slices([1, 2]).repeat()
        >>> endless.cardinality(), endless.take(5).cardinality()
        (-1, 5)
        """
        if self._length is None:
            return -2
        return -1 if self._length == math.inf else int(self._length)

    def __bool__(self) -> bool:
        return True  # as in tf.data; `if dataset:` must not ask for a length that nobody knows

    def __repr__(self) -> str:
        size = {None: "unknown length", math.inf: "endless"}.get(self._length, f"{self._length} elements")
        return f"Dataset({size})"

    @staticmethod
    def from_tensor_slices(tensors: Any) -> "Dataset":
        """The rows of an array, or of several arrays side by side.

        Parameters
        ----------
        tensors : array_like (n, ...), or a tuple of such with equal n
            A tuple gives tuples. The rows are read-only views: nothing is copied, and no later step can
            change the data. nan passes, so that a filter can drop it.

        Raises
        ------
        ValueError
            If there is no row, or the arrays differ in length.
        TypeError
            If an array holds objects.

        Examples
        --------
        >>> [int(element) for element in Dataset.from_tensor_slices([5, 6])]
        [5, 6]
        """
        what = "Dataset.from_tensor_slices"
        several = isinstance(tensors, tuple)
        arrays = [as_rows(array, what).view() for array in (tensors if several else [tensors])]
        if not arrays:
            raise ValueError(f"{what}: expected at least one array, got an empty tuple")
        check_same_length(what, arrays)
        for array in arrays:
            array.flags.writeable = False
        return Dataset(lambda: zip(*arrays) if several else iter(arrays[0]), len(arrays[0]))

    @staticmethod
    def from_generator(generator: Callable[[], Iterable[Any]], length: int | None = None) -> "Dataset":
        """The elements of an iterator that a function makes anew for each pass.

        Parameters
        ----------
        generator : callable
            Called without arguments at the start of each pass.
        length : int, optional
            How many elements to expect in each pass.

        Raises
        ------
        TypeError
            If generator is a generator, which could be read only once, and no function.
        ValueError
            In the loop: if a pass is not as long as promised, after the elements that did come.

        Examples
        --------
        >>> [int(element) for element in Dataset.from_generator(lambda: (i * i for i in range(4)))]
        [0, 1, 4, 9]
        """
        what = "Dataset.from_generator"
        if not callable(generator):
            raise TypeError(
                f"{what}: expected a function that returns an iterator, got {type(generator).__name__}; "
                "pass the function itself, or lambda: ..."
            )
        expected = None if length is None else as_count(length, f"{what}: length", at_least=0)
        return Dataset(partial(generated, generator, expected), expected)

    @staticmethod
    def zip(*datasets: "Dataset") -> "Dataset":
        """Elements of several data sets side by side, as tuples; it ends with the shortest.

        Examples
        --------
        >>> a, b = Dataset.from_tensor_slices([1, 2, 3]), Dataset.from_tensor_slices([10, 20])
        >>> [(int(x), int(y)) for x, y in Dataset.zip(a, b)]
        [(1, 10), (2, 20)]
        """
        if not datasets or not all(isinstance(dataset, Dataset) for dataset in datasets):
            got = ", ".join(type(dataset).__name__ for dataset in datasets) or "nothing"
            raise TypeError(f"Dataset.zip: expected data sets, got {got}; write Dataset.zip(a, b)")
        lengths = [dataset._length for dataset in datasets]
        known = [length for length in lengths if length is not None]
        return Dataset(lambda: zip(*datasets), min(known) if len(known) == len(lengths) else None)

    def map(self, function: Callable) -> "Dataset":
        """The function of every element; the parts of a tuple are its arguments.

        Examples
        --------
        >>> pairs = Dataset.from_tensor_slices(([1.0, 2.0], [3, 4]))
        >>> [(float(x), int(y)) for x, y in pairs.map(lambda x, y: (x / 2, y))]
        [(0.5, 3), (1.0, 4)]
        """
        return Dataset(partial(mapped, self, function), self._length)

    def filter(self, predicate: Callable) -> "Dataset":
        """The elements for which the predicate says True.

        Examples
        --------
        >>> [int(x) for x in Dataset.from_tensor_slices([1, 2, 3, 4]).filter(lambda x: x % 2 == 0)]
        [2, 4]
        """
        return Dataset(partial(filtered, self, predicate), None)

    def shuffle(
        self,
        buffer_size: int,
        seed: int | np.random.Generator | None = None,
        reshuffle_each_iteration: bool = True,
    ) -> "Dataset":
        """Elements drawn at random from a buffer, each one replaced by the next of the source.

        The i-th element out is one of the first i + buffer_size of the source. So only a buffer as large as
        the data gives every order the same chance.

        Parameters
        ----------
        buffer_size : int
            How many elements wait in the buffer.
        seed : int or numpy.random.Generator, optional
            Decides the orders of all passes; without it they differ from run to run.
        reshuffle_each_iteration : bool, default True
            Whether each pass has an order of its own.

        Examples
        --------
        >>> dataset = Dataset.from_tensor_slices(np.arange(5)).shuffle(5, seed=0)
        >>> first, second = [int(x) for x in dataset], [int(x) for x in dataset]
        >>> first == second, sorted(first) == sorted(second)
        (False, True)
        """
        size = as_count(buffer_size, "Dataset.shuffle: buffer_size", at_least=1)
        # Orders come from a Generator of our own: a pass in a thread must not draw from the caller's.
        root = None if seed is None else as_generator(seed, "Dataset.shuffle: seed").integers(2**63)
        orders = np.random.default_rng(root)
        only = int(orders.integers(2**63))

        def elements() -> Iterator[Any]:
            return shuffled(self, size, int(orders.integers(2**63)) if reshuffle_each_iteration else only)

        return Dataset(elements, self._length)

    def batch(self, batch_size: int, drop_remainder: bool = False) -> "Dataset":
        """Elements in groups, stacked along a new first axis.

        Parameters
        ----------
        batch_size : int
        drop_remainder : bool, default False
            Whether to leave out a last batch that is smaller.

        Raises
        ------
        ValueError
            In the loop: if the elements of a batch differ in shape or type.

        Examples
        --------
        >>> list(Dataset.from_tensor_slices([1, 2, 3]).batch(2))
        [array([1, 2]), array([3])]
        """
        size = as_count(batch_size, "Dataset.batch: batch_size", at_least=1)
        length = self._length
        if length is not None and length != math.inf:
            length = length // size if drop_remainder else -(-length // size)
        return Dataset(partial(batched, self, size, drop_remainder), length)

    def repeat(self, count: int | None = None) -> "Dataset":
        """All elements count times over, or for ever; a shuffle before it shuffles anew each time.

        Examples
        --------
        >>> [int(x) for x in Dataset.from_tensor_slices([1, 2]).repeat(2)]
        [1, 2, 1, 2]
        """
        times = math.inf if count is None else as_count(count, "Dataset.repeat: count", at_least=0)

        length = 0 if 0 in (times, self._length) else None if self._length is None else self._length * times
        return Dataset(partial(repeated, self, times), length)

    def take(self, count: int) -> "Dataset":
        """The first elements; no more than these are asked of the source.

        Examples
        --------
        >>> [int(x) for x in Dataset.from_tensor_slices([1, 2]).repeat().take(3)]
        [1, 2, 1]
        """
        count = as_count(count, "Dataset.take: count", at_least=0)
        length = 0 if count == 0 else None if self._length is None else min(self._length, count)
        return Dataset(lambda: islice(iter(self), count), length)

    def skip(self, count: int) -> "Dataset":
        """All elements but the first ones.

        Examples
        --------
        >>> [int(x) for x in Dataset.from_tensor_slices([1, 2, 3]).skip(2)]
        [3]
        """
        count = as_count(count, "Dataset.skip: count", at_least=0)
        length = None if self._length is None else max(self._length - count, 0)
        return Dataset(lambda: islice(iter(self), count, None), length)

    def cache(self) -> "Dataset":
        """The elements of the first complete pass, kept in memory for all later ones.

        Examples
        --------
        >>> dataset = Dataset.from_tensor_slices([1, 2]).map(lambda x: print("computed") or x).cache()
        >>> [int(x) for x in dataset] + [int(x) for x in dataset]
        computed
        computed
        [1, 2, 1, 2]
        """
        return Dataset(partial(cached, self, []), self._length)

    def prefetch(self, buffer_size: int) -> "Dataset":
        """The same elements, prepared by a thread while the consumer works on the ones before.

        Examples
        --------
        >>> [int(x) for x in Dataset.from_tensor_slices([1, 2, 3]).prefetch(2)]
        [1, 2, 3]
        """
        size = as_count(buffer_size, "Dataset.prefetch: buffer_size", at_least=1)
        return Dataset(partial(prefetched, self, size), self._length)
