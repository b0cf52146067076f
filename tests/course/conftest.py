"""A tiny course, built once with a real kernel; tests that change it get a copy."""

import shutil
from pathlib import Path

import pytest

from dlteach.course import build_course

LESSON = """\
# %% [markdown]
# # Doubling

# %%
import json
import os
import sys
import warnings

import matplotlib.pyplot as plt

plt.plot([1, 2])
plt.show()

# %%
print(os.environ.get("DLTEACH_STRICT"), os.environ["DLTEACH_STATE"], os.environ["OMP_NUM_THREADS"])
print(hash("the same on every run"))

# %%
for part in "one", "two":
    print(part)
    sys.stdout.flush()
warnings.warn("careful", RuntimeWarning)
object()

# %% tags=["raises-exception"]
json.loads("}")
"""

EXERCISE = '''\
# %% [markdown]
# # Exercise

# %%
def double(x):
    """Twice x."""
    ### BEGIN SOLUTION
    #: # + or *
    #: raise NotImplementedError("double: twice x")
    return 2 * x
    ### END SOLUTION


# %%
import os

print(double(2), os.environ["DLTEACH_STRICT"])

# %% [markdown] tags=["solution"]
# Why it works.

# %% [markdown] tags=["student-only"]
# Your turn.
'''


def write_source(root: Path, name: str, text: str) -> None:
    """Write authoring/NAME.py in a course."""
    path = root / "authoring" / f"{name}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="session")
def _built(tmp_path_factory):
    root = tmp_path_factory.mktemp("course")
    write_source(root, "lessons/01_doubling", LESSON)
    write_source(root, "exercises/01_doubling", EXERCISE)
    with pytest.MonkeyPatch.context() as author:
        author.setenv("DLTEACH_STRICT", "an author's own setting")
        author.setenv("MPLBACKEND", "agg")
        author.setenv("OMP_NUM_THREADS", "7")
        build_course(root)
    return root


@pytest.fixture
def course(_built, tmp_path):
    """A built course of one lesson and one exercise."""
    return Path(shutil.copytree(_built, tmp_path / "course"))
