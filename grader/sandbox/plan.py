"""What of the sandbox can be had on this machine, found out before anything is started.

A `Plan` says how the zygote is to be started and which layers its workers enter. Each layer that is wanted and cannot
be had is in `missing`, with the reason. That the others really hold is for the canary to show, not for this file.

    rlimits     resource limits, no_new_privs, not dumpable, no capabilities
    landlock    no file but those that trees.py lists
    seccomp     no system call but those that syscalls.py lists
    bwrap       mount, pid, network, ipc, uts and user namespaces with only the allowed trees in them
    namespaces  network, ipc and uts namespaces, where there is no bubblewrap
    uid         another, unprivileged user, where grading is started by root
"""

from __future__ import annotations

import base64
import importlib.util
import json
import math
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import SandboxMissing
from . import landlock, syscalls, trees
from .place import Limits

LAYERS = frozenset({"rlimits", "landlock", "seccomp", "bwrap", "namespaces", "uid"})
NOBODY = 65534
_SIBLING = re.compile(r"^from \.(\w*) import ([\w, ]+)", re.MULTILINE)
_PROBE_S = 20.0


@dataclass(frozen=True)
class Plan:
    """How a zygote is started. `wrapper` is bubblewrap's command, or empty."""

    python: str
    libraries: list[str]  # directories
    allowed: list[str]  # names of libraries
    layers: tuple[str, ...]
    paths: list[str]
    bpf: bytes
    memory: int
    cpu_s: int
    uid: int | None = None
    wrapper: tuple[str, ...] = ()
    missing: dict[str, str] = field(default_factory=dict)

    @property
    def command(self) -> list[str]:
        """The interpreter as the zygote runs it, up to the code."""
        return [*self.wrapper, self.python, "-S", "-s", "-P", "-c"]

    def boot(self) -> bytes:
        """What the zygote reads on its standard input."""
        settings = {
            name: getattr(self, name) for name in ("libraries", "allowed", "layers", "paths", "uid", "memory", "cpu_s")
        }
        return json.dumps(
            {**settings, "sources": sources("zygote"), "bpf": base64.b64encode(self.bpf).decode()}
        ).encode()


def sources(name: str) -> list[tuple[str, str]]:
    """Module `name` of this package and all that it imports of it, as (name, source), the imported ones first."""
    text = Path(__file__).with_name(f"{name}.py").read_text("utf-8")
    found: dict[str, str] = {}
    for sibling, names in _SIBLING.findall(text):
        for needed in [sibling] if sibling else names.replace(" ", "").split(","):
            found.update(sources(needed))
    return [*found.items(), (name, text)]


def make(allowed: frozenset[str], limits: Limits, forbidden: Sequence[Path], layers: frozenset[str]) -> Plan:
    """The best plan for this machine. Raises SandboxMissing where there is no Linux to make one of."""
    if sys.platform != "linux":
        raise SandboxMissing(
            f"a sandbox needs Linux, and this is {sys.platform}: grade in a Linux virtual machine or container,\n"
            "or pass --unsafe-trusted-code for files that you trust as your own"
        )
    libraries = trees.library_dirs(sorted(allowed))
    paths = trees.readable(libraries, forbidden)
    wanted, missing = set(layers), dict[str, str]()
    bpf = b""
    if "seccomp" in layers:
        try:
            bpf = syscalls.compiled()
        except (ImportError, RuntimeError, OSError) as error:
            missing["seccomp"] = f"libseccomp cannot be used ({error}); install libseccomp2 and pyseccomp"
    if "landlock" in layers and not landlock.version():
        missing["landlock"] = "this kernel has no Landlock (Linux 5.13 and newer have it)"
    python = trees.interpreter()
    wrapper: tuple[str, ...] = ()
    uid = NOBODY if "uid" in layers and os.geteuid() == 0 else None
    if uid is None:
        wanted.discard("uid")
    if "bwrap" in layers:
        wrapper, why = _bubblewrap(python, paths, change_user=uid is not None)
        if wrapper:
            wanted.discard("namespaces")
        else:
            missing["bwrap"] = why
    if uid is not None and "--cap-add" not in wrapper:
        why = "bubblewrap gives no second user here" if wrapper else _cannot_read(uid, python, sorted(allowed))
        if why:
            missing["uid"], uid = why, None
    return Plan(
        python=python,
        libraries=libraries,
        allowed=sorted(allowed),
        layers=tuple(sorted(wanted - set(missing))),
        paths=paths,
        bpf=bpf,
        memory=limits.memory_bytes,
        cpu_s=math.ceil(limits.submission_s) + 1,
        uid=uid,
        wrapper=wrapper,
        missing=missing,
    )


def _bubblewrap(python: str, paths: Sequence[str], change_user: bool) -> tuple[tuple[str, ...], str]:
    """The command that starts something inside bubblewrap, or why there is none."""
    program = shutil.which("bwrap")
    if program is None:
        return (), "bubblewrap is not installed (apt install bubblewrap)"
    folders = [part for path in trees.parents(paths) for part in ("--dir", path)]  # else they would be root's alone
    binds = [part for path in paths for part in ("--dev-bind" if path.startswith("/dev/") else "--ro-bind", path, path)]
    rest = [
        "--new-session",
        "--cap-drop",
        "ALL",
        *folders,
        *binds,
        "--proc",
        "/proc",
        "--chdir",
        "/",
        "--remount-ro",
        "/",
    ]
    spaces = [
        "--unshare-user",
        "--unshare-ipc",
        "--unshare-pid",
        "--unshare-net",
        "--unshare-uts",
        "--unshare-cgroup-try",
    ]
    # Root needs no user namespace: then the zygote can become another user for real, before it drops these two as well.
    as_root = [*spaces[1:], *rest, "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP"]
    why = ""
    for options in [as_root, [*spaces, *rest]] if change_user else [[*spaces, *rest]]:
        wrapper = (program, *options, "--")
        done = _run([*wrapper, python, "-S", "-s", "-P", "-c", "import ctypes"])
        if done == "":
            return wrapper, ""
        why = f"bubblewrap does not run here ({done})"
    return (), why


def _cannot_read(uid: int, python: str, libraries: Sequence[str]) -> str:
    """Why user `uid` cannot run this interpreter with these libraries; empty where it can."""
    specs = [importlib.util.find_spec(name) for name in libraries]
    files = [spec.origin for spec in specs if spec and spec.origin]
    code = "import os, sys; sys.exit(' '.join(p for p in sys.argv[1:] if not os.access(p, os.R_OK)) or None)"
    why = _run([python, "-S", "-s", "-P", "-c", code, *files], uid)
    return f"user {uid} cannot read the interpreter or the libraries ({why})" if why else ""


def _run(command: Sequence[str], uid: int | None = None) -> str:
    """Empty if `command` ends well, else its last words."""
    user = {} if uid is None else {"user": uid, "group": uid, "extra_groups": []}
    try:
        done = subprocess.run(
            command,
            env={},
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=_PROBE_S,
            **user,
        )  # type: ignore[call-overload]
    except (OSError, subprocess.SubprocessError) as error:
        return f"{type(error).__name__}: {error}"[:300]
    words = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return "" if done.returncode == 0 else (words[-1][:300] if words else f"exit status {done.returncode}")
