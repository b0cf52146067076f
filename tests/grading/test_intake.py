import io
import os
import random
import stat
import struct
import sys
import zipfile
from datetime import datetime, timezone
from pathlib import Path

import pytest

from dlteach.grading import archives
from dlteach.grading.intake import IntakeError, collect, find

LESSON = "02_gradient_descent.ipynb"


def put(root, *names, data=b"{}"):
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def pack(target, *entries, method=zipfile.ZIP_DEFLATED):
    """A zip; an entry is a name, or a name (or ZipInfo) and its content."""
    with zipfile.ZipFile(target, "w", method) as archive:
        for entry in entries:
            name, data = entry if isinstance(entry, tuple) else (entry, b"{}")
            archive.writestr(name, data)
    return target


def packed(*entries):
    data = io.BytesIO()
    pack(data, *entries)
    return data.getvalue()


def learners(*paths, **options):
    return [submission.learner for submission in collect(paths, **options)]


def problems(*paths):
    return {submission.source: submission.problem for submission in collect(paths) if submission.problem}


# ---------------------------------------------------------------- what is found


def test_notebooks_and_scripts_are_found_and_the_rest_is_counted(tmp_path):
    put(tmp_path, "a.ipynb", "b/c.py", "b/data.csv", "notes.txt", "d.ipynb.txt", "e.IPYNB", data=b"x = 1")
    put(tmp_path, ".ipynb_checkpoints/a-checkpoint.ipynb", "__MACOSX/a.ipynb", "b/.hidden.ipynb", ".DS_Store")
    found = find([tmp_path])
    assert [source.name for source in found.sources] == ["a.ipynb", "d.ipynb.txt", "e.IPYNB", "b/c.py"]
    assert found.ignored == 2
    assert {source.read().data for source in found.sources} == {b"x = 1"}
    assert [source.read().suffix for source in found.sources] == [".ipynb"] * 3 + [".py"]


def test_submissions_come_one_at_a_time(tmp_path):
    put(tmp_path, "a.ipynb", "b.ipynb")
    submissions = collect([tmp_path])
    (tmp_path / "b.ipynb").write_bytes(b"changed")
    assert [submission.data for submission in submissions] == [b"{}", b"changed"]


def test_a_glob_that_the_shell_left_alone_is_expanded(tmp_path):
    put(tmp_path, "anna/hw.ipynb", "ben/hw.ipynb", "ben/notes.txt")
    assert learners(str(tmp_path / "*" / "hw.ipynb")) == ["anna", "ben"]
    assert learners(str(tmp_path / "**" / "*.ipynb")) == ["anna", "ben"]
    assert learners(str(tmp_path / "*")) == ["anna", "ben"]


def test_a_name_with_brackets_that_exists_is_no_glob(tmp_path):
    assert learners(put(tmp_path, "anna [1].ipynb") / "anna [1].ipynb") == ["anna [1]"]


def test_a_file_that_is_named_twice_counts_once(tmp_path):
    put(tmp_path, "sub/a.ipynb")
    again = [tmp_path, tmp_path / "sub", tmp_path / "sub" / "a.ipynb", tmp_path / "sub" / ".." / "sub"]
    assert len(find(again).sources) == 1
    assert len(find([tmp_path / "sub" / "a.ipynb"] * 2).sources) == 1


def test_the_folder_of_the_results_is_left_out(tmp_path):
    put(tmp_path, "a.ipynb", "grades/submissions/ab/abc.ipynb")
    assert len(find([tmp_path], leave_out=[tmp_path / "grades"]).sources) == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", r"nothing to grade in .*looked for files that end in \.ipynb or \.py, in zips too; 1 other"),
        ("gone.ipynb", "does not exist"),
        ("*.nothing", "matches no file"),
        ("notes.txt", "nothing to grade"),
        ("no\0name", "does not exist"),
    ],
)
def test_nothing_found_says_what_was_looked_for(tmp_path, name, words):
    put(tmp_path, "notes.txt")
    with pytest.raises(IntakeError, match=words):
        find([f"{tmp_path}/{name}"])


# ---------------------------------------------------------------- whose it is


