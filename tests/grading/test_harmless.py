import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlteach.grading.harmless import file_name, harmless, without_folders

TEXT = st.text(st.characters())  # surrogates too
NAME = st.one_of(
    TEXT, st.sampled_from(["../../x", "CON", "con", "com1.txt", "a/b", "a\\b", "", ".", "x" * 300])
)


@given(TEXT)
def test_harmless_text_is_one_printable_line_and_can_be_written(text):
    shown = harmless(text)
    assert all(c.isprintable() or c in "\u200c\u200d" for c in shown)
    shown.encode("utf-8")


def test_escape_codes_and_marks_of_direction_become_visible():
    assert harmless("\x1b]0;title\x07") == "␛]0;title␇"
    assert harmless("exe\u202etxt") == "exe⟨U+202E⟩txt"
    assert harmless("one\r\ntwo\u2028three") == "one ↵ two ↵ three"


def test_text_of_every_script_stays_as_it_is():
    for text in ("Łukasz Żółć", "林", "نیم\u200cفاصله", "👩\u200d🔬", "∂J/∂w ≈ 0,5"):
        assert harmless(text) == text


def test_long_text_is_cut_and_says_so():
    assert harmless("a" * 100_000, 80) == "a" * 80 + "… (99,920 more characters)"


@given(NAME)
def test_a_file_name_is_one_safe_part(name):
    made = file_name(name)
    assert re.fullmatch(r"[\w-]+", made)
    assert not made.startswith("-")
    assert len(made.encode()) < 200
    assert made.lower() not in {"con", "prn", "aux", "nul", "com1", "lpt1"}


@given(st.lists(NAME, unique=True, max_size=20))
def test_different_names_give_different_files_also_where_capitals_do_not_count(names):
    names += [file_name(name) for name in names if file_name(name) not in names]
    made = {file_name(name).casefold() for name in names}
    assert len(made) == len(set(names))


@pytest.mark.parametrize("path", ["/home/teacher/grades/x.csv", r"C:\Users\teacher\x.csv", "/tmp/x.csv"])
def test_folders_of_the_machine_are_cut_off(path):
    assert without_folders(f"no file {path!r}".replace("\\\\", "\\")) == "no file '…/x.csv'"


def test_formulas_and_addresses_are_no_folders():
    for text in ("(f(x + h) − f(x − h)) / (2h)", "a/b/c", "https://example.org/a/b/c", "1/2/3"):
        assert without_folders(text) == text
