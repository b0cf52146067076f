"""Run a notebook, keep outputs that are the same on every machine, and say where it failed."""

import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from dlteach.course.drafts import Draft
from dlteach.course.markers import BuildError

CELL_SECONDS = 120
_ERROR_LINES = 6

_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
_WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_CHANGES_EVERY_RUN = [
    (re.compile(r"0x[0-9a-fA-F]{6,16}"), "0xADDR"),
    (re.compile(r"\S*ipykernel_\d+[/\\]\d+\.py"), "<cell>"),
]


def run(draft: Draft) -> None:
    """Execute a draft in a new kernel and put its outputs in place.

    Raises
    ------
    BuildError
        A cell fails, runs too long or kills its kernel; names the source line.
    """
    try:
        from jupyter_client.kernelspec import KernelSpecManager
        from jupyter_client.manager import AsyncKernelManager
        from nbclient import NotebookClient
        from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
    except ImportError as error:
        raise BuildError('running the course needs nbclient: pip install "dlteach[author]"') from error

    index = 0

    def remember(cell: Any, cell_index: int) -> None:
        nonlocal index
        index = cell_index

    folder = draft.page.path.parent
    folder.mkdir(parents=True, exist_ok=True)
    client = NotebookClient(
        draft.notebook,
        # With no folder to look in, "python3" is the Python that runs the build, whatever a user installed.
        km=AsyncKernelManager(kernel_name="python3", kernel_spec_manager=KernelSpecManager(kernel_dirs=[])),
        timeout=CELL_SECONDS,
        startup_timeout=60,
        record_timing=False,
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(folder)}},
        on_cell_start=remember,
    )
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            # nbclient leaves a kernel manager that it did not make running unless told to clean up.
            client.execute(env=_environment(draft.page.kind, profile), cleanup_kc=True)
    except CellTimeoutError as error:
        raise _failure(draft, index, f"it ran for more than {CELL_SECONDS} s") from error
    except DeadKernelError as error:
        raise _failure(draft, index, "its kernel died: interrupted, or out of memory") from error
    except CellExecutionError as error:
        raise _failure(draft, index, _last_lines(error.traceback), error.traceback) from error
    except RuntimeError as error:
        raise BuildError(f"{draft.page.label}: the kernel does not start: {error}") from error
    scrub(draft.notebook, draft.page.root)


def _environment(kind: str, profile: str) -> dict[str, str]:
    """The same for every author: no start-up files of their own, one thread, no progress recorded."""
    own = {name: value for name, value in os.environ.items() if name != "DLTEACH_STRICT"}
    fixed = {
        "DLTEACH_STATE": "off",
        "IPYTHONDIR": profile,
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYTHONHASHSEED": "0",
    }
    strict = {"DLTEACH_STRICT": "1"} if kind == "solution" else {}
    return own | fixed | strict | dict.fromkeys(_ONE_THREAD, "1")


def _failure(draft: Draft, index: int, reason: str, traceback: str = "") -> BuildError:
    cell = draft.cells[index]
    line = cell.lines[min(_failing_line(traceback), len(cell.lines)) - 1].number
    text = "\n".join(f"    {line.number:4}  {line.text}" for line in cell.lines)
    return cell.error(line, f"the {draft.page.kind} fails\n{text}\n{reason}")


def _failing_line(traceback: str) -> int:
    """The line, from 1, at which the failing cell was when the error came."""
    found = re.search(r"Cell In\s*\[\d+\], line (\d+)", _ANSI.sub("", traceback))
    return int(found[1]) if found else 1


def _last_lines(traceback: str) -> str:
    return "\n".join(_ANSI.sub("", traceback).strip().splitlines()[-_ERROR_LINES:])


def scrub(notebook: Any, root: Path) -> None:
    """Drop what differs from run to run or from machine to machine."""
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {"name": "python"}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        cell.metadata.pop("execution", None)
        cell.outputs = _joined(cell.outputs)
        for output in cell.outputs:
            for holder, key in _texts(output):
                holder[key] = _stable(holder[key], root)


def _joined(outputs: list[Any]) -> list[Any]:
    """One output for neighbouring pieces of a stream: where a stream is cut depends on the clock."""
    joined: list[Any] = []
    for output in outputs:
        last = joined[-1] if joined else None
        if last and output.output_type == "stream" and last.get("name") == output.name:
            last.text += output.text
        else:
            joined.append(output)
    return joined


def _texts(output: Any) -> list[tuple[Any, Any]]:
    """Where the text of an output is, as (container, key) pairs."""
    if output.output_type == "stream":
        return [(output, "text")]
    if output.output_type == "error":
        return [(output, "evalue"), *((output.traceback, i) for i in range(len(output.traceback)))]
    output.data.pop(_WIDGET_VIEW, None)
    return [(output.data, kind) for kind in output.data if kind.startswith("text/")]


def _stable(text: str, root: Path) -> str:
    for changing, constant in _CHANGES_EVERY_RUN:
        text = changing.sub(constant, text)
    for folder in (str(root), sys.prefix, sys.base_prefix):
        text = text.replace(folder + os.sep, "")
        text = text.replace(folder.replace(str(Path.home()), "~", 1) + os.sep, "")
    return text
