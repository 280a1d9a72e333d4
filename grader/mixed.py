"""The reference with some of the student's own functions in it: what follow-through compares with.

The reference's code runs in the host; where it calls one of the replaced functions, the call goes to the student's,
in their worker. Three things make that the same as if they stood in one module. What theirs changes in place is
changed here. An object that a check made (a model, a held tensor) has a twin of the same number in the worker: calls
name the twin, and values are brought into line before and after. And where a value must carry a graph, autograd asks
the worker for vector-Jacobian products.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from .alike import Reply
from .callers import RESET, HostCaller, reply_of
from .compare import quiet
from .errors import Mismatch, StudentRaised
from .mistakes import Mistake
from .modest import modest
from .run import UnitRun
from .sandbox.dice import global_state
from .sandbox.place import Request
from .sandbox.tracing import MOST, Log, write_back, written
from .sandbox.wire import Handle, decode, encode, state_of
from .student import Answer, Call

_READS = ("read", "get", "state", "is_a", "defaults", "figure", "start", "draw", "close")


class Mixed:
    """A stand-in module with the student's functions `names`, and a known mistake where given. Raises CourseError if
    it cannot be made.
    """

    def __init__(self, run: UnitRun, names: Iterable[str], mistake: Mistake | None = None) -> None:
        self.run = run
        self.names = tuple(names)
        self.caller: HostCaller = run.exam.stand_in({name: self._shim(name) for name in self.names}, mistake)
        self.objects = self.caller.session.objects
        self.trace: Log = []  # the calls that reached the student's functions
        self.known: dict[tuple[str, bytes], tuple[list[Reply], Log]] = {}

    def replies(self, calls: list[Call], exercise: str) -> list[Reply]:
        """What it answers to the calls that a check of `exercise` made, in their order.

        Checks share examples, and a failure is looked at in more than one way: the same calls are made once.
        """
        asked = exercise, b"".join(encode(call.request()) for call in calls)
        if asked not in self.known:
            self.known[asked] = self._replies(calls, exercise), list(self.trace)
        given, self.trace[:] = self.known[asked]
        return given

    def _replies(self, calls: list[Call], exercise: str) -> list[Reply]:
        self.run.ask([RESET], self.run.limits.check_s)  # forget the objects of earlier checks
        self.caller.session.start_afresh(None)
        self.trace.clear()
        given = []
        under_test = exercise.rpartition(".")[2]
        for call in calls:
            if prepares(call, under_test):
                reply_of(self.run.live, call)  # the twin of what is made or set up here
            with quiet():
                given.append(reply_of(self.caller, call))
        return given

    def _shim(self, name: str) -> Callable[..., Any]:
        method = name.rpartition(".")[2]

        def function(*args: Any) -> Any:
            return self._call(Call(method), args, name)

        def bound(owner: Any, *args: Any) -> Any:
            twin = self._twin(owner)
            return self._call(Call(method, target=twin if isinstance(twin, Handle) else None), args, name)

        return bound if "." in name else function

    def _call(self, call: Call, args: tuple[Any, ...], name: str = "") -> Any:
        if len(self.trace) < MOST:
            self.trace.append([name, written(args)])
        sent = tuple(self._twin(arg) for arg in args)
        twins = [(value, twin) for value, twin in zip(args, sent, strict=True) if isinstance(twin, Handle)]
        for value, twin in twins:
            self._send(value, twin)
        before = global_state()
        answer = self._live(Call(call.name, sent, call.target, watch=True, states=True))
        if answer.global_rng and global_state() == before:  # theirs is another process's: ours is touched instead
            np.random.random_sample()  # noqa: NPY002
        for value, twin in twins:
            self._fetch(value, twin)
        for position, value in answer.changed.items():
            if not isinstance(sent[position], Handle):
                write_back(args[position], value)
        if has_graph(answer.value) and not answer.changed:  # what changes its arguments must not be called again
            return self._with_graph(call, args)
        return answer.value

    def _live(self, call: Call) -> Answer:
        """Their answer. One that cannot be sent is an exception of theirs, as far as this goes; so is one that is too
        large for the reference's code here.
        """
        try:
            answer = self.run.answer(self._reply(call), call)
        except Mismatch as error:
            raise StudentRaised("unsendable", error.message) from None
        if not modest([answer.value, answer.changed], counts=False):
            raise StudentRaised("unsendable", "more numbers than are looked at")
        return answer

    def _reply(self, call: Call) -> dict[str, Any]:
        """The reply to a call; remembered where it follows from the arguments alone, for the same ones come again and
        again.
        """
        request = Request(call.request())
        if call.target is not None or call.op != "call" or any(isinstance(arg, Handle) for arg in call.args):
            return self.run.reply([request])
        known = self.run.remembered
        if request.frame not in known:
            reply = self.run.reply([request])
            if "global_rng" in reply:
                return reply
            known[request.frame] = reply
        copy: dict[str, Any] = decode(encode(known[request.frame]))  # who is given it may change it in place
        return copy

    def _twin(self, value: Any) -> Any:
        """The handle of an object that a check made, a random generator's state, or the value itself."""
        known = next((Handle(number, "") for number, kept in self.objects.items() if kept is value), None)
        return known or state_of(value) or value

    # ---- objects and their twins

    def _send(self, value: Any, twin: Handle) -> None:
        state = _state(value)
        if state is not None:
            self._live(Call("load", (state,), target=twin, op="load"))

    def _fetch(self, value: Any, twin: Handle) -> None:
        torch = sys.modules.get("torch")
        if torch is None or _state(value) is None:
            return
        with torch.no_grad():
            if isinstance(value, torch.nn.Module):
                state = self._live(Call("state", target=twin, op="state")).value
                for name, parameter in value.named_parameters():
                    parameter.data.copy_(state["parameters"][name])
                    parameter.grad = state["gradients"][name]
            else:
                value.data.copy_(self._live(Call("read", target=twin, op="read")).value)
                value.grad = self._live(Call("grad", target=twin, op="get")).value

    def _with_graph(self, call: Call, args: tuple[Any, ...]) -> Any:
        """Their value as a tensor that autograd can go back through, by asking the worker for each product."""
        import torch

        mixed = self
        at = [i for i, arg in enumerate(args) if isinstance(arg, torch.Tensor) and arg.is_floating_point()]
        asks = [i for i in at if args[i].requires_grad]
        plain = [arg.detach() if isinstance(arg, torch.Tensor) else arg for arg in args]

        class Theirs(torch.autograd.Function):
            @staticmethod
            def forward(_context: Any, *_tensors: Any) -> Any:
                return mixed._live(Call(call.name, tuple(plain), call.target)).value.detach()

            @staticmethod
            def backward(_context: Any, *cotangents: Any) -> Any:
                asked = Call(
                    call.name, (*plain, cotangents[0].detach()), call.target, op="vjp", kwargs={"with_respect_to": asks}
                )
                grads = mixed._live(asked).value["args"]
                return tuple(grads[i] for i in at)

        return Theirs.apply(*[args[i] for i in at])  # type: ignore[no-untyped-call]


def prepares(call: Call, under_test: str) -> bool:
    """Does a call of a check make or set up an object, and is it not to what is under test?"""
    return (call.keep or bool(call.target) or call.op != "call") and call.op not in _READS and call.name != under_test


def parameters_of(value: Any) -> dict[str, Any] | None:
    """A module's parameters by name; None of anything else."""
    torch = sys.modules.get("torch")
    if torch is None or not isinstance(value, torch.nn.Module):
        return None
    return {name: parameter.detach() for name, parameter in value.named_parameters()}


def _state(value: Any) -> Any:
    """What must be alike in twins: a module's parameters by name, a tensor's value; None for other objects."""
    torch = sys.modules.get("torch")
    parameters = parameters_of(value)
    return value.detach() if torch is not None and isinstance(value, torch.Tensor) else parameters


def has_graph(value: Any) -> bool:
    """Is it a tensor that autograd can go back through?"""
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(value, torch.Tensor) and value.requires_grad and not value.is_leaf
