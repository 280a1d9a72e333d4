"""Fuzzing with coverage as the guide: what a learner's process or file may hold, put to the code that reads it first.

    python -m benchmarks.fuzz [--seconds 60] [--keep] [TARGET...]

Each target of tests/fuzzing.py runs in a process of its own under atheris (libFuzzer), which also ends it where one
input takes more than 20 seconds or 2 GB. An input that breaks a promise is written to tests/corpus/<target>/, where
`make test` replays it. ``--keep`` adds what reached code that the corpus did not reach yet: few and small files.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BOUNDS = ("-timeout=20", "-report_slow_units=20", "-rss_limit_mb=2048", "-max_len=2048", "-verbosity=0")
DRIVEN = (
    *("grader.sandbox.wire", "grader.sandbox.values", "grader.sandbox.replies"),
    *("grader.cells", "grader.intake", "grader.archives", "zipfile", "tarfile"),
)


def main() -> int:
    """Fuzz the targets one after the other. Exit code 1 where one of them broke."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    if importlib.util.find_spec("atheris") is None:
        print("atheris is not installed: pip install -e '.[fuzz]' (Linux and macOS)", file=sys.stderr)
        return 2
    fuzzing = targets()
    broken = []
    for target in options.targets or fuzzing.TARGETS:
        if target not in fuzzing.TARGETS:
            parser.error(f"no target is called {target!r}; there are {', '.join(fuzzing.TARGETS)}")
        print(f"{target}: {options.seconds} s", flush=True)
        if not fuzz(fuzzing, target, options.seconds, keep=options.keep):
            broken.append(target)
    print(f"broken: {', '.join(broken)}; see tests/corpus/" if broken else "nothing broke")
    return int(bool(broken))


def targets() -> Any:
    """The module tests/fuzzing.py."""
    sys.path.append(str(ROOT / "tests"))
    return importlib.import_module("fuzzing")


def fuzz(fuzzing: Any, target: str, seconds: int, *, keep: bool) -> bool:
    """Whether the target kept its promises for so long."""
    kept = fuzzing.CORPUS / target
    kept.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        found, merged = Path(work, "found"), Path(work, "merged")
        found.mkdir()
        merged.mkdir()
        for number, seed in enumerate(fuzzing.seeds(target)):
            (found / f"seed{number}").write_bytes(seed)
        whole = libfuzzer(target, f"-max_total_time={seconds}", f"-artifact_prefix={kept}/broken-", str(found))
        if keep and whole:
            libfuzzer(target, "-merge=1", f"-artifact_prefix={work}/", str(merged), str(kept), str(found))
            known = {path.read_bytes() for path in kept.iterdir()} | set(fuzzing.seeds(target))
            for data in {path.read_bytes() for path in merged.iterdir()} - known:
                (kept / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    return whole


def libfuzzer(target: str, *arguments: str) -> bool:
    command = [sys.executable, "-m", "benchmarks.fuzz_target", target, *BOUNDS, *arguments]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