@pytest.mark.parametrize(
    ("path", "learner"),
    [
        ("anna.ipynb", "anna"),
        (f"anna/{LESSON}", "anna"),
        ("anna/hw2/work.ipynb", "anna"),
        ("02_gradient_descent/anna.ipynb", "anna"),
        ("02_gradient_descent/anna/work.ipynb", "anna"),
        (f"submitted/anna/hw2/{LESSON}", "anna"),
        (f"assignment_9_export/submission_12345/{LESSON}", "12345"),
        (f"Anna Doe_12345_assignsubmission_file_/{LESSON}", "12345"),
        ("Anna_van Doe_12345_assignsubmission_file_work.ipynb", "12345"),
        ("doeanna_12345_67890_work-1.ipynb", "12345"),
        ("doeanna_LATE_12345_67890_work_2.ipynb", "12345"),
    ],
)
@pytest.mark.parametrize("in_zip", [False, True], ids=["folder", "zip"])
def test_the_learner_is_read_from_the_path(tmp_path, path, learner, in_zip):
    place = pack(tmp_path / "class.zip", path) if in_zip else put(tmp_path / "class", path)
    assert learners(place) == [learner]


def test_a_folder_in_a_zip_that_is_called_like_the_zip_is_no_learner(tmp_path):
    assert learners(pack(tmp_path / "hw.zip", "hw/anna/work.ipynb", "hw/ben.ipynb")) == ["anna", "ben"]


def test_folders_side_by_side_are_one_for_each_learner(tmp_path):
    put(tmp_path, "anna/hw.ipynb", "ben/hw.ipynb")
    assert learners(tmp_path / "anna", tmp_path / "ben") == ["anna", "ben"]
    assert learners(put(tmp_path, f"cleo/{LESSON}") / "cleo") == ["cleo"]


def test_two_files_of_one_learner_are_two_attempts(tmp_path):
    put(tmp_path, "anna/first.ipynb", "anna/second.ipynb")
    assert learners(tmp_path) == ["anna", "anna"]


def test_a_pattern_finds_the_learner(tmp_path):
    put(tmp_path, "week2/hw-anna-final.ipynb", "week2/odd.ipynb")
    anna, odd = collect([tmp_path], learner_from=r"hw-(?P<learner>\w+)-")
    assert anna.learner == "anna"
    assert (odd.learner, odd.problem) == ("", "The file has a path in which --learner-from finds no learner.")


@pytest.mark.parametrize(
    ("pattern", "words"), [("(", "no regular expression"), ("(.*)", "no group called learner")]
)
def test_a_pattern_that_is_none_is_told(tmp_path, pattern, words):
    with pytest.raises(IntakeError, match=words):
        find([tmp_path], learner_from=pattern)


# ---------------------------------------------------------------- when it was handed in


def test_the_time_is_that_of_nbgraders_file_or_of_the_file(tmp_path):
    put(tmp_path, "anna/a.ipynb", "ben/a.ipynb", "cleo/a.ipynb")
    put(tmp_path, "anna/timestamp.txt", data=b"2026-02-02 15:58:23.948203 America/Los_Angeles\n")
    put(tmp_path, "cleo/timestamp.txt", data=b"\xff a while ago")
    for name in ("ben", "cleo"):
        os.utime(tmp_path / name / "a.ipynb", (1_000_000_000, 1_000_000_000))
    assert [s.submitted_at for s in collect([tmp_path])] == [
        "2026-02-02T23:58:23+00:00",
        "2001-09-09T01:46:40+00:00",
        "2001-09-09T01:46:40+00:00",
    ]


def test_the_time_in_a_zip_is_that_of_its_entry(tmp_path):
    when = (2026, 1, 31, 12, 0, 0)
    unknown = zipfile.ZipInfo("c/x.ipynb", (1980, 1, 1, 0, 0, 0))
    inner = (zipfile.ZipInfo("b.zip", when), packed("x.ipynb"))
    pack(tmp_path / "a.zip", (zipfile.ZipInfo("a/x.ipynb", when), b""), inner, (unknown, b""))
    os.utime(tmp_path / "a.zip", (1_000_000_000, 1_000_000_000))
    local = datetime(*when).astimezone(timezone.utc).isoformat()
    times = [submission.submitted_at for submission in collect([tmp_path / "a.zip"])]
    assert times == [local, local, "2001-09-09T01:46:40+00:00"]


# ---------------------------------------------------------------- zips


