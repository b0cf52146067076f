"""A file is written in full, or the old one stays."""

import contextlib
import os
import resource
import signal
import stat
import subprocess
import sys

import numpy as np
import pytest

from dlteach import keras

ENDINGS = ["m.keras", "m.weights.npz", "m.weights.h5"]


def model():
    return keras.Sequential([keras.Input((100,)), keras.layers.Dense(300)])


def save(one, path):
    if path.suffix == ".h5":
        pytest.importorskip("h5py")
    (one.save if path.suffix == ".keras" else one.save_weights)(path)


@contextlib.contextmanager
def small_files():
    """No file may be larger than 50 kB: the system says so as it says that a disk is full, in the write.

    It holds for the block alone: pytest's own report may be longer than that.
    """
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, old[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.parametrize("name", ENDINGS)
def test_a_write_that_fails_keeps_the_old_file(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(b"old")
    with pytest.raises(OSError, match=r"could not write .* is unchanged"), small_files():
        save(model(), path)
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == [name]


@pytest.mark.parametrize("name", ENDINGS)
def test_a_full_disk_keeps_the_old_file(name, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True)
    if mounted.returncode:
        pytest.skip("a small file system can be mounted by root only")
    try:
        path = disk / name
        path.write_bytes(b"old")
        with pytest.raises(OSError, match=r"No space left on device.*unchanged"):
            save(model(), path)
        assert path.read_bytes() == b"old"
        assert os.listdir(disk) == [name]
    finally:
        subprocess.run(["umount", disk], check=True)


def test_an_error_of_a_layer_keeps_the_old_file(tmp_path):
    class Failing(keras.layers.Dense):
        def save_own_variables(self, store):
            raise RuntimeError("not today")

    path = tmp_path / "m.keras"
    model().save(path)
    before = path.read_bytes()
    with pytest.raises(RuntimeError, match="not today"):
        keras.Sequential([keras.Input((2,)), Failing(1)]).save(path)
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["m.keras"]


@pytest.mark.parametrize("name", ENDINGS)
def test_a_missing_folder_is_named(name, tmp_path):
    with pytest.raises(OSError, match=r"could not write .*none"):
        save(model(), tmp_path / "none" / name)


def test_a_folder_is_not_replaced(tmp_path):
    (tmp_path / "m.keras").mkdir()
    with pytest.raises(ValueError, match="not a file"):
        model().save(tmp_path / "m.keras")


def test_overwrite_replaces_and_keeps_the_rights(tmp_path):
    path = tmp_path / "m.keras"
    path.write_bytes(b"old")
    path.chmod(0o640)
    model().save(path)
    assert keras.models.load_model(path).count_params() == 30300
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_without_overwrite_the_user_is_asked(tmp_path, monkeypatch):
    path = tmp_path / "m.keras"
    path.write_bytes(b"old")
    monkeypatch.setattr("builtins.input", lambda *_: "n")
    model().save(path, overwrite=False)
    assert path.read_bytes() == b"old"
    monkeypatch.setattr("builtins.input", lambda *_: "y")
    model().save(path, overwrite=False)
    assert keras.models.load_model(path).built


def test_a_link_leads_to_the_file_that_is_replaced(tmp_path):
    (tmp_path / "real.keras").write_bytes(b"old")
    (tmp_path / "m.keras").symlink_to(tmp_path / "real.keras")
    model().save(tmp_path / "m.keras")
    assert (tmp_path / "m.keras").is_symlink()
    assert np.all(np.isfinite(keras.models.load_model(tmp_path / "real.keras").get_weights()[0]))


def test_a_new_file_can_be_read_by_whom_the_system_says(tmp_path):
    script = (
        "import os, sys; os.umask(0o022)\n"
        "from dlteach import keras\n"
        "keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)]).save(sys.argv[1])"
    )
    subprocess.run([sys.executable, "-c", script, tmp_path / "m.keras"], check=True)
    assert stat.S_IMODE((tmp_path / "m.keras").stat().st_mode) == 0o644
