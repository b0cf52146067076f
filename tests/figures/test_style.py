"""Readers with any kind of colour vision can tell the curves apart, on white paper."""

from itertools import combinations

import matplotlib
import numpy as np
import pytest

from dlteach.figures import house_style, new_figure
from dlteach.figures.style import BAD, COLOURS, GOOD, HATCHES, HIGHLIGHT, INK, LINES, MARKERS, THIRD

# Machado, Oliveira, Fernandes (2009), severity 1, for linear RGB.
COLOUR_VISION = {
    "full": np.eye(3),
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.01182, 0.04294, 0.968881],
    ],
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.3039],
    ],
}
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]]
)


def linear(colour):
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    dark, light = sorted(float(XYZ[1] @ linear(c)) for c in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(colour, vision):
    t = XYZ @ np.clip(np.array(COLOUR_VISION[vision]) @ linear(colour), 0, 1) / (0.95047, 1.0, 1.08883)
    x, y, z = np.where(t > 0.008856, np.cbrt(t), 7.787 * t + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("colour", COLOURS)
def test_every_colour_stands_out_from_white(colour):
    assert contrast(colour, "#ffffff") >= 3, "WCAG 2.2, 1.4.11 asks for 3:1"


@pytest.mark.parametrize("colour", [INK, THIRD])
@pytest.mark.parametrize("paper", ["#ffffff", HIGHLIGHT])
def test_text_can_be_read_on_white_and_on_a_highlight(colour, paper):
    assert contrast(colour, paper) >= 4.5, "WCAG 2.2, 1.4.3 asks for 4.5:1"


@pytest.mark.parametrize("vision", COLOUR_VISION)
def test_any_two_colours_can_be_told_apart(vision):
    for one, other in combinations(COLOURS, 2):
        distance = np.linalg.norm(lab(one, vision) - lab(other, vision))
        assert distance > 15, f"{one} and {other} look alike with {vision} vision: {distance:.0f}"


@pytest.mark.parametrize("vision", COLOUR_VISION)
def test_good_and_bad_are_far_apart(vision):
    assert np.linalg.norm(lab(GOOD, vision) - lab(BAD, vision)) > 50


@pytest.mark.parametrize("signs", [LINES, MARKERS, HATCHES])
def test_every_colour_has_a_line_a_marker_and_a_hatch_of_its_own(signs):
    assert len(set(signs)) == len(COLOURS)


def test_the_house_style_ends_where_it_ends():
    before = dict(matplotlib.rcParams)
    with house_style():
        assert matplotlib.rcParams["axes.grid"] is True
    assert dict(matplotlib.rcParams) == before


def test_the_house_style_does_not_depend_on_the_readers_settings():
    with matplotlib.rc_context({"axes.facecolor": "black", "font.size": 30}), house_style():
        assert matplotlib.rcParams["axes.facecolor"] == "white"
        assert matplotlib.rcParams["font.size"] == 10


def test_colours_and_line_styles_change_together():
    with house_style():
        axes = new_figure().subplots()
        lines = [axes.plot([0, 1])[0] for _ in range(3)]
    assert [line.get_color() for line in lines] == list(COLOURS[:3])
    assert [line.get_linestyle() for line in lines] == list(LINES[:3])