def test_a_zip_is_read_in_memory_only(tmp_path):
    entries = [("anna/x.ipynb", b"one"), ("anna/x.ipynb", b"two"), "notes.txt", "folder/"]
    with pytest.warns(UserWarning, match="Duplicate name"):
        place = pack(tmp_path / "a.zip", *entries)
    before = sorted(tmp_path.rglob("*"))
    found = find([place])
    assert [(s.name, s.read().data) for s in found.sources] == [
        ("a.zip/anna/x.ipynb", b"one"),
        ("a.zip/anna/x.ipynb", b"two"),
    ], "of two entries with one name, both count"
    assert found.ignored == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_a_zip_in_a_zip_is_read_and_one_more_is_told(tmp_path):
    inner = packed(("x.ipynb", b"inner"), ("y/deep.zip", packed("z.ipynb")), "__MACOSX/x.ipynb")
    folder = "Anna Doe_12_assignsubmission_file_"
    place = pack(tmp_path / "a.zip", (f"{folder}/work.zip", inner), ("ben/broken.zip", b"PK\3\4 no zip"))
    first, deep, broken = collect([place])
    assert (first.learner, first.source, first.data) == ("12", f"a.zip/{folder}/work.zip/x.ipynb", b"inner")
    assert "zip in a zip in a zip" in deep.problem
    assert "cannot be opened as a zip" in broken.problem
    assert broken.learner == "ben"


def test_a_zip_in_a_folder_belongs_to_the_learner_of_the_folder(tmp_path):
    put(tmp_path, "anna/work.zip", data=packed("hw/x.ipynb"))
    put(tmp_path, "ben.zip", data=packed(LESSON))
    put(tmp_path, "cleo/bad.zip", data=b"nothing")
    assert sorted(learners(tmp_path)) == ["anna", "ben", "cleo"]
    assert list(problems(tmp_path)) == ["cleo/bad.zip"]


@pytest.mark.parametrize(
    "data",
    [b"", b"nothing", b"PK\x05\x06" + b"\xff" * 18, packed("a.ipynb")[:-30]],
    ids=["empty", "no zip", "wild numbers", "cut off"],  # a zip holds the time of day
)
def test_a_zip_that_is_none_is_an_error(tmp_path, data):
    put(tmp_path, "a.zip", data=data)
    with pytest.raises(IntakeError, match=r"a\.zip .*zip"):
        find([tmp_path / "a.zip"])


@pytest.mark.parametrize(
    "name", ["../../x.ipynb", "/etc/x.ipynb", "..\\..\\x.ipynb", "C:\\x.ipynb", "a/../../x.ipynb"]
)
def test_a_name_that_leads_out_of_the_archive_is_told(tmp_path, name):
    place = pack(tmp_path / "a.zip", name, "anna.ipynb")
    told, good = collect([place])
    assert "leads out of the archive" in told.problem
    assert told.data == b""
    assert good.problem == ""


def test_links_passwords_and_rare_methods_are_told(tmp_path):
    link = zipfile.ZipInfo("link.ipynb")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    rare = zipfile.ZipInfo("rare.ipynb")
    rare.compress_type = zipfile.ZIP_BZIP2
    secret = zipfile.ZipInfo("secret.ipynb")
    place = tmp_path / "a.zip"
    with zipfile.ZipFile(place, "w") as archive:
        for entry in (link, rare, secret):
            archive.writestr(entry, b"/etc/passwd", entry.compress_type)
        secret.flag_bits |= 1
    told = problems(place)
    assert "is a link" in told["a.zip/link.ipynb"]
    assert "is encrypted" in told["a.zip/secret.ipynb"]
    assert "by a method that is not read here" in told["a.zip/rare.ipynb"]


def test_a_damaged_entry_costs_itself_only(tmp_path):
    data = packed(("a.ipynb", b"honest " * 50), ("b.ipynb", b"x" * 1000)).replace(b"b.ipynb", b"b.ipynb", 1)
    info = zipfile.ZipFile(io.BytesIO(data)).getinfo("b.ipynb")
    at = info.header_offset + 30 + len("b.ipynb")
    data = data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
    put(tmp_path, "a.zip", data=data)
    good, damaged = collect([tmp_path / "a.zip"])
    assert good.data == b"honest " * 50
    assert "is damaged in the archive" in damaged.problem


def test_an_entry_that_is_larger_than_it_says_is_not_read_to_its_end(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MAX_BYTES", 3_000_000)
    data = packed(("a.ipynb", b"x" * 20_000_000))
    lie = data.replace(struct.pack("<L", 20_000_000), struct.pack("<L", 10))
    put(tmp_path, "lie.zip", data=lie)
    put(tmp_path, "true.zip", data=data)
    lying, true = collect([tmp_path])
    assert lying.problem
    assert len(lying.data) <= 10
    assert "is larger than 3 MB" in true.problem


def test_a_zip_bomb_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "BOMB", (10_000_000, 300))
    bomb = packed(*[(f"{k}.ipynb", b"\0" * 1_000_000) for k in range(11)])
    put(tmp_path, "bomb.zip", data=bomb)
    with pytest.raises(IntakeError, match=r"bomb\.zip would unpack to 11 MB, .* a zip bomb"):
        find([tmp_path / "bomb.zip"])
    pack(tmp_path / "class.zip", ("anna/bomb.zip", bomb), "ben/x.ipynb")
    anna, ben = collect([tmp_path / "class.zip"])
    assert "a zip bomb" in anna.problem
    assert ben.problem == ""


