"""Whatever happens to the grader, a batch is stored whole or not at all."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from dlteach.grading.gradebook import DamagedGradebook, Gradebook, GradebookError, set_aside
from dlteach.grading.gradebook.hand import new_mark

BATCH = 40

# Adds batches of 40 results of 3 exercises, without end, and says so before each.
WRITER = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from conftest import make_result
from dlteach.grading.gradebook import Gradebook
book = Gradebook(sys.argv[1])
{{before}}
for batch in range(10**6):
    results = [make_result(f"{{{{batch}}}}-{{{{k}}}}", points=(1, 0, 1)) for k in range({BATCH})]
    print(batch, flush=True)
    book.add(results)
"""
KILL_AT = """
import os, signal
import sqlalchemy as sa
seen = []
@sa.event.listens_for(book._engine, "{event}")
def _(*args):
    seen.append(args)
    if len(seen) == {moment}:
        os.kill(os.getpid(), signal.SIGKILL)
"""


def writer(url, before=""):
    code = WRITER.format(before=before)
    return subprocess.Popen([sys.executable, "-c", code, url], stdout=subprocess.PIPE, text=True)


def stored(url):
    book = Gradebook(url)
    with book._engine.connect() as connection:
        results, exercises = (
            connection.scalar(sa.text(f"SELECT count(*) FROM {table}")) for table in ("results", "exercises")
        )
    assert exercises == 3 * results, "no result without its exercises"
    return results


@pytest.mark.parametrize(
    ("event", "moment", "batches"),
    [
        ("before_cursor_execute", 1, 0),
        ("after_cursor_execute", 1, 0),  # the results are in, their exercises not
        ("after_cursor_execute", 2, 0),
        ("commit", 1, 0),
        ("commit", 3, 2),
    ],
)
def test_a_grader_that_is_killed_in_a_transaction_leaves_nothing_of_it(url, event, moment, batches):
    Gradebook(url)
    with writer(url, KILL_AT.format(event=event, moment=moment)) as grader:
        grader.communicate()
    assert grader.returncode == -signal.SIGKILL
    assert stored(url) == batches * BATCH


def test_a_grader_that_is_killed_anywhere_leaves_whole_batches_and_the_next_goes_on(url, result):
    """The second writer stores the batches of the first again, then some more, and is killed too."""
    for announced in (2, 5):
        with writer(url) as grader:
            for _ in range(announced):
                grader.stdout.readline()
            grader.kill()
        there = stored(url)
        assert there % BATCH == 0
        assert there >= BATCH * (announced - 1), "what was done before the last announcement is stored"
    assert Gradebook(url).add([result("another", points=(1, 1, 1))]) == 1


def test_a_full_disk_is_said_and_leaves_whole_batches(tmp_path, result):
    """SQLite only: PostgreSQL's disk is not the grader's."""
    url = f"sqlite:///{tmp_path / 'gradebook.sqlite'}"
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))"
    code = WRITER.format(before=limit)
    said = subprocess.run([sys.executable, "-c", code, url], capture_output=True, text=True)
    assert said.returncode == 1
    assert "is the disk full? Nothing of it was stored. Make room and run the command again" in said.stderr
    there = stored(url)
    assert there % BATCH == 0
    assert there == BATCH * int(said.stdout.split()[-1]), "all batches before the one that failed"
    assert Gradebook(url).add([result("another", points=(1, 1, 1))]) == 1


@pytest.mark.parametrize("content", [b"this is no database" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_said_and_kept(tmp_path, content):
    path = tmp_path / "gradebook.sqlite"
    path.write_bytes(content)
    with pytest.raises(DamagedGradebook, match=r"gradebook.sqlite is damaged or no gradebook .*--rebuild"):
        Gradebook(path)
    assert set_aside(path).read_bytes() == content
    assert not path.exists()


def test_damage_in_the_middle_of_the_file_is_found_by_a_rebuild(tmp_path, result):
    path = tmp_path / "gradebook.sqlite"
    book = Gradebook(path)
    book.add([result(f"learner-{k}", points=(1, 1)) for k in range(300)])
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 8192] = bytes(8192)
    path.write_bytes(data)
    with pytest.raises(DamagedGradebook):
        book.rebuild([result()])


def test_a_copy_of_the_file_is_a_whole_gradebook(tmp_path, result):
    """When nobody has it open, all is in the one file."""
    Gradebook(tmp_path / "gradebook.sqlite").add([result("a")])
    Gradebook(tmp_path / "gradebook.sqlite").mark(new_mark("a", "x", points=1, by="teacher"))
    assert [path.name for path in tmp_path.iterdir()] == ["gradebook.sqlite"]
    shutil.copy(tmp_path / "gradebook.sqlite", tmp_path / "copy.sqlite")
    assert len(Gradebook(tmp_path / "copy.sqlite").marks()) == 2


def test_a_folder_that_may_not_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(GradebookError, match="cannot be opened"):
        Gradebook(tmp_path / "file" / "gradebook.sqlite")
