"""Each attack is tried three times.

With no lockdown, where it must succeed (else the test shows nothing), with layer 1 alone, and with every layer there is.
It says "done" when it did what it wanted; the host looks for itself where it can.
"""

from __future__ import annotations

import os
import platform
import socket
import sys
from pathlib import Path

import pytest

X86 = platform.machine() == "x86_64"
PRELUDE = """
import ctypes, errno, os, signal, socket, struct, sys, time
libc = ctypes.CDLL(None, use_errno=True)
def syscall(number, *args):
    result = libc.syscall(ctypes.c_long(number), *args)
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result
def write(path, content=b""):  # open() itself keeps in memory what it cannot write
    fd = os.open(path, os.O_CREAT | os.O_WRONLY)
    try:
        os.write(fd, content)
    finally:
        os.close(fd)
def attempt(*args):
    try:
        return act(*args) or "done"
    except OSError as error:
        return errno.errorcode.get(error.errno, "?")
"""

ATTACKS = {
    # reading what is secret
    "read a file": "def act(a): open(a['secret']).read()",
    "list a folder": "def act(a): os.listdir(a['folder'])",
    "read the repository": "def act(a): open(a['repository'] + '/pyproject.toml').read()",
    "read compiled grader files": "def act(a): os.listdir(a['repository'] + '/grader')",
    "the host's environment": "def act(a): open(f\"/proc/{a['host']}/environ\").read()",
    "the host's command line": "def act(a): open(f\"/proc/{a['host']}/cmdline\").read()",
    "the host's descriptors": "def act(a): os.listdir(f\"/proc/{a['host']}/fd\")",
    "a key in a home folder": "def act(a): open(a['folder'] + '/home/.ssh/id_ed25519').read()",
    "compiled files": "def act(a): open(a['folder'] + '/__pycache__/solution.pyc', 'rb').read()",
    "a history": "def act(a): os.listdir(a['folder'] + '/.git/objects')",
    "what the host has mapped": "def act(a): open(f\"/proc/{a['host']}/maps\").read()",
    "the host's memory": "def act(a): open(f\"/proc/{a['victim']}/mem\", 'rb').close()",
    "process_vm_readv": """
def act(a):
    maps = open(f"/proc/{a['victim']}/maps").readline() if a['open'] else "0-1"
    first = int(maps.split("-")[0], 16)
    buffer = ctypes.create_string_buffer(16)
    mine = (ctypes.c_void_p * 2)(ctypes.addressof(buffer), 16)
    theirs = (ctypes.c_void_p * 2)(first, 16)
    syscall(310, a['victim'], mine, ctypes.c_long(1), theirs, ctypes.c_long(1), ctypes.c_long(0))
""",
    "ptrace": "def act(a): syscall(101, ctypes.c_long(0x4206), ctypes.c_long(a['victim']), None, None)",
    "pidfd_getfd": """
def act(a):
    pidfd = syscall(434, a['victim'], 0)
    syscall(438, pidfd, 0, 0)
""",
    # writing and filling
    "write to a shared folder": "def act(a): write(a['shared'] + '/left', b'x')",
    "make a folder": "def act(a):\n    if libc.mkdir((a['shared'] + '/made').encode(), 0o777): raise OSError(ctypes.get_errno(), '')",
    "change a file's mode": "def act(a): os.chmod(a['shared'] + '/file', 0o600)",
    "change a file's times": "def act(a): os.utime(a['shared'] + '/file')",
    "delete a file": "def act(a): os.unlink(a['shared'] + '/file')",
    "rename a file": "def act(a): os.rename(a['shared'] + '/file', a['shared'] + '/other')",
    "link": "def act(a): os.symlink('/etc/passwd', a['shared'] + '/link')",
    "write to the libraries": "def act(a): write(sys.modules['numpy'].__path__[0] + '/left_by_a_test')",
    "fill the disk": "def act(a): write(a['shared'] + '/large', bytes(1 << 20))",
    "many small files": "def act(a):\n    for i in range(100): write(f\"{a['shared']}/{i}\")",
    "a shared mapping": "import mmap\ndef act(a): mmap.mmap(-1, 1 << 30).close()",
    "POSIX shared memory": "def act(a):\n    fd = libc.shm_open(b'/left_by_a_test', os.O_CREAT | os.O_RDWR, 0o600)\n    if fd < 0: raise OSError(ctypes.get_errno(), '')\n    libc.shm_unlink(b'/left_by_a_test')",
    "memfd": "def act(a): os.memfd_create('x')",
    "System V shared memory": "def act(a): libc.shmctl(syscall(29, 0, ctypes.c_size_t(4096), 0o1600), 0, None)",
    "/dev/shm": "def act(a):\n    write('/dev/shm/left_by_a_test')\n    os.unlink('/dev/shm/left_by_a_test')",
    "a message queue": "def act(a): libc.msgctl(syscall(68, 0, 0o1600), 0, None)",
    # processes
    "fork": "def act(a):\n    pid = os.fork()\n    if not pid: os._exit(0)\n    os.waitpid(pid, 0)",
    "a daemon": """
def act(a):
    pid = os.fork()
    if not pid:
        if not os.fork():
            os.setsid()
        os._exit(0)
    os.waitpid(pid, 0)
""",
    "vfork": "import subprocess\ndef act(a): subprocess.run(['/bin/true'], check=True)",
    "clone": "def act(a):\n    pid = syscall(56, ctypes.c_long(17), None, None, None, None)\n    if not pid: os._exit(0)\n    os.waitpid(pid, 0)",
    "clone3": """
def act(a):
    args = (ctypes.c_uint64 * 8)(0, 0, 0, 0, 17, 0, 0, 0)
    pid = syscall(435, ctypes.byref(args), ctypes.c_size_t(64))
    if not pid: os._exit(0)
    os.waitpid(pid, 0)
""",
    "a shell": "def act(a): assert os.system('true') == 0 or 1 / 0",
    "exec": "def act(a):\n    if a['open']: return\n    os.execv('/bin/true', ['true'])",
    "signal": "def act(a): os.kill(a['victim'], 0)",
    "kill": "def act(a): os.kill(a['victim'], signal.SIGKILL)",
    "stop": "def act(a): os.kill(a['victim'], signal.SIGSTOP)",
    "kill everything": "def act(a):\n    if a['open']: return\n    os.kill(-1, signal.SIGKILL)",
    "kill the group": "def act(a):\n    if a['open']: return\n    os.kill(0, signal.SIGKILL)",
    "kill by pidfd": "def act(a): signal.pidfd_send_signal(os.pidfd_open(a['victim']), signal.SIGKILL)",
    "renice": "def act(a): os.setpriority(os.PRIO_PROCESS, a['victim'], 19)",
    "schedule": "def act(a): os.sched_setaffinity(a['victim'], {0})",
    "limit another": "import resource\ndef act(a): resource.prlimit(a['victim'], resource.RLIMIT_CORE, (0, 0))",
    "signal its parent": "def act(a): os.kill(os.getppid(), 0)",
    "signal by owner of a descriptor": "import fcntl\ndef act(a): fcntl.fcntl(0, fcntl.F_SETOWN, a['victim'])",
    # network
    "connect": "def act(a): socket.create_connection(('127.0.0.1', a['port']), 1).close()",
    "udp": "def act(a): socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', a['port']))",
    "listen": "def act(a): socket.create_server(('127.0.0.1', 0)).close()",
    "a netlink socket": "def act(a): socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0).close()",
    "a unix socket": "def act(a): socket.socket(socket.AF_UNIX).close()",
    # the kernel's surface
    "a user namespace": "def act(a): syscall(272, ctypes.c_long(0x10000000))",
    "io_uring": "def act(a): syscall(425, 1, ctypes.create_string_buffer(256))",
    "userfaultfd": "def act(a): syscall(323, 0x800 | 1)",
    "keyctl": "def act(a): syscall(250, 0, -3, 0)",
    "mount": "def act(a): syscall(165, b'none', b'/nonexistent', b'tmpfs', ctypes.c_ulong(0), None)",
    "bpf": "def act(a): syscall(321, 0, ctypes.create_string_buffer(128), 128)",
    "perf": "def act(a): syscall(298, ctypes.create_string_buffer(b'\\x01\\0\\0\\0\\x70\\0\\0\\0', 128), 0, -1, -1, ctypes.c_ulong(0))",
    "type into the terminal": "import fcntl\ndef act(a): fcntl.ioctl(0, 0x5412, b'x')",
    "a call that is not on the list": "def act(a): syscall(599)",
    "landlock itself": "def act(a): syscall(444, None, ctypes.c_size_t(0), 1)",
}  # fmt: skip
# What this kernel, or plain permissions, may refuse even where nothing is locked: then there is nothing to show.
CONTROL_MAY_FAIL = {"io_uring", "userfaultfd", "keyctl", "clone3", "a message queue", "System V shared memory", "landlock itself",
                    "pidfd_getfd", "ptrace", "the host's memory", "process_vm_readv", "write to the libraries", "a user namespace",
                    "clone", "/dev/shm", "POSIX shared memory", "mount", "bpf", "perf", "type into the terminal",
                    "a call that is not on the list"}  # fmt: skip


