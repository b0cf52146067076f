"""The door of the room: cheap to open, complete, and without side effects on the reader's own plots."""

import subprocess
import sys

import pytest

import dlteach.figures


def test_importing_the_room_does_not_import_matplotlib():
    code = "import sys, dlteach.figures; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0, (
        "import dlteach.figures must cost nothing"
    )


def test_drawing_does_not_import_pyplot():
    code = (
        "import sys; from dlteach.figures import plot_curves;"
        "plot_curves([0, 1], {'a': [0, 1]}, 'A line', 'x', 'y').png;"
        "sys.exit('matplotlib.pyplot' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0, "pyplot would show each figure twice"


@pytest.mark.parametrize("name", dlteach.figures.__all__)
def test_every_promised_name_is_there(name):
    assert callable(getattr(dlteach.figures, name))


def test_an_unknown_name_is_an_attribute_error_that_lists_the_known_ones():
    with pytest.raises(AttributeError, match=r"no attribute 'plot_pie'; it has .*plot_bars"):
        dlteach.figures.plot_pie  # noqa: B018


def test_dir_lists_the_public_names():
    assert set(dir(dlteach.figures)) == set(dlteach.figures.__all__)
