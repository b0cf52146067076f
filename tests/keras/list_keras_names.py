"""Write dlteach/keras/keras_names.txt: every public name of the Keras that is installed, by package.

Run with Keras 3.15.1 and one of its back ends:
`KERAS_BACKEND=jax python list_keras_names.py keras_names.txt`.
"""

import sys
import textwrap
import types
from pathlib import Path


def public_names(package: types.ModuleType, path: str = "keras") -> dict[str, list[str]]:
    """The names of a package and of the packages in it, by path."""
    names = sorted(
        name for name in dir(package) if not name.startswith("_") and name not in ("src", "legacy")
    )
    tables = {path: names}
    for name in names:
        if isinstance(inner := getattr(package, name), types.ModuleType):
            tables |= public_names(inner, f"{path}.{name}")
    return tables


def as_text(tables: dict[str, list[str]]) -> str:
    """A line with the path of each package, then its names, indented."""
    blocks = []
    for path, names in tables.items():
        lines = textwrap.wrap(" ".join(names), 110, initial_indent="    ", subsequent_indent="    ")
        blocks.append("\n".join([path, *lines]))
    return "\n".join(blocks) + "\n"


if __name__ == "__main__":
    import keras

    Path(sys.argv[1]).write_text(as_text(public_names(keras)))