# Tests ask for `world` before `call`: workers end first, or a victim that one of them traces could not be waited for.
@pytest.fixture
def world(everybodys, victim):
    """What there is to be attacked: all of it open to every user, so that file modes hold nothing off."""
    folder = everybodys
    for name in ("secret", "home/.ssh/id_ed25519", "__pycache__/solution.pyc", ".git/objects/00"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("the answer key")
    shared = folder / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    (shared / "file").write_text("result")
    (shared / "file").chmod(0o666)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield {
            "secret": str(folder / "secret"),
            "folder": str(folder),
            "shared": str(shared),
            "repository": str(Path(__file__).parents[2]),
            "host": os.getpid(),
            "victim": victim.pid,
            "port": server.getsockname()[1],
            "server": server,
            "process": victim,
            "open": False,
        }


def harmed(world):
    """What the host finds done, whatever the worker says."""
    found = [name for name in os.listdir(world["shared"]) if name != "file"]
    try:
        world["server"].accept()[0].close()
        found.append("connection")
    except BlockingIOError:
        pass
    file = Path(world["shared"], "file")
    if not file.exists() or file.stat().st_mode & 0o777 != 0o666:
        found.append("file")
    if world["process"].poll() is not None:
        found.append("killed")
    else:
        status = Path(f"/proc/{world['process'].pid}/status").read_text()
        found += [word for word in ("T (stopped)", "t (tracing stop)") if word in status]
    return found


def try_it(call, place, name, world, is_open):
    arguments = {key: value for key, value in world.items() if isinstance(value, str | int)} | {"open": is_open}
    answers = call(place, PRELUDE + ATTACKS[name], "attempt", arguments, seconds=5.0)
    if answers.ended:
        return answers.ended.message
    reply = answers.replies[0]
    return reply["ok"] if "ok" in reply else reply["type"]


pytestmark = [pytest.mark.skipif(sys.platform != "linux" or not X86, reason="system call numbers of x86_64 Linux")]


@pytest.mark.parametrize("name", ATTACKS)
def test_it_is_an_attack_where_nothing_is_locked(open_door, world, call, name):
    said = try_it(call, open_door, name, world, True)
    if said != "done" and name in CONTROL_MAY_FAIL:
        pytest.skip(f"NOTHING SHOWN: {name} does not work here even without lockdown ({said})")
    assert said == "done"


@pytest.mark.parametrize("name", ATTACKS)
def test_layer_one_holds(unwrapped, world, call, name):
    said = try_it(call, unwrapped, name, world, False)
    assert said != "done"
    assert not said.startswith("the worker died")
    assert harmed(world) == []


@pytest.mark.parametrize("name", ATTACKS)
def test_all_layers_hold(small, world, call, name):
    assert try_it(call, small, name, world, False) != "done"
    assert harmed(world) == []


def test_bubblewrap_holds_the_files_without_landlock(wrapped, world, call):
    for name in [*list(ATTACKS)[:6], "write to a shared folder", "/dev/shm", "write to the libraries"]:
        assert try_it(call, wrapped, name, world, False) != "done", name
    assert harmed(world) == []


def test_only_a_mount_namespace_hides_that_a_file_is_there(open_door, unwrapped, small, world, call):
    ATTACKS["stat"] = "def act(a): os.stat(a['secret'])"
    try:
        assert try_it(call, open_door, "stat", world, True) == "done"
        assert try_it(call, unwrapped, "stat", world, False) == "done"  # documented: Landlock does not mediate it
        if "bwrap" not in small.layers:
            pytest.skip("NOT TESTED with bubblewrap: it is not here")
        assert try_it(call, small, "stat", world, False) == "ENOENT"
    finally:
        del ATTACKS["stat"]


@pytest.mark.parametrize("number", [0x40000000 + 39, 0x40000000 + 57])
def test_calls_of_another_abi_kill(unwrapped, open_door, call, number):
    attack = PRELUDE + f"def act():\n    if not syscall({number}): os._exit(0)"
    assert call(open_door, attack, "attempt").ended is None  # it runs, or this kernel has no such calls
    answers = call(unwrapped, attack, "attempt")
    assert answers.ended.message == "the worker died by signal 31 (SIGSYS)"


def test_its_own_signals_and_limits_stay_its_own(unwrapped, call):
    code = (
        PRELUDE
        + """
import resource, threading
def act():
    seen = []
    signal.signal(signal.SIGUSR1, lambda *a: seen.append(1))
    os.kill(os.getpid(), signal.SIGUSR1)
    signal.raise_signal(signal.SIGUSR1)
    signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)
    assert len(seen) == 3
    resource.setrlimit(resource.RLIMIT_CPU, (5, 5))
    os.setpriority(os.PRIO_PROCESS, 0, os.getpriority(os.PRIO_PROCESS, 0))
    for limit in (resource.RLIMIT_AS, resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE):
        soft, hard = resource.getrlimit(limit)
        try:
            resource.setrlimit(limit, (hard + 1, hard + 1))
        except (ValueError, OSError):
            continue
        return "raised a limit"
"""
    )
    assert call(unwrapped, code, "attempt").replies[0]["ok"] == "done"


def test_descriptors_run_out_in_the_worker_alone(unwrapped, call):
    code = PRELUDE + "def act():\n    for _ in range(99): os.dup(0)"
    assert call(unwrapped, code, "attempt").replies[0]["ok"] == "EMFILE"


@pytest.mark.parametrize("place", ["small", "unwrapped", "open_door"])
def test_our_package_cannot_be_imported(request, call, place):
    code = """
import importlib, sys
def f():
    try:
        return importlib.import_module("grader.run").__name__
    except ImportError as error:
        return type(error).__name__
"""
    reply = call(request.getfixturevalue(place), code).replies[0]
    assert reply["ok"] == "ModuleNotFoundError"
