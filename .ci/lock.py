"""Write requirements.lock from what is installed beside this interpreter: `make lock` runs it in a fresh environment.

Every package that `grader` and all its extras need is pinned, on each supported Python and system. What this machine
could not install because it belongs to another system (colorama on Windows) is resolved by pip without installing it.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib import metadata
from itertools import product
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCK = Path(__file__).parent.parent / "requirements.lock"
PYTHONS = ("3.11", "3.12", "3.13")
SYSTEMS = (  # sys_platform, platform_system, os_name, platform_machine, pip's options for it
    ("linux", "Linux", "posix", "x86_64", ()),
    ("darwin", "Darwin", "posix", "arm64", ("--platform", "macosx_14_0_arm64")),
    ("win32", "Windows", "nt", "AMD64", ("--platform", "win_amd64")),
)
# torch pins the packages of its own CUDA builds exactly; which of them apply depends on the build, not on us.
OF_TORCH_BUILDS = ("nvidia-", "cuda-", "triton")
SOURCE_ONLY = ("yattag",)  # pure Python without a wheel: the same file for every Python
HEADER = """\
# Every dependency of grader and of all its extras, pinned. Written by `make lock`, never by hand.
# A constraints file: pip install -c requirements.lock -e '.[dev,notebook]'
# It holds for Python 3.11 to 3.13; a pin that this Python or system does not need is not installed.
"""


def environments() -> Iterator[tuple[str, tuple[str, ...], dict[str, str]]]:
    for python, (sys_platform, system, os_name, machine, pip_options) in product(PYTHONS, SYSTEMS):
        yield (
            python,
            pip_options,
            {
                "python_version": python,
                "python_full_version": f"{python}.5",
                "sys_platform": sys_platform,
                "platform_system": system,
                "os_name": os_name,
                "platform_machine": machine,
                "implementation_name": "cpython",
                "platform_python_implementation": "CPython",
            },
        )


def applies(requirement: Requirement, env: dict[str, str], extras: frozenset[str]) -> bool:
    if requirement.marker is None:
        return True
    return any(requirement.marker.evaluate({**env, "extra": extra}) for extra in extras | {""})


def closure(
    installed: dict[str, metadata.Distribution], env: dict[str, str]
) -> tuple[set[str], dict[str, Requirement]]:
    """Names needed in this environment: those installed here, and those that are not."""
    all_extras = frozenset(installed["grader"].metadata.get_all("Provides-Extra") or ())
    todo = [("grader", all_extras)]
    seen: set[tuple[str, frozenset[str]]] = set()
    absent: dict[str, Requirement] = {}
    while todo:
        name, extras = node = todo.pop()
        if node in seen:
            continue
        seen.add(node)
        for requirement in map(Requirement, installed[name].requires or ()):
            if not applies(requirement, env, extras):
                continue
            needed = canonicalize_name(requirement.name)
            if needed in installed:
                todo.append((needed, frozenset(requirement.extras)))
            else:
                absent[needed] = requirement
    return {name for name, _ in seen}, absent


def pip_would_install(wanted: list[str], python: str, pip_options: tuple[str, ...]) -> dict[str, str]:
    """What pip would install for another Python or system, as name -> version."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        subprocess.run(
            [sys.executable, "-m", "pip", "install", "-qq", "--dry-run", "--ignore-installed", "--no-deps",
             "--only-binary=:all:", "--python-version", python, *pip_options,
             "--target", folder, "--report", str(report), *wanted],
            check=True,
        )  # fmt: skip
        found = json.loads(report.read_text())["install"]
    return {canonicalize_name(item["metadata"]["name"]): item["metadata"]["version"] for item in found}


def main() -> None:
    installed = {canonicalize_name(dist.name): dist for dist in metadata.distributions()}
    names: set[str] = set()
    elsewhere: dict[str, str] = {}
    for python, pip_options, env in environments():
        here, absent = closure(installed, env)
        names |= here
        for name, requirement in absent.items():
            if name not in elsewhere and not name.startswith(OF_TORCH_BUILDS):
                asked = f"{requirement.name}{requirement.specifier}"
                elsewhere |= pip_would_install([asked], python, pip_options)
    names -= {"grader"} | {name for name in names if name.startswith(OF_TORCH_BUILDS)}
    pins = {name: installed[name].version.partition("+")[0] for name in names} | elsewhere
    LOCK.write_text(HEADER + "".join(f"{name}=={version}\n" for name, version in sorted(pins.items())))

    everywhere = [f"{name}=={pins[name]}" for name in names - {"torch", *SOURCE_ONLY}]
    for python in PYTHONS:  # each pin must have a wheel for every supported Python
        pip_would_install(everywhere, python, ())
        print(f"{len(everywhere)} pins are installable on Python {python}")
    print(f"{LOCK.name}: {len(pins)} pins (torch is not looked up for other Pythons)")


if __name__ == "__main__":
    main()
