"""The session that `tensor.eval()` and `operation.run()` use: the innermost that was entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dlteach.tf1.session import Session

ENTERED: list[Session] = []


def get_default_session() -> Session | None:
    """The innermost session of a `with` block, or the last InteractiveSession; None if there is none."""
    return ENTERED[-1] if ENTERED else None


def session_or_default(session: Session | None) -> Session:
    """The given session, otherwise the default one."""
    found = session or get_default_session()
    if found is None:
        raise ValueError(
            "there is no default session: use `with tf.Session():`, or pass session=, or call sess.run(...)"
        )
    return found
