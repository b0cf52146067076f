"""Downloading, from real servers on this machine: mirrors, hashes, cut-off files, the cache, no network."""

import hashlib
import io
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from dlteach.data import load_mnist
from dlteach.data.datasets import mnist
from dlteach.data.datasets.download import fetch

CONTENT = np.random.default_rng(0).bytes(300_000)
SHA256 = hashlib.sha256(CONTENT).hexdigest()


class Server(ThreadingHTTPServer):
    """Serves one file; it can cut answers off, serve other bytes, ignore ranges, or be broken."""

    def __init__(self, content=CONTENT, cut=None, ranges=True, status=None):
        super().__init__(("127.0.0.1", 0), Handler)
        self.content, self.cut, self.ranges, self.status = content, cut, ranges, status
        self.asked = []  # the Range header of each request
        self.url = f"http://127.0.0.1:{self.server_port}/file"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        server, wanted = self.server, self.headers.get("Range")
        server.asked.append(wanted)
        if server.status:
            return self.send_error(server.status)
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and server.ranges else 0
        if start >= len(server.content):
            return self.send_error(416)
        body = server.content[start:]
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return self.wfile.write(body if server.cut is None else body[: server.cut])

    def log_message(self, *_):
        pass


@pytest.fixture
def serve(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    servers = []

    def start(**options):
        servers.append(Server(**options))
        threading.Thread(
            target=servers[-1].serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        ).start()
        return servers[-1]

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def get(folder, *servers, sha256=SHA256):
    return fetch("file.bin", [server.url for server in servers], sha256, folder, "use the bundled set")


def test_a_file_is_downloaded_once(serve, tmp_path):
    server = serve()
    assert get(tmp_path, server).read_bytes() == get(tmp_path, server).read_bytes() == CONTENT
    assert len(server.asked) == 1, "the second time it comes from the cache"
    assert [path.name for path in tmp_path.iterdir()] == ["file.bin"], "nothing else is left behind"


def test_progress_is_shown_in_megabytes(serve, tmp_path, capsys):
    get(tmp_path, serve())
    assert "0.3 of 0.3 MB" in capsys.readouterr().err


@pytest.mark.parametrize(
    "broken", [{"status": 500}, {"status": 404}, {"content": b"something else"}, {"cut": 0}], ids=str
)
def test_a_broken_mirror_is_passed_over(serve, tmp_path, broken):
    bad, good = serve(**broken), serve()
    assert get(tmp_path, bad, good).read_bytes() == CONTENT
    assert len(bad.asked) == len(good.asked) == 1


def test_a_cut_off_download_goes_on_where_it_stopped_at_the_next_mirror(serve, tmp_path):
    first, second = serve(cut=100_000), serve()
    assert get(tmp_path, first, second).read_bytes() == CONTENT
    assert second.asked == ["bytes=100000-"]


def test_a_cut_off_download_goes_on_at_the_next_call(serve, tmp_path):
    server = serve(cut=100_000)
    with pytest.raises(ConnectionError, match="cut off after 100000 of 300000 bytes"):
        get(tmp_path, server)
    server.cut = None
    assert get(tmp_path, server).read_bytes() == CONTENT
    assert server.asked == [None, "bytes=100000-"]


def test_a_server_without_ranges_starts_over(serve, tmp_path):
    first, second = serve(cut=100_000), serve(ranges=False)
    assert get(tmp_path, first, second).read_bytes() == CONTENT


def test_a_first_half_of_another_file_is_thrown_away(serve, tmp_path):
    (tmp_path / "file.bin.part").write_bytes(b"x" * 1000)
    server = serve()
    assert get(tmp_path, server).read_bytes() == CONTENT
    assert server.asked == ["bytes=1000-", None]


@pytest.mark.parametrize("length", [300_000, 400_000])
def test_a_part_that_is_as_long_as_the_file_or_longer_is_thrown_away(serve, tmp_path, length):
    (tmp_path / "file.bin.part").write_bytes(b"x" * length)
    assert get(tmp_path, serve()).read_bytes() == CONTENT


def test_a_wrong_file_is_never_kept(serve, tmp_path):
    with pytest.raises(ConnectionError, match=r"(?s)hash.*use the bundled set"):
        get(tmp_path, serve(content=b"not the file"))
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_in_the_cache_is_replaced(serve, tmp_path):
    (tmp_path / "file.bin").write_bytes(CONTENT[:-1])
    assert get(tmp_path, serve()).read_bytes() == CONTENT


def test_without_any_mirror_the_error_names_them_all_and_the_bundled_set(serve, tmp_path, monkeypatch):
    gone = [serve(), serve(status=503)]
    gone[0].shutdown()
    gone[0].server_close()
    monkeypatch.setattr(mnist, "MIRRORS", [server.url for server in gone])
    with pytest.raises(ConnectionError) as caught:
        load_mnist(tmp_path)
    message = str(caught.value)
    assert all(server.url in message for server in gone)
    assert "mnist.npz" in message and "load_digits()" in message and "Check the connection" in message


def small_mnist():
    file, rng = io.BytesIO(), np.random.default_rng(0)
    arrays = {
        f"{kind}_{part}": rng.integers(0, 10, (n, 28, 28) if kind == "x" else n, dtype=np.uint8)
        for part, n in (("train", 6), ("test", 2))
        for kind in "xy"
    }
    np.savez_compressed(file, **arrays)
    return file.getvalue(), arrays


def test_mnist_comes_as_training_and_test_part_with_labels_to_count_with(serve, tmp_path, monkeypatch):
    content, arrays = small_mnist()
    monkeypatch.setattr(mnist, "MIRRORS", [serve(content=content).url])
    monkeypatch.setattr(mnist, "SHA256", hashlib.sha256(content).hexdigest())
    for part, (x, y) in zip(("train", "test"), load_mnist(tmp_path)):
        np.testing.assert_array_equal(x, arrays[f"x_{part}"])
        np.testing.assert_array_equal(y, arrays[f"y_{part}"])
        assert (x.dtype, y.dtype) == (np.uint8, np.int64)


def test_objects_in_a_file_are_never_executed(serve, tmp_path, monkeypatch):
    file = io.BytesIO()
    np.savez(file, x_train=np.array([print], dtype=object))
    monkeypatch.setattr(mnist, "MIRRORS", [serve(content=file.getvalue()).url])
    monkeypatch.setattr(mnist, "SHA256", hashlib.sha256(file.getvalue()).hexdigest())
    with pytest.raises(ValueError, match="Object arrays cannot be loaded"):
        load_mnist(tmp_path)


REAL = Path(os.environ.get("DLTEACH_MNIST", "no-such-file"))


@pytest.mark.skipif(not REAL.is_file(), reason="DLTEACH_MNIST names no copy of mnist.npz")
def test_the_real_file_has_the_digits(serve, tmp_path, monkeypatch):
    content = REAL.read_bytes()
    if hashlib.sha256(content).hexdigest() != mnist.SHA256:
        pytest.skip("the file that DLTEACH_MNIST names is not the published one")
    monkeypatch.setattr(mnist, "MIRRORS", [serve(content=content).url])
    (x_train, y_train), (x_test, y_test) = load_mnist(tmp_path)
    assert (x_train.shape, x_test.shape) == ((60_000, 28, 28), (10_000, 28, 28))
    # the mean and deviation by which the field normalizes MNIST
    assert ((x_train / 255).mean().round(4), (x_train / 255).std().round(4)) == (0.1307, 0.3081)
    assert y_train[:5].tolist() == [5, 0, 4, 1, 9] and y_test[:5].tolist() == [7, 2, 1, 0, 4]
