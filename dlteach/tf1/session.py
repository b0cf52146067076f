"""Session: where a graph runs, and where the values of its variables are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import Any

import numpy as np

from dlteach.tf1.default_session import ENTERED
from dlteach.tf1.dtypes import Array
from dlteach.tf1.feeds import checked_feeds
from dlteach.tf1.graph import Graph, get_default_graph
from dlteach.tf1.node import Operation, Tensor
from dlteach.tf1.random import Random
from dlteach.tf1.run import Run
from dlteach.tf1.variables import Variable


class Session:
    """Runs a graph. As a context manager it is the default session, and its graph the default graph.

    Parameters
    ----------
    graph : Graph, optional
        The default graph where none is given.

    Examples
    --------
    >>> import dlteach.tf1 as tf
    >>> tf.reset_default_graph()
    >>> x = tf.placeholder(tf.float32, (None,), name="x")
    >>> total = tf.reduce_sum(x)
    >>> with tf.Session() as sess:
    ...     print(sess.run({"total": total, "twice": 2 * total}, feed_dict={x: [1, 2, 3]}))
    {'total': np.float32(6.0), 'twice': np.float32(12.0)}
    """

    def __init__(self, *, graph: Graph | None = None) -> None:
        self.graph = graph or get_default_graph()
        self.variables: dict[Variable, Array] = {}
        self._generators: dict[Random, np.random.Generator] = {}
        self._entered = ExitStack()
        self._closed = False

    def run(self, fetches: Any, feed_dict: Mapping[Any, Any] | None = None) -> Any:
        """Compute the fetches and what they need, nothing else.

        Parameters
        ----------
        fetches : Tensor, Operation, name of one, or a tuple, list or dict of such, nested as you like
        feed_dict : dict, optional
            Values for placeholders; any other tensor can be given a value too, and is not computed then.

        Returns
        -------
        ndarray or NumPy scalar for a tensor, None for an operation; in a tuple, list or dict like the fetches

        Raises
        ------
        InvalidArgumentError
            If a placeholder has no value, or an operation cannot compute with the values that it gets.
        FailedPreconditionError
            If a variable has no value yet.
        TypeError, ValueError
            If a fetch or a feed is none, or does not fit.
        """
        if self._closed:
            raise RuntimeError("run: this session is closed; make a new one, or stay inside its `with` block")
        run = Run(self, checked_feeds(self.graph, feed_dict or {}))
        found = _map(fetches, self._find)
        run.evaluate(list(_leaves(found)))
        return _map(found, lambda one: _value(run, one))

    def _find(self, fetch: Any) -> Operation | Tensor:
        if isinstance(fetch, str):
            by_name = self.graph.get_tensor_by_name if ":" in fetch else self.graph.get_operation_by_name
            return by_name(fetch)
        if not isinstance(fetch, (Operation, Tensor)):
            raise TypeError(
                f"run: expected a tensor or an operation to fetch, got {fetch!r}; did a name that held a "
                "tensor take the result of an earlier run?"
            )
        if fetch.graph is not self.graph:
            raise ValueError(
                f"run: {fetch.name!r} is not in the graph of this session; make the session after the graph, "
                "and a new one after reset_default_graph"
            )
        return fetch

    def generator(self, operation: Random) -> np.random.Generator:
        """The random numbers of an operation: its own, and repeatable once the graph or it has a seed."""
        if operation not in self._generators:
            seeds = (self.graph.seed, operation.seed)
            place = 0 if operation.seed is not None else self.graph.get_operations().index(operation)
            entropy = None if seeds == (None, None) else [place, *(seed or 0 for seed in seeds)]
            self._generators[operation] = np.random.default_rng(entropy)
        return self._generators[operation]

    def close(self) -> None:
        """Forget the values; a closed session runs no more."""
        self._closed = True
        self.variables.clear()

    def __enter__(self) -> Session:
        self._entered.enter_context(self.graph.as_default())
        ENTERED.append(self)
        self._entered.callback(ENTERED.remove, self)
        return self

    def __exit__(self, *_: object) -> None:
        self._entered.close()
        self.close()


class InteractiveSession(Session):
    """A session that is the default from the start, until it is closed: for notebooks.

    Examples
    --------
    >>> import dlteach.tf1 as tf
    >>> tf.reset_default_graph()
    >>> sess = tf.InteractiveSession()
    >>> print((tf.constant(2.0) + 1).eval())
    3.0
    >>> sess.close()
    """

    def __init__(self, *, graph: Graph | None = None) -> None:
        super().__init__(graph=graph)
        ENTERED.append(self)

    def close(self) -> None:
        """Forget the values, and be the default no more."""
        super().close()
        if self in ENTERED:
            ENTERED.remove(self)


def _map(fetches: Any, function: Any) -> Any:
    """The same tuples, lists and dicts with each leaf replaced."""
    if isinstance(fetches, (list, tuple)):
        return type(fetches)([_map(one, function) for one in fetches])
    if isinstance(fetches, dict):
        return {key: _map(one, function) for key, one in fetches.items()}
    return function(fetches)


def _leaves(found: Any) -> Iterator[Operation | Tensor]:
    if isinstance(found, (list, tuple, dict)):
        for one in found.values() if isinstance(found, dict) else found:
            yield from _leaves(one)
    else:
        yield found


def _value(run: Run, fetched: Operation | Tensor) -> Any:
    """A copy, so that no one changes a variable by changing a result."""
    return np.array(run.values[fetched].data)[()] if isinstance(fetched, Tensor) else None
