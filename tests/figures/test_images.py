"""Pictures of images: what is drawn is what came, and the alt text says where it is bright."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from dlteach.figures.images import plot_images

LEFT = np.array([[1.0, 0.0, 0.0], [1.0, 0.0, 0.0]])


def drawn(picture):
    return [axes.images[0] for axes in picture.figure.axes if axes.images]


def test_each_image_is_drawn_with_its_own_pixels_and_name():
    picture = plot_images({"as it is": LEFT, "mirrored": LEFT[:, ::-1]}, "A mirror")
    assert_array_equal(drawn(picture)[1].get_array(), LEFT[:, ::-1])
    assert [axes.get_title() for axes in picture.figure.axes] == ["as it is", "mirrored"]


def test_the_alt_text_says_on_which_side_the_light_is():
    alt = plot_images({"as it is": LEFT, "mirrored": LEFT[:, ::-1], "turned": LEFT.T}, "Changes").alt
    assert "as it is (2 by 3 pixels), from 0 to 1, brighter on the left" in alt
    assert "mirrored (2 by 3 pixels), from 0 to 1, brighter on the right" in alt
    assert "turned (3 by 2 pixels), from 0 to 1, brighter at the top" in alt


def test_a_plain_image_has_one_number():
    assert "night, 0 everywhere" in plot_images({"night": np.zeros((2, 2))}, "Night").alt


@pytest.mark.parametrize(
    ("image", "limits"),
    [([[0.2, 0.4]], (0, 1)), ([[-1.0, 3.0]], (-1, 3)), ([[0.0, 16.0]], (0, 16))],
    ids=["0 to 1 stays", "negative is black", "ink up to 16 is white"],
)
def test_black_and_white_are_where_a_reader_expects_them(image, limits):
    assert drawn(plot_images({"it": image}, "Black and white"))[0].get_clim() == limits


def test_one_scale_for_all_makes_them_comparable():
    pictures = {"dark": [[0.0, 2.0]], "bright": [[2.0, 8.0]]}
    assert {image.get_clim() for image in drawn(plot_images(pictures, "Two", same_scale=True))} == {(0, 8)}


def test_bytes_and_floats_of_one_colour_look_alike():
    red = np.array([[[1.0, 0, 0], [0, 0, 0]]])
    as_bytes = (255 * red).astype(np.uint8)
    first, second = drawn(plot_images({"floats": red, "bytes": as_bytes}, "Red"))
    assert_array_equal(first.get_array(), second.get_array())


def test_small_images_can_show_their_numbers():
    axes = plot_images({"grid": [[1, 2], [3, 4]]}, "Numbers", numbers=True).figure.axes[0]
    assert [text.get_text() for text in axes.texts] == ["1", "2", "3", "4"]


def test_seven_images_stand_in_two_rows():
    picture = plot_images({str(k): LEFT for k in range(7)}, "Seven")
    assert len({axes.get_subplotspec().rowspan.start for axes in picture.figure.axes}) == 2


def test_a_batch_is_refused_with_the_likely_fix():
    with pytest.raises(ValueError, match=r"x\[0\] for the first image"):
        plot_images({"batch": np.zeros((2, 8, 8, 1))}, "Batch")


@pytest.mark.parametrize("count", [0, 13])
def test_too_few_or_too_many_are_refused(count):
    with pytest.raises(ValueError, match="expected 1 to 12 images"):
        plot_images({str(k): LEFT for k in range(count)}, "Count")
