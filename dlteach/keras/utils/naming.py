"""Names for objects that were given none."""

from dlteach.keras.backend.common.naming import (
    auto_name,
    get_object_name,
    get_uid,
    reset_uids,
    to_snake_case,
    uniquify,
)

__all__ = ["auto_name", "get_object_name", "get_uid", "reset_uids", "to_snake_case", "uniquify"]
