"""What the sandbox says of itself: each layer is proven, found missing or refused; nothing is taken on trust."""

from __future__ import annotations

import os
import sys

import pytest

from grader.errors import SandboxMissing
from grader.sandbox import canary, landlock, plan, syscalls, trees
from grader.sandbox.doctor import examine
from grader.sandbox.host import Sandbox
from grader.sandbox.launch import process_status
from grader.sandbox.place import Limits, Source

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is for Linux")
NUMPY = frozenset({"numpy"})


def state(layers):
    return {layer.name: layer.active for layer in layers}


def test_every_layer_is_proven_or_has_a_reason(small):
    assert {"rlimits", "seccomp"} <= set(small.layers)
    assert {"landlock", "bwrap"} & set(small.layers)
    assert [layer.name for layer in small.proof] == ["rlimits", "landlock", "seccomp", "bwrap", "namespaces", "uid"]
    assert all(layer.says for layer in small.proof)


def test_the_kernel_agrees_from_outside(small):
    worker = small.open(Source("unit", "unit.py", (b"",)))
    worker.load(5.0)
    status = process_status(worker.pid)
    worker.close()
    assert (status["Seccomp"], status["NoNewPrivs"], status["CapEff"], status["CapPrm"]) == (
        "2",
        "1",
        "0" * 16,
        "0" * 16,
    )
    if "uid" in small.layers:
        assert status["CapBnd"] == "0" * 16
        assert set(status["Uid"].split()) == {"65534"}


@pytest.mark.parametrize("layer", sorted(plan.LAYERS))
def test_a_single_layer_can_be_switched_off(layer):
    with Sandbox(NUMPY, layers=plan.LAYERS - {layer}) as without:
        assert layer not in without.layers
        worker = without.open(Source("unit", "unit.py", (b"def f(): return 1",)))
        worker.load(5.0)
        assert worker.ask([{"op": "call", "target": None, "name": "f", "args": []}], 5.0, 5.0).replies[0]["ok"] == 1
        worker.close()


def test_refuses_without_a_wall_for_files(monkeypatch):
    monkeypatch.setattr(landlock, "version", lambda: 0)
    monkeypatch.setattr(plan, "_bubblewrap", lambda *args, **kwargs: ((), "bubblewrap is not installed"))
    with pytest.raises(SandboxMissing) as refused:
        Sandbox(NUMPY)
    assert refused.value.exit_code == 3
    assert "this kernel has no Landlock" in str(refused.value)
    assert "bubblewrap is not installed" in str(refused.value)
    assert len(str(refused.value).splitlines()) == 2


def test_refuses_without_the_filter(monkeypatch):
    def broken():
        raise RuntimeError("Unable to find libseccomp")

    monkeypatch.setattr(syscalls, "compiled", broken)
    with pytest.raises(SandboxMissing, match="libseccomp"):
        Sandbox(NUMPY)
    assert not state(examine(NUMPY)[0])["seccomp"]


def test_refuses_a_filter_that_is_on_and_lets_through(monkeypatch):
    """A layer counts by what it holds, not by being loaded."""
    monkeypatch.setattr(
        syscalls, "ALLOWED", [*syscalls.ALLOWED, "socket", "connect", "getsockopt", "setsockopt", "clone", "wait4"]
    )
    syscalls.compiled.cache_clear()
    try:
        with pytest.raises(SandboxMissing, match="did not hold"):
            Sandbox(NUMPY, layers=frozenset({"seccomp", "rlimits"}))
    finally:
        syscalls.compiled.cache_clear()


def test_another_system_is_refused_with_what_to_do(monkeypatch):
    monkeypatch.setattr(plan.sys, "platform", "darwin")
    with pytest.raises(SandboxMissing, match="needs Linux"):
        Sandbox(NUMPY)


def test_trusted_code_runs_without_layers_and_says_so():
    with Sandbox(NUMPY, unsafe=True) as place:
        assert place.layers == ("unsafe",)
        worker = place.open(Source("unit", "unit.py", (b"import os\ndef f(): return os.listdir('/')",)))
        worker.load(5.0)
        assert worker.ask([{"op": "call", "target": None, "name": "f", "args": []}], 5.0, 5.0).replies[0]["ok"]
        worker.close()


def test_the_doctor_looks_at_every_layer():
    found, refusal = examine(NUMPY)
    assert [layer.name for layer in found] == list(canary.ORDER)
    assert state(found)["seccomp"]
    assert refusal == ""


# ---- which files


@pytest.fixture
def site(tmp_path):
    for name in ("numpy/core.py", "grader/run.py", "grader/sub/deep.py", "other/a/b.py", "other/a/c.py", "x.pth"):
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    return tmp_path / "site"


def relative(site, paths):
    return sorted(os.path.relpath(path, site) for path in paths)


def test_a_tree_is_listed_by_as_little_as_can_be(site):
    assert relative(site, trees.allow_tree(str(site), [])) == ["."]
    closed = [str(site / "grader"), str(site / "x.pth")]
    assert relative(site, trees.allow_tree(str(site), closed)) == ["numpy", "other"]
    assert relative(site, trees.allow_tree(str(site), [str(site / "other/a/b.py")])) == [
        "grader",
        "numpy",
        "other/a/c.py",
        "x.pth",
    ]


def test_a_library_inside_a_forbidden_tree_is_allowed_and_a_link_out_of_it_is_not(site, tmp_path):
    (site / "link").symlink_to(tmp_path / "elsewhere")
    (site / "ours").symlink_to(site / "grader")
    (tmp_path / "elsewhere").mkdir()
    closed = [str(tmp_path), str(site / "grader")]
    assert relative(site, trees.allow_tree(str(site), closed)) == ["numpy", "other", "x.pth"]


def test_nothing_of_ours_is_readable():
    ours = os.path.dirname(os.path.realpath(trees.__file__))
    for path in trees.readable(trees.library_dirs(["numpy"]), []):
        assert not ours.startswith(os.path.realpath(path) + os.sep), path
        assert not os.path.basename(path).startswith(("grader", "__editable__"))
        assert not path.endswith(".pth")


def test_the_worker_gets_its_own_half_of_the_package():
    names = [name for name, _ in plan.sources("zygote")]
    assert names[-1] == "zygote"
    assert not {"host", "launch", "plan", "canary", "local", "place", "replies"} & set(names)
    assert all("from .." not in text for _, text in plan.sources("zygote"))


def test_limits_are_what_the_report_says():
    with Sandbox(NUMPY, Limits(memory_bytes=200 << 20)) as place:
        worker = place.open(
            Source("unit", "unit.py", (b"import numpy as np\ndef f(n): return np.ones(n << 17).sum() > 0",))
        )
        worker.load(5.0)
        asked = [{"op": "call", "target": None, "name": "f", "args": [n]} for n in (100, 300)]
        fits, too_much = worker.ask(asked, 5.0, 5.0).replies
        worker.close()
    assert fits["ok"]
    assert too_much["error"] == "raised"
