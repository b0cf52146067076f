"""A Dask cluster of real processes on this machine."""

import contextlib
import os
import shutil
import subprocess
import sys
import threading


@contextlib.contextmanager
def _dask(*arguments, says):
    """A process of Dask, and the line in which it says that it is ready."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *map(str, arguments), "--no-dashboard"],
        stderr=subprocess.PIPE,
        text=True,
    )
    line = next((line for line in process.stderr if says in line), "")
    assert line, f"it ended before it said {says!r}"
    with open(os.devnull, "w") as nowhere:
        reader = threading.Thread(target=shutil.copyfileobj, args=(process.stderr, nowhere))
        reader.start()
        try:
            yield process, line
        finally:
            process.kill()
            process.wait()
            reader.join()
            process.stderr.close()


@contextlib.contextmanager
def scheduler():
    """The address of a scheduler."""
    with _dask("scheduler", "--host", "127.0.0.1", "--port", "0", says="Scheduler at:") as (_, line):
        yield line.split()[-1]


@contextlib.contextmanager
def dask_worker(address, folder):
    """A process that works for a scheduler."""
    options = ("--nthreads", "1", "--no-nanny", "--local-directory", folder)
    with _dask("worker", address, *options, says="Registered to:") as (process, _):
        yield process
