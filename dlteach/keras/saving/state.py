"""The state of a model, into stores and out of them."""

from __future__ import annotations

import warnings
from typing import Any

from dlteach.keras.saving.keras_saveable import KerasSaveable
from dlteach.keras.saving.walk import Containers, Visits, children, items, own_variables


def save_state(saveable: Any, weights: Any, assets: Any = None, visits: Visits | None = None) -> None:
    """Put the state of an object and of all in it into stores.

    Parameters
    ----------
    saveable : KerasSaveable
    weights : H5IOStore or NpzWriter, optional
    assets : DiskIOStore, optional
    visits : Visits, optional
        What to leave out.
    """
    _save(saveable, "", weights, assets, visits or Visits())


def _save(one: Any, path: str, weights: Any, assets: Any, visits: Visits) -> None:
    if isinstance(one, KerasSaveable):
        if not visits.is_new(one):
            return
        visits.add(one)
        if weights is not None and hasattr(one, "save_own_variables"):
            name = getattr(one, "name", None)
            one.save_own_variables(weights.make(path, {"name": name} if isinstance(name, str) else None))
        if assets is not None and hasattr(one, "save_assets"):
            one.save_assets(assets.make(path))
        below = children(one)
    elif visits.enters(one):
        below = items(one)
    else:
        return
    for name, child in below:
        _save(child, f"{path}/{name}" if path else name, weights, assets, visits)


class Loading:
    """Loads the state of an object and of all in it from stores, and undoes it if that fails.

    Parameters
    ----------
    weights : H5IOStore or NpzReader
    assets : DiskIOStore, optional
    visits : Visits, optional
        What to leave out.
    """

    def __init__(self, weights: Any, assets: Any = None, visits: Visits | None = None) -> None:
        self.weights = weights
        self.assets = assets
        self.visits = visits or Visits()
        self.failures: dict[int, tuple[Any, Exception]] = {}
        self._before: dict[int, tuple[Any, Any]] = {}
        self._open: set[int] = set()  # objects whose children are being loaded: one may hold its parent

    def load(self, saveable: Any, skip_mismatch: bool = False) -> None:
        """Load all.

        Raises
        ------
        ValueError
            If some objects could not be loaded; with `skip_mismatch` they keep their values, and it is a
            warning.
        """
        try:
            self._load(saveable, "", {})
            if self.failures and not skip_mismatch:
                raise ValueError(self._report())
        except BaseException:
            self._undo()
            raise
        if self.failures:
            warnings.warn(self._report(), stacklevel=4)

    def _load(self, one: Any, path: str, containers: dict[int, Any]) -> None:
        if isinstance(one, KerasSaveable):
            self._load_object(one, path)
        elif id(one) not in containers:
            below = {**containers, id(one): one}
            for name, child in items(one):
                inside = f"{path}/{name}"
                if isinstance(child, Containers) and not self._is_stored(inside):
                    self._pass_over(child, inside, below)
                else:
                    self._load(child, inside, below)

    def _load_object(self, one: Any, path: str) -> None:
        if not self.visits.is_new(one) or id(one) in self._open:
            return
        failures = set(self.failures)
        loaded = self._load_own(one, path)
        self._open.add(id(one))
        for name, child in children(one):
            self._load(child, f"{path}/{name}" if path else name, {})
        self._open.discard(id(one))
        if loaded:
            self.failures.pop(id(one), None)
            if set(self.failures) <= failures:
                self.visits.add(one)

    def _load_own(self, one: Any, path: str) -> bool:
        """Load what belongs to the object itself; tells whether that went well."""
        own = own_variables(one)
        for variable in own:
            self._before.setdefault(id(variable), (variable, variable.numpy()))
        before = [(variable, variable.numpy()) for variable in own]
        try:
            if hasattr(one, "load_own_variables"):
                one.load_own_variables(self.weights.get(path))
            if self.assets is not None and hasattr(one, "load_assets"):
                one.load_assets(self.assets.get(path))
        except Exception as error:
            self.failures[id(one)] = (one, error)
            for variable, value in before:
                variable.assign(value)
            return False
        return True

    def _pass_over(self, container: Any, path: str, containers: dict[int, Any]) -> None:
        """A container that the file does not have: Keras up to 3.12 did not look into nested ones."""
        inner = Loading(self.weights, self.assets, self.visits)
        inner._before, inner._open = self._before, self._open
        inner._load(container, path, containers)
        if inner.failures:
            warnings.warn(
                f"Skipping nested container at '{path}': no matching group found in the saved file. The "
                "layers "
                "in it keep the values they have, unless the file has them at another place.",
                stacklevel=2,
            )

    def _is_stored(self, path: str) -> bool:
        return self.weights.has_path(path) or (self.assets is not None and self.assets.has_path(path))

    def _undo(self) -> None:
        for variable, value in self._before.values():
            variable.assign(value)

    def _report(self) -> str:
        (first, error), *_ = self.failures.values()
        return (
            f"A total of {len(self.failures)} objects could not be loaded. Example error message for object "
            f"{first}:\n\n{error}\n\nList of objects that could not be loaded:\n"
            f"{[one for one, _ in self.failures.values()]}"
        )