def test_names_that_are_no_unicode_come_through(tmp_path):
    data = packed("anna-ann1.ipynb").replace(b"ann1", b"ann\xe9")
    put(tmp_path, "a.zip", data=data)
    assert learners(tmp_path / "a.zip")[0].startswith("anna-ann")


def test_damaged_zips_give_submissions_or_an_error(tmp_path):
    """Whatever `zipfile` raises on damaged bytes, no traceback comes out."""
    draw = random.Random(0)
    inner = packed(("x.ipynb", b"inner" * 40), "é.py")
    whole = packed(("anna/x.ipynb", b"one" * 100), ("work.zip", inner), "ben.ipynb", "c/notes.txt")
    refused = 0
    for number in range(1000):
        data = bytearray(whole)
        for _ in range(draw.randint(1, 5)):
            at = draw.randrange(len(data))
            data[at : at + draw.choice([0, 1, 1, 1, 4])] = draw.choice(
                [b"", b"\xff", b"\0", b"\xff" * 4, b"PK"]
            )
        place = tmp_path / f"{number}.zip"
        place.write_bytes(data)
        try:
            for submission in collect([place]):
                assert bool(submission.data) != bool(submission.problem), f"zip {number}: {submission}"
        except IntakeError:
            refused += 1
        place.unlink()
    assert 0 < refused < 1000


def test_a_hundred_thousand_entries_are_found(tmp_path):
    place = tmp_path / "a.zip"
    with zipfile.ZipFile(place, "w") as archive:
        for k in range(100_000):
            archive.writestr(zipfile.ZipInfo(f"{k}.ipynb"), b"")
    found = find([place])
    assert len(found.sources) == 100_000
    assert found.sources[99_999].read().learner == "99999"


# ---------------------------------------------------------------- odd files on the disk


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of Unix")
def test_links_and_pipes_are_told_and_not_opened(tmp_path):
    put(tmp_path, "outside.ipynb", "class/a.ipynb", "elsewhere/b.ipynb")
    root = tmp_path / "class"
    (root / "out.ipynb").symlink_to(tmp_path / "outside.ipynb")
    (root / "in.ipynb").symlink_to(root / "a.ipynb")
    (root / "gone.ipynb").symlink_to("nowhere")
    (root / "folder").symlink_to(tmp_path / "elsewhere")
    (root / "loop").symlink_to(root)
    (root / "zip.zip").symlink_to(tmp_path / "outside.ipynb")
    os.mkfifo(root / "pipe.ipynb")
    os.mkfifo(root / "pipe.zip")
    told = problems(root)
    assert len(find([root]).sources) == 9
    assert set(told) == {s.name for s in find([root]).sources} - {"a.ipynb"}
    assert "was not followed" in told["out.ipynb"]
    assert "link to a folder" in told["folder"]
    assert "no ordinary file" in told["pipe.ipynb"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_files_and_folders_that_are_closed_are_told(tmp_path):
    put(tmp_path, "a.ipynb", "b/c.ipynb")
    (tmp_path / "a.ipynb").chmod(0)
    (tmp_path / "b").chmod(0)
    told = problems(tmp_path)
    (tmp_path / "b").chmod(0o700)
    assert "cannot be read" in told["a.ipynb"]
    assert "is a folder that is closed" in told["b"]


def test_a_file_that_goes_away_in_the_meantime_is_told(tmp_path):
    (source,) = find([put(tmp_path, "a.ipynb")]).sources
    Path(source.place).unlink()
    assert "cannot be read" in source.read().problem


def test_a_file_that_is_too_large_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MAX_BYTES", 1000)
    put(tmp_path, "a.ipynb", data=b"x" * 1001)
    assert list(problems(tmp_path)) == ["a.ipynb"]


def test_names_that_are_no_text_come_through(tmp_path):
    odd = os.fsencode(tmp_path) + b"/ann\xe9\n\x1b[31m.ipynb"
    try:
        Path(os.fsdecode(odd)).write_bytes(b"{}")
    except OSError:
        pytest.skip("this file system has no such names")
    (submission,) = collect([tmp_path])
    assert submission.data == b"{}"
    assert submission.learner == "ann\udce9\n\x1b[31m"
