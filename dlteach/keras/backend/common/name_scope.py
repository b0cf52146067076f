"""name_scope: the folders in the path of a variable, "model/dense/kernel"."""

from __future__ import annotations

from typing import Any

from dlteach.keras.backend.common.global_state import get_global_attribute


class name_scope:  # noqa: N801
    """Scope whose name becomes a part of the path of every variable that is made within it.

    Parameters
    ----------
    name : str
        Without "/".
    caller : object, optional
        Who opens the scope.
    deduplicate : bool, default True
        Whether a scope opened again by the same caller under the same name counts once.
    override_parent : str, optional
        A path in place of that of the scopes around this one.

    Raises
    ------
    ValueError
        If the name is no string or has a "/" in it.

    Examples
    --------
    >>> with name_scope("model"), name_scope("dense"):
    ...     current_path()
    'model/dense'
    """

    def __init__(
        self, name: str, caller: Any = None, deduplicate: bool = True, override_parent: str | None = None
    ) -> None:
        if not isinstance(name, str) or "/" in name:
            raise ValueError(
                f"Argument `name` must be a string and cannot contain character `/`. Received: name={name}"
            )
        self.name = name
        self.caller = caller
        self.deduplicate = deduplicate
        self.override_parent = override_parent
        if override_parent is None and deduplicate:
            self.override_parent = getattr(caller, "_parent_path", None)
        self._pop_on_exit = False

    def __enter__(self) -> name_scope:
        stack = get_global_attribute("name_scope_stack", [], set_to_default=True)
        if not (stack and self._repeats(stack[-1])):
            stack.append(self)
            self._pop_on_exit = True
        return self

    def _repeats(self, parent: name_scope) -> bool:
        return (
            self.deduplicate
            and self.caller is not None
            and self.caller is parent.caller
            and self.name == parent.name
        )

    def __exit__(self, *exception: object) -> None:
        stack = get_global_attribute("name_scope_stack")
        if self._pop_on_exit and stack:
            stack.pop()


def current_path() -> str:
    """The path of the scopes that are open: "" outside of all."""
    parts: list[str] = []
    for scope in get_global_attribute("name_scope_stack") or ():
        if scope.override_parent is not None:
            parts = [part for part in scope.override_parent.split("/") if part]
        parts.append(scope.name)
    return "/".join(parts)
