"""A pack of one's own: the template in the folder beside, copied under another name."""

import keyword
import re
from pathlib import Path

from dlteach.autograder.files import write_atomically
from dlteach.course.workspace import WorkspaceError

_TEMPLATE, _TEMPLATE_NAME = Path(__file__).with_name("pack_template"), "my_pack"
_TEXTS = {".py", ".toml", ".md"}


def new_pack(folder: str | Path) -> list[Path]:
    """Write a new pack: a Python package with a lesson, an exercise with its mistakes, a question and tests.

    Parameters
    ----------
    folder : path
        New or empty. Its name, with underscores for hyphens and spaces, becomes the name of the package.

    Returns
    -------
    list of Path
        The files that were written.

    Raises
    ------
    WorkspaceError
        The folder is not empty, its name cannot be that of a package, or it cannot be written.
    """
    folder = Path(folder).expanduser().resolve()
    name = re.sub(r"[-\s]+", "_", folder.name.lower())
    if not name.isidentifier() or keyword.iskeyword(name) or name == "dlteach":
        raise WorkspaceError(
            f"{folder.name!r} cannot be the name of a Python package; take letters, digits and underscores, "
            "such as week_three"
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WorkspaceError(f"{folder} is there already and not empty; name a new folder")
    sources = [p for p in sorted(_TEMPLATE.rglob("*")) if p.suffix in _TEXTS and "__pycache__" not in p.parts]
    written = []
    try:
        for source in sources:
            target = folder / str(source.relative_to(_TEMPLATE)).replace(_TEMPLATE_NAME, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            text = source.read_text(encoding="utf-8").replace(_TEMPLATE_NAME, name)
            write_atomically(target, text.encode())
            written.append(target)
    except OSError as error:
        raise WorkspaceError(f"cannot write to {folder}: {error.strerror or error}") from error
    return written
