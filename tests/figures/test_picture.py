import io

import pytest
from PIL import Image

from dlteach.figures import Picture, new_figure

ALT = "A line that rises from 0 at 0 to 1 at 1."


def line_figure(**labels):
    figure = new_figure()
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1])
    axes.set(**({"title": "A line", "xlabel": "x", "ylabel": "y"} | labels))
    return figure


def test_the_same_figure_gives_the_same_bytes():
    assert Picture(line_figure(), ALT).png == Picture(line_figure(), ALT).png


def test_the_image_holds_no_date_and_no_version():
    assert Image.open(io.BytesIO(Picture(line_figure(), ALT).png)).info.keys() <= {"dpi"}


def test_the_image_is_opaque_white_and_one_and_a_half_times_as_dense_as_it_is_shown():
    picture = Picture(line_figure(), ALT)
    image = Image.open(io.BytesIO(picture.png))
    shown = picture._repr_mimebundle_()[1]["image/png"]
    assert image.convert("RGBA").getpixel((2, 2)) == (255, 255, 255, 255)
    assert image.width == pytest.approx(1.5 * shown["width"], abs=1)
    assert image.height == pytest.approx(1.5 * shown["height"], abs=1)


def test_a_notebook_gets_the_image_the_alt_text_and_the_words():
    data, metadata = Picture(line_figure(), ALT)._repr_mimebundle_(include=None, exclude=None)
    assert data["image/png"].startswith(b"\x89PNG")
    assert data["text/plain"] == f"Picture: {ALT}"
    assert metadata == {"image/png": {"alt": ALT, "width": 691, "height": 403}}


def test_save_writes_the_image(tmp_path):
    picture = Picture(line_figure(), ALT)
    picture.save(tmp_path / "line.png")
    assert (tmp_path / "line.png").read_bytes() == picture.png


def test_line_breaks_in_the_alt_text_become_spaces():
    assert (
        Picture(line_figure(), "A line\n    that rises from 0 to 1.").alt == "A line that rises from 0 to 1."
    )


@pytest.mark.parametrize("missing", ["title", "xlabel", "ylabel"])
def test_a_missing_title_or_label_is_refused_by_name(missing):
    word = {"title": "title", "xlabel": "x label", "ylabel": "y label"}[missing]
    with pytest.raises(ValueError, match=f"axes 0 has no {word}"):
        Picture(line_figure(**{missing: ""}), ALT)


def test_a_missing_label_of_the_third_axis_is_refused():
    figure = new_figure()
    axes = figure.add_subplot(projection="3d")
    axes.set(title="A surface", xlabel="x", ylabel="y")
    with pytest.raises(ValueError, match="no z label"):
        Picture(figure, ALT)


def test_titles_and_labels_of_the_whole_figure_count_for_every_axes():
    figure = new_figure()
    figure.subplots(1, 2)
    figure.suptitle("Two")
    figure.supxlabel("x")
    figure.supylabel("y")
    assert Picture(figure, ALT).alt == ALT


def test_a_diagram_without_axes_needs_a_title_but_no_labels():
    figure = line_figure(xlabel="", ylabel="")
    figure.axes[0].set_axis_off()
    assert Picture(figure, ALT).alt == ALT
    figure.axes[0].set_title("")
    with pytest.raises(ValueError, match="no title"):
        Picture(figure, ALT)


def test_a_colour_bar_needs_no_labels_of_its_own():
    figure = line_figure()
    figure.colorbar(figure.axes[0].imshow([[0, 1]]))
    assert Picture(figure, ALT).alt == ALT


@pytest.mark.parametrize("alt", ["", "   \n  ", "a plot"])
def test_an_alt_text_that_says_nothing_is_refused(alt):
    with pytest.raises(ValueError, match="expected at least 20; say what a reader sees"):
        Picture(line_figure(), alt)


def test_a_figure_too_large_for_a_notebook_is_refused():
    figure = line_figure()
    figure.set_size_inches(9, 4)
    with pytest.raises(ValueError, match="got 9 by 4"):
        Picture(figure, ALT)
