"""The door of the room: complete, and clear about what it does not have."""

import pytest

import dlteach.data


@pytest.mark.parametrize("name", dlteach.data.__all__)
def test_every_promised_name_is_there(name):
    assert callable(getattr(dlteach.data, name))


def test_an_unknown_name_is_an_attribute_error_that_lists_the_known_ones():
    with pytest.raises(AttributeError, match=r"no attribute 'load_cifar'; it has .*load_digits"):
        dlteach.data.load_cifar  # noqa: B018


def test_dir_lists_the_public_names():
    assert set(dir(dlteach.data)) == set(dlteach.data.__all__)
