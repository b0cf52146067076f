"""SymbolicScope: within it functions run to find the shapes of their outputs, not for the numbers."""

from __future__ import annotations

from dlteach.keras.backend.common.global_state import get_global_attribute, set_global_attribute


class SymbolicScope:
    """Scope of the symbolic stage."""

    def __enter__(self) -> SymbolicScope:
        self.original_scope = get_symbolic_scope()
        set_global_attribute("symbolic_scope", self)
        return self

    def __exit__(self, *exception: object) -> None:
        set_global_attribute("symbolic_scope", self.original_scope)


def in_symbolic_scope() -> bool:
    return get_symbolic_scope() is not None


def get_symbolic_scope() -> SymbolicScope | None:
    return get_global_attribute("symbolic_scope")
