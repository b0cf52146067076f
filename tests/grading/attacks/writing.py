"""Changing files outside: results, the gradebook, the repository, home, /tmp, attributes of all of them."""

from .catalogue import Attack, after_blank, before_blank

TRY = """
import os, sys
def attempt(action, *args):
    try: action(*args)
    except BaseException: pass
"""

ATTACKS: tuple[Attack, ...] = (
    before_blank(
        "writes-files",
        "Writes, appends and creates files outside.",
        TRY
        + """
for path in ("$outside/new", "$outside/secret.txt", "$outside/grades/events.jsonl", "$outside/home/.profile", "$repository/dlteach-attack", "/tmp/dlteach-attack", "/dev/shm/dlteach-attack", "/var/tmp/dlteach-attack", "dlteach-attack"):
    for mode in ("w", "a", "x", "r+"):
        attempt(lambda: open(path, mode).write("points: 4"))
""",
    ),
    before_blank(
        "gradebook",
        "Gives itself full marks with one UPDATE.",
        """
import sqlite3
book = sqlite3.connect("$outside/grades/gradebook.sqlite")
book.execute("update marks set points = 100")
book.commit()
""",
    ),
    before_blank(
        "results",
        "Writes the result itself, before and after.",
        TRY
        + """
import json, glob, atexit
def write():
    for path in glob.glob("$outside/grades/results/*/*.json") + ["$outside/grades/results.json", "/autograder/results/results.json", "results.json"]:
        attempt(lambda: json.dump({"score": 100, "points": 4}, open(path, "w")))
write()
atexit.register(write)
""",
    ),
    before_blank(
        "removes",
        "Removes files and folders.",
        TRY
        + """
import shutil
attempt(os.remove, "$outside/secret.txt")
attempt(shutil.rmtree, "$outside/grades")
attempt(os.rmdir, "$outside/empty")
""",
    ),
    before_blank(
        "renames",
        "Moves files and folders.",
        TRY
        + """
attempt(os.rename, "$outside/secret.txt", "$outside/moved.txt")
attempt(os.replace, "$outside/grades", "$outside/moved")
""",
    ),
    before_blank(
        "symlinks",
        "Makes symbolic links to files outside, and writes through them.",
        TRY
        + """
for place in ("$outside/link", "/tmp/dlteach-attack-link", "dlteach-attack-link"):
    attempt(os.symlink, "$outside/secret.txt", place)
    attempt(lambda: open(place, "w").write("x"))
""",
    ),
    before_blank(
        "hardlinks",
        "Makes hard links of files outside.",
        TRY
        + """
attempt(os.link, "$outside/secret.txt", "$outside/hard")
attempt(os.link, "$outside/secret.txt", "/tmp/dlteach-attack-hard")
attempt(os.link, sys.executable, "$outside/python")
""",
    ),
    before_blank(
        "chmod",
        "Changes modes.",
        TRY
        + """
attempt(os.chmod, "$outside/secret.txt", 0o777)
attempt(os.chmod, "$outside/grades/secret", 0o666)
attempt(lambda: os.fchmod(os.open("$outside/secret.txt", os.O_RDONLY), 0o777))
attempt(lambda: os.fchmod(os.open("$outside", os.O_RDONLY), 0o777))
""",
    ),
    before_blank(
        "chown",
        "Changes owners.",
        TRY
        + """
attempt(os.chown, "$outside/secret.txt", 65534, 65534)
attempt(os.lchown, "$outside/secret.txt", 65534, 65534)
attempt(lambda: os.fchown(os.open("$outside", os.O_RDONLY), 65534, 65534))
""",
    ),
    before_blank(
        "utime",
        "Changes the times of files: work handed in late was handed in early.",
        TRY
        + """
attempt(os.utime, "$outside/secret.txt", (0, 0))
attempt(os.utime, "$outside", (0, 0))
attempt(lambda: os.utime(os.open("$outside/secret.txt", os.O_RDONLY), (0, 0)))
""",
    ),
    before_blank(
        "truncate",
        "Cuts files to nothing.",
        TRY
        + """
attempt(os.truncate, "$outside/secret.txt", 0)
attempt(lambda: os.open("$outside/secret.txt", os.O_TRUNC))
attempt(lambda: os.open("$outside/secret.txt", os.O_RDONLY | os.O_TRUNC))
""",
    ),
    before_blank(
        "xattr",
        "Writes extended attributes.",
        TRY
        + """
attempt(os.setxattr, "$outside/secret.txt", "user.points", b"4")
attempt(lambda: os.setxattr(os.open("$outside/secret.txt", os.O_RDONLY), "user.points", b"4"))
""",
    ),
    before_blank(
        "makes-nodes",
        "Makes folders, FIFOs, devices and sockets.",
        TRY
        + """
import socket, stat
attempt(os.mkdir, "$outside/folder")
attempt(os.mkfifo, "$outside/fifo")
attempt(os.mknod, "$outside/node", 0o666 | stat.S_IFREG)
attempt(os.mknod, "$outside/device", 0o666 | stat.S_IFCHR, os.makedev(1, 3))
attempt(lambda: socket.socket(socket.AF_UNIX).bind("$outside/socket"))
""",
    ),
    before_blank(
        "temporary-files",
        "Uses tempfile, O_TMPFILE and memfd to keep something.",
        TRY
        + """
import tempfile
attempt(lambda: tempfile.NamedTemporaryFile(prefix="dlteach-attack", delete=False).write(b"x"))
attempt(lambda: tempfile.mkdtemp(prefix="dlteach-attack"))
attempt(lambda: os.write(os.open("$outside", os.O_TMPFILE | os.O_RDWR), b"x"))
attempt(lambda: os.link(f"/proc/self/fd/{os.open('$outside', os.O_TMPFILE | os.O_RDWR)}", "$outside/linked"))
""",
    ),
    before_blank(
        "numpy-writes",
        "Lets NumPy write: tofile, save, savez, memmap, savetxt.",
        TRY
        + """
attempt(lambda: np.ones(3).tofile("$outside/tofile"))
attempt(lambda: np.save("$outside/save", np.ones(3)))
attempt(lambda: np.savez("$outside/savez", np.ones(3)))
attempt(lambda: np.savetxt("$outside/savetxt", np.ones(3)))
attempt(lambda: np.memmap("$outside/secret.txt", mode="r+", dtype="u1").fill(0))
""",
    ),
    before_blank(
        "inode-flags",
        "Sets the flags of a file with an ioctl, for which reading it is enough.",
        TRY
        + """
import fcntl, struct
for path in ("$outside/secret.txt", "$outside", "$readable"):
    def flag():
        fd = os.open(path, os.O_RDONLY)
        flags = struct.unpack("i", fcntl.ioctl(fd, 0x80086601, bytes(8))[:4])[0]
        fcntl.ioctl(fd, 0x40086602, struct.pack("q", flags | 0x40))  # nodump
    attempt(flag)
""",
    ),
    before_blank(
        "file-setattr",
        "Sets the flags of a file with the system call of Linux 6.17.",
        TRY
        + """
import ctypes, struct
libc = ctypes.CDLL(None, use_errno=True)
for path in (b"$outside/secret.txt", b"$readable"):
    about = ctypes.create_string_buffer(struct.pack("QIIII", 0x80, 0, 0, 0, 0))
    libc.syscall(469, -100, path, about, ctypes.c_size_t(24), 0)
""",
    ),
    before_blank(
        "mounts",
        "Mounts something over what is read.",
        TRY
        + """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
libc.mount(b"none", b"$outside", b"tmpfs", 0, None)
libc.unshare(0x10020000)
libc.mount(b"none", b"$outside", b"tmpfs", 0, None)
libc.chroot(b"$outside")
""",
        needs_own_host=True,
    ),
    before_blank(
        "old-handles",
        "Opens a file for writing through /proc/self/fd of a read-only handle.",
        TRY
        + """
fd = os.open("$outside/secret.txt", os.O_RDONLY | os.O_PATH)
attempt(lambda: open(f"/proc/self/fd/{fd}", "w").write("x"))
attempt(lambda: open(f"/dev/fd/{fd}", "w").write("x"))
""",
    ),
    before_blank(
        "poisons-bytecode",
        "Leaves a compiled file that the grader would import next time.",
        TRY
        + """
import glob, py_compile
for path in glob.glob("$repository/dlteach/**/__pycache__/*.pyc", recursive=True)[:5] + ["$outside/home/__pycache__/module.pyc"]:
    attempt(lambda: open(path, "r+b").truncate(0))
attempt(lambda: py_compile.compile(np.__file__, cfile="$outside/poison.pyc"))
""",
    ),
    before_blank(
        "poisons-the-interpreter",
        "Leaves sitecustomize, a .pth and a startup file.",
        TRY
        + """
import site
for folder in [*sys.path, site.getusersitepackages(), "$outside/home"]:
    for name in ("dlteach-attack.pth", "dlteach_attack_sitecustomize.py"):
        attempt(lambda: open(os.path.join(folder, name), "w").write("import os"))
""",
    ),
    after_blank(
        "at-exit",
        "Writes in an atexit handler, a finaliser and __del__ of a global.",
        TRY
        + """
import atexit, weakref
def write(*args): attempt(lambda: open("$outside/at-exit", "w").write("x"))
atexit.register(write)
class Late:
    def __del__(self): write()
late = Late()
weakref.finalize(np, write)
import threading
threading._register_atexit(write) if hasattr(threading, "_register_atexit") else None
""",
    ),
    before_blank(
        "devices",
        "Writes to terminals and kernel files.",
        TRY
        + """
for path in ("/dev/tty", "/dev/console", "/proc/self/oom_score_adj", "/proc/self/coredump_filter", "/proc/$grader/oom_score_adj",
             "/proc/self/comm", "/proc/sys/kernel/core_pattern"):
    attempt(lambda: open(path, "r+"))
attempt(lambda: open("/proc/$grader/oom_score_adj", "w").write("1000"))
attempt(lambda: open("/proc/$victim/comm", "w").write("dlteach-attack"))
""",
    ),
)
