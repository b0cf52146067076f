import json
import os
import subprocess
import sys
from dataclasses import replace

import pytest

from dlteach.grading.store import Store, StoreError

from .stand_in import result, submission


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "grades")


def put(store, learner="learner-1", **orders):
    given = submission(learner, **orders)
    found = result(given)
    store.put(given, found)
    return given, found


def files(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_the_secret_is_made_once_and_only_its_owner_may_read_it(store):
    assert store.secret == Store(store.folder).secret
    assert len(bytes.fromhex(store.secret)) == 32
    assert (store.folder / "secret").stat().st_mode & 0o777 == 0o600


def test_graders_that_start_together_have_one_secret(tmp_path):
    code = f"from dlteach.grading.store import Store; print(Store({str(tmp_path / 'grades')!r}).secret)"
    graders = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    assert len({grader.communicate()[0] for grader in graders}) == 1


@pytest.mark.parametrize("content", ["", "12", "g" * 64])
def test_a_damaged_secret_is_told_and_not_replaced(store, content):
    store.folder.mkdir()
    (store.folder / "secret").write_text(content)
    with pytest.raises(StoreError, match="64 hexadecimal digits"):
        _ = store.secret
    assert (store.folder / "secret").read_text() == content


def test_a_result_and_its_file_come_back_as_they_were(store):
    given, found = put(store)
    assert store.has(found.key) and store.holds(given)
    assert list(store.results()) == [found]
    assert store.submission(given.hash).read_bytes() == given.data


def test_what_is_there_is_kept(store):
    given, found = put(store)
    assert store.put(given, replace(found, graded_at="2027-01-01T00:00:00+00:00")) is False
    assert list(store.results()) == [found]


def test_one_file_of_two_learners_is_kept_once_with_two_results(store):
    given, _ = put(store)
    other = replace(given, learner="learner-2")
    assert store.put(other, result(other)) is True
    assert len(store) == 2
    assert len(list((store.folder / "submissions").rglob("*.py"))) == 1


@pytest.mark.parametrize(
    "name", ["../../outside", "/outside", "a\x00b", "a\nb", ".", "=1+1", "\udc80", "x" * 9999]
)
def test_names_that_learners_choose_become_no_paths(store, name):
    given = replace(submission("l"), learner=name, source=name, suffix=name)
    found = result(given, problems=[name])
    store.put(given, found)
    assert files(store.folder.parent) == [
        f"grades/results/{found.key[:2]}/{found.key}.json",
        f"grades/submissions/{given.hash[:2]}/{given.hash}.other",
    ]
    assert [r.learner for r in store.results()] == [name]


@pytest.mark.parametrize("text", ["\udcff", "😀", "\x1b[2J", "\x00", "</script>", "x" * 100_000], ids=ascii)
def test_any_text_survives(store, text):
    given = submission("learner-1")
    found = result(given, problems=[text])
    store.put(given, found)
    assert list(store.results()) == [found]


@pytest.mark.parametrize("hash_", ["", "../../../etc/passwd", "A" * 64, "0" * 64, "0" * 63 + "\n", "*" * 64])
def test_a_hash_that_names_no_file_is_told(store, hash_):
    put(store)
    with pytest.raises(StoreError, match="no file with the hash"):
        store.submission(hash_)


def _altered(text):
    return json.dumps({**json.loads(text), "learner": "somebody else"}).encode()


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: b"",
        lambda text: text[: len(text) // 2].encode(),
        lambda text: b"\0" * len(text),
        lambda text: b"\xff" + text.encode(),
        lambda text: b"[" * 100_000,
        lambda text: b"null",
        lambda text: b"[]",
        lambda text: text.replace('"schema": 1', '"schema": 99').encode(),
        lambda text: text.replace('"problems": []', '"problems": 7').encode(),
        lambda text: text.replace('"learner": "learner-1"', '"learner": ["learner-1"]').encode(),
        _altered,
    ],
    ids=[
        "empty",
        "half",
        "zeros",
        "not UTF-8",
        "deep",
        "null",
        "list",
        "schema",
        "type",
        "list for a name",
        "altered",
    ],
)
def test_a_damaged_result_is_set_aside_and_named_and_graded_again(store, damage):
    given, found = put(store)
    _, other = put(store, "learner-2")
    path = store.folder / "results" / found.key[:2] / f"{found.key}.json"
    content = damage(path.read_text())
    path.write_bytes(content)

    assert list(store.results()) == [other]
    [says] = store.damaged
    assert found.key in says and "grade again" in says
    assert (store.folder / "damaged" / path.name).read_bytes() == content

    assert not store.has(found.key)
    store.put(given, found)
    assert len(list(store.results())) == 2 and not store.damaged


def test_a_copy_of_a_result_under_another_name_does_not_count_twice(store):
    _, found = put(store)
    path = store.folder / "results" / found.key[:2] / f"{found.key}.json"
    path.with_name(f"{found.key} (copy).json").write_bytes(path.read_bytes())
    assert list(store.results()) == [found]
    assert "do not belong together" in store.damaged[0]


def test_what_a_killed_grader_left_is_no_result_and_goes_once_it_is_old(store):
    _, found = put(store)
    old, young = (store.folder / ".drafts" / f"{name}.draft" for name in ("old", "young"))
    for draft in (old, young):
        draft.write_bytes(b"{")
    os.utime(old, (0, 0))
    store.clean()
    assert list(store.results()) == [found]
    assert young.exists() and not old.exists()


def test_no_result_is_there_without_its_file(store):
    store.folder.mkdir()
    (store.folder / "submissions").write_text("in the way")
    given = submission("learner-1")
    with pytest.raises(StoreError, match="0 results are safe"):
        store.put(given, result(given))
    assert len(store) == 0


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    given = submission("learner-1")
    with pytest.raises(StoreError, match=r"could not keep the result of 'learner-1/task.py'.*goes on"):
        Store(tmp_path / "file").put(given, result(given))


def test_where_nothing_was_graded_there_is_nothing_and_nothing_is_made(store):
    assert list(store.results()) == [] and len(store) == 0
    assert not store.folder.exists()


def test_a_file_that_the_system_cuts_off_is_a_full_disk_and_leaves_no_half_result(store):
    _, found = put(store)
    code = (
        "import resource, sys; from tests.grading.stand_in import *;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100));"
        "given = submission('learner-2'); Store(sys.argv[1]).put(given, result(given))"
    )
    ended = subprocess.run([sys.executable, "-c", code, store.folder], capture_output=True, text=True)
    assert "no space left" in ended.stderr and "1 results are safe" in ended.stderr
    assert list(store.results()) == [found] and not store.damaged
    assert not list((store.folder / ".drafts").glob("*.draft"))
