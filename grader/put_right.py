"""The student's caller with what it calls put right: the last word of follow-through.

The reference with the student's functions in it (mixed.py) explains callers that go the reference's way. A caller may
be right in a way of its own: `train` that takes its losses from `evaluate`, `predict` that makes its tensors by
`to_tensors`. So the student's own code is run once more while its broken upstream functions answer as the reference
does, call by call: a call that has no answer yet ends the run, the host works the answer out, and the run begins
again. A check that passes so has nothing to object to but what is upstream; what it says otherwise is about the caller
alone. To go back through an answer that carries a graph is one more call that the host works out.

What goes to the worker are values, for arguments that the caller arrived at, of exercises that were asked before; the
worker that has seen them is not used again. What the caller may ask for is bounded, as the host does the work.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from .alike import Reply
from .callers import HostCaller, reply_of
from .compare import quiet
from .mixed import has_graph, parameters_of, prepares
from .modest import modest
from .objection import put_to
from .raw import Failure, Raw
from .run import UnitRun
from .sandbox.tracing import BACKWARD, Log, attributes, differentiable, written, written_with_states
from .sandbox.wire import Handle, Opaque, Rng
from .student import Call, identical

MOST_CALLS = 40  # of an example
MOST_FAILURES = 8  # enough to tell one mistake from another


@dataclass
class PutRight:
    """What a check says with upstream exercises put right.

    `passes` is None where that cannot be said: they are called too often, or there is no time. `reached` are those of
    them that the caller comes to. Where the check still fails, and not because nothing could be put right, the first
    of its failures are kept.
    """

    passes: bool | None = False
    reached: tuple[str, ...] = ()
    failures: list[Failure] = field(default_factory=list)


def once_put_right(
    run: UnitRun, raw: Raw, wrong: Sequence[str], called: Sequence[str], *, search: bool = False
) -> PutRight:
    """Put a check to the student's caller with the upstream exercises `wrong` put right.

    Where that says nothing, all that may be `called` is put right: of what the caller calls itself there may be less.
    So it is to `search` for a fault that no check of those exercises finds.
    """
    if not raw.plan.calls:
        return PutRight()
    left, run.left = run.left, run.helping
    try:
        found = _put_right(run, raw, wrong) if wrong else PutRight()
        if (search if found.passes is False else found.passes is None) and set(called) - set(wrong):
            more = _put_right(run, raw, called)
            if more.passes or found.passes is None:
                found = replace(more, reached=tuple(dict.fromkeys((*found.reached, *more.reached))))
    finally:
        run.helping, run.left = run.left, left
    blamed = tuple(name for name in wrong if name in found.reached)
    return replace(found, reached=blamed or (found.passes and found.reached) or tuple(wrong))


def _put_right(run: UnitRun, raw: Raw, names: Sequence[str]) -> PutRight:
    helper = _Helper(run, raw.plan.check.exercise, tuple(names))
    found = _passes(raw, helper)
    if helper.reached:
        run.close()  # this worker knows answers
    return replace(found, reached=tuple(name for name in names if name in helper.reached))


def _passes(raw: Raw, helper: _Helper) -> PutRight:
    failures: list[Failure] = []
    failed = [failure.index for failure in raw.failures]
    for index in failed if raw.ended is None else range(len(raw.plan.calls)):  # of one that ended nothing is known
        calls = raw.plan.calls[index]
        replies = helper.replies(calls)
        if len(helper.script) > MOST_CALLS or helper.run.left <= 0:
            return PutRight(False if failures else None, failures=failures)
        if not replies or (raw.ended is None and not helper.script):  # nothing was put right
            return PutRight(False, failures=failures)
        said = put_to(raw, index, replies, helper.replies)
        if said.passes is None:
            return PutRight(False if failures else None, failures=failures)
        if said.error is not None:
            failures.append(Failure(index, said.error, said.calls, said.replies))
            if len(failures) == MOST_FAILURES:
                break
        elif not said.passes:
            return PutRight(False)
    return PutRight(not failures, failures=failures)


class _Helper:
    """Answers for the upstream functions `names` of a student's caller."""

    def __init__(self, run: UnitRun, exercise: str, names: tuple[str, ...]) -> None:
        self.run = run
        self.names = names
        self.under_test = exercise.rpartition(".")[2]
        self.caller: HostCaller = run.exam.stand_in({})
        self.script: Log = []  # [name, [value], [argument afterwards, ...], graph], in the order of the calls
        self.graphs: dict[int, tuple[Any, list[Any]]] = {}  # by place in the script: the value, what it is made of
        self.reached: set[str] = set()

    def replies(self, calls: list[Call]) -> list[Reply]:
        """The student's replies to an example's calls once all is put right; none where that cannot be."""
        self.script, self.graphs = [], {}
        self._make_twins(calls)
        while len(self.script) <= MOST_CALLS:
            traced = self.run.traced({"op": "put_in", "names": list(self.names), "script": self.script}, calls)
            if traced is None:
                return []
            replies, wanted = traced
            if type(wanted) is not list or not wanted:
                return replies
            began = time.monotonic()
            answer = self._answer(wanted[0])
            self.run.left -= time.monotonic() - began  # whose calls take time here pays for it
            if answer is None:
                return []
            self.script.append(answer)
            self.reached |= {answer[0]} - {BACKWARD}
        return []

    def _make_twins(self, calls: list[Call]) -> None:
        """The objects that an example makes before it calls what is under test, here."""
        self.caller.session.start_afresh(None)
        for call in calls:
            if prepares(call, self.under_test):
                with quiet():
                    reply_of(self.caller, call)

    def _answer(self, wanted: Any) -> list[Any] | None:
        """What the reference answers to a call, for the script; None where nobody can say, or at too great a price."""
        match wanted:
            case [str() as name, [int() as number, cotangent], list()] if name == BACKWARD and number in self.graphs:
                return self._back(number, cotangent)
            case [str() as name, list() as given, list() as states] if name in self.names:
                pass
            case _:
                return None
        if len(given) != len(states) or not all(type(state) in (dict, type(None)) for state in states):
            return None
        kept = [state for arg, state in zip(given, states, strict=True) if state and not _is_rng(arg, state)]
        if not modest([given, kept]):
            return None
        try:
            args = [self._here(arg, state) for arg, state in zip(given, states, strict=True)]
            before = [*map(_seen, args)]
            with quiet():
                value = self._function(name)(*args)
            changed = [None if identical(*pair) else pair[1] for pair in zip(before, map(_seen, args), strict=True)]
            graph = has_graph(value)
            sent = written((value.detach() if graph else value,))
        except Exception:  # noqa: BLE001 -- the reference does not take such arguments
            return None
        if len(sent) != 1 or not _plain([sent, changed]):
            return None
        if graph:
            self.graphs[len(self.script)] = value, differentiable(args)
        return [name, sent, changed, graph]

    def _back(self, number: int, cotangent: Any) -> list[Any] | None:
        """What autograd gives for what went into an answer."""
        import torch

        value, tensors = self.graphs[number]
        try:
            gradients = torch.autograd.grad(value, tensors, cotangent, retain_graph=True, allow_unused=True)
        except Exception:  # noqa: BLE001 -- no such cotangent
            return None
        return [BACKWARD, [*gradients], [], False]

    def _function(self, name: str) -> Any:
        owner, _, method = name.rpartition(".")
        module = self.caller.session.module
        return getattr(getattr(module, owner) if owner else module, method)

    def _here(self, arg: Any, state: Any) -> Any:
        """An argument: the twin of an object, in the state of the object; a generator; or the value itself."""
        if _is_rng(arg, state):
            return Rng(state["kind"], 0, state["state"]).make()
        if not isinstance(arg, Handle):
            return arg
        twin = self.caller.session.objects[arg.number]
        if _is_optimizer(twin):
            return twin  # it holds the parameters of a twin, and has made the steps that were answered
        if parameters_of(twin) is None:
            vars(twin).update(state or {})
        else:
            parameters = dict(twin.named_parameters())
            if parameters.keys() != state.keys():
                raise LookupError("the twin is of another kind")
            for name, parameter in parameters.items():
                parameter.data = state[name]
        return twin


def _is_rng(arg: Any, state: Any) -> bool:
    return isinstance(arg, Opaque) and state is not None and "kind" in state


def _seen(value: Any) -> Any:
    """An argument as far as a call can change it: a leaf's values, a module's parameters, an object's attributes."""
    (seen,) = written_with_states((value,))
    if getattr(seen, "is_leaf", False):
        return seen.detach()
    if type(seen) is not Opaque or _is_optimizer(value):
        return None if type(seen) is Opaque else seen
    parameters = parameters_of(value)
    return attributes(value) if parameters is None else written((parameters,))[0]


def _is_optimizer(value: Any) -> bool:
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(value, torch.optim.Optimizer)


def _plain(value: Any) -> bool:
    """Is it all numbers and text? An object, or a tensor that carries a graph, cannot be sent."""
    if type(value) in (list, tuple):
        return all(map(_plain, value))
    if type(value) is dict:
        return all(map(_plain, value.values()))
    return not isinstance(value, Handle | Opaque) and not getattr(value, "requires_grad", False)
