"""A failing call as statements that can be pasted: the objects that it needs, how they came to be, then the call.

    model = torch.nn.Linear(1, 1)
    for p, v in zip(model.parameters(), (torch.tensor([[0.5]]), torch.tensor([0.25]))): p.data = v
    evaluate(model=model, X=torch.tensor([[1.0]]), y=torch.tensor([[2.0]]))

A check's calls say it all: objects are known by their number, and what was done to one before the failing call was a
call, too. What only reads is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .alike import Reply
from .compare import is_tensor
from .errors import Mismatch
from .raw import Failure, Raw
from .render import code, show
from .results import Counterexample
from .sandbox.wire import Handle, Opaque
from .student import Answer, Call, Thing

ACTS = ("call", "vjp")
MADE = ("make", "hold")
CHANGES = ("load", "fill", "call")
MOST_LINES = 12


def counterexample(failure: Failure, source: str, exercise: str, parameters: list[str]) -> Counterexample | None:
    """The failing call of a check, what was expected and what came. `parameters` are the reference's names for what
    the exercise is given.
    """
    if not failure.calls:
        return None
    at = telling_call(failure)
    reply = failure.replies[at] if at < len(failure.replies) else None
    error = failure.error
    expected = got = ""
    if isinstance(error, Mismatch):
        expected, got = _both(error)
    else:
        got = str(error)
    if not got and isinstance(reply, Answer) and not _is_object(reply.value):
        got = "" if "of shape" in (text := show(reply.value)) else text  # the message says what there is to see in it
    return Counterexample(statements(failure, source, exercise, parameters), expected, got)


def unanswered(raw: Raw, source: str, parameters: list[str]) -> Counterexample | None:
    """The call to which no answer came, as the worker ended before."""
    index = len(raw.replies) - 1
    if index < 0 or index >= len(raw.plan.calls):
        return None
    calls, replies = raw.plan.calls[index], raw.replies[index]
    if len(replies) >= len(calls):
        return None
    exercise = raw.plan.check.exercise
    failure = Failure(index, raw.ended or Mismatch(""), calls[: len(replies) + 1], replies)
    return Counterexample(statements(failure, source, exercise, parameters))


def _both(error: Mismatch) -> tuple[str, str]:
    """What was expected and what came, with as many digits as it takes to tell them apart."""
    expected = got = ""
    for digits in (6, 9, 17):
        expected = "" if error.expected is None else show(error.expected, digits)
        got = "" if error.got is None and error.kind != "type" else show(error.got, digits)
        if expected != got or error.kind != "value":
            break
    return expected, got


def _is_object(value: Any) -> bool:
    """Does it hold objects, of which there is nothing to show?"""
    if type(value) in (list, tuple):
        return any(_is_object(part) for part in value)
    return isinstance(value, Handle | Opaque)


def telling_call(failure: Failure) -> int:
    """The call to show: the last that ran the learner's code, for what is read after it shows what that did."""
    library = {made.number for made in failure.calls if made.op in MADE}
    ran = [
        at
        for at, call in enumerate(failure.calls)
        if call.op in ACTS and not (call.target and call.target.number in library)
    ]
    return ran[-1] if ran else len(failure.calls) - 1


def statements(failure: Failure, source: str, exercise: str, parameters: list[str]) -> str:
    """The telling call of a failure, and before it, line by line, what it needs."""
    return _Scene(failure, source, exercise, parameters).text()


@dataclass
class _Scene:
    failure: Failure
    source: str
    exercise: str
    parameters: list[str]
    names: dict[int, str] = field(default_factory=dict)  # by the object's number
    inline: dict[int, str] = field(default_factory=dict)  # objects that are written where they are used
    uses: Counter[int] = field(default_factory=Counter)

    def text(self) -> str:
        at = telling_call(self.failure)
        last = self.failure.calls[at]
        before = list(zip(self.failure.calls[:at], self.failure.replies[:at], strict=False))
        before = _without_overwritten(
            [(call, reply) for call, reply in before if self._shows(call, last) and not _reads(call, reply)]
        )
        needed = _needed(last, [call for call, _ in before])
        self.uses = Counter(number for call in (last, *(call for call, _ in before)) for number in _numbers(call))
        names = self._parameters(last)
        for name, arg in zip(names, last.args, strict=False):
            if (number := _number(arg)) is not None:
                self.names.setdefault(number, name)
        lines = [line for call, reply in before for line in self._statement(call, reply, needed)]
        lines = [*lines, *self._inputs(last, names)] if last.op == "vjp" else lines
        lines = [*lines, self._call(last, names)]
        return "\n".join(lines if len(lines) <= MOST_LINES else lines[-1:])

    def _shows(self, call: Call, last: Call) -> bool:
        """Is it a call that makes something or may change it? What only looks is left out, as far as names tell."""
        if call.op in MADE or call.keep or call.op in ("load", "fill"):
            return True
        if call.op != "call" or call.name == "__call__":
            return False
        return call.name == last.name and call.target == last.target if call.name == self._own else bool(call.target)

    @property
    def _own(self) -> str:
        return self.exercise.rpartition(".")[2]

    def _statement(self, call: Call, reply: Reply, needed: set[int]) -> Iterator[str]:
        made = [part for part in _parts(reply) if isinstance(part, Handle)] if call.keep else []
        if any(part.number in needed for part in made):
            yield from self._making(call, reply, made)
        elif not call.keep and call.op in CHANGES and needed & set(_numbers(call)):
            yield self._change(call)

    def _making(self, call: Call, reply: Reply, made: list[Handle]) -> Iterator[str]:
        if len(made) == 1 and call.op != "hold" and self.uses[made[0].number] <= 1 and _parts(reply) == made:
            self.inline[made[0].number] = self._call(call, [])
            return
        for part in made:
            self._name(part)
        if call.op == "hold":
            yield f"{self.names[made[0].number]} = {self._code(call.args[0])}"
            return
        names = [self.names[p.number] if isinstance(p, Handle) else "_" for p in _parts(reply)]
        yield f"{', '.join(names)} = {self._call(call, [])}"

    def _change(self, call: Call) -> str:
        if call.op == "call":
            return self._call(call, self._parameters(call))
        owner = self._code(call.target)
        if call.op == "fill":
            return f"vars({owner}).update({self._arguments((), call.kwargs, [])})"
        values = call.args[0]
        if isinstance(values, dict):
            return f"{owner}.load_state_dict({{{', '.join(f'{k!r}: {code(v)}' for k, v in values.items())}}})"
        if is_tensor(values):
            return f"{owner}.data = {code(values)}"
        return f"for p, v in zip({owner}.parameters(), [{', '.join(map(code, values))}]): p.data = v"

    def _inputs(self, call: Call, names: list[str]) -> Iterator[str]:
        """The tensors by which gradients are asked for, as variables, so that one can look at their ``.grad``."""
        for name, arg in zip(names, call.args[:-1], strict=False):
            if is_tensor(arg) and arg.is_floating_point():
                yield f"{name} = {code(arg.detach().clone().requires_grad_())}"

    def _call(self, call: Call, names: list[str]) -> str:
        if call.op == "make":
            return f"{self._path(call.name)}({self._arguments(call.args, call.kwargs, [])})"
        owner = self._code(call.target) if call.target else ""
        called = owner if call.name == "__call__" else f"{owner}.{call.name}" if owner else call.name
        if call.op == "vjp":
            *args, cotangent = call.args
            tensors = [name if is_tensor(arg) else self._code(arg) for name, arg in zip(names, args, strict=False)]
            given = ", ".join(tensors) if len(tensors) == len(args) else self._arguments(tuple(args), {}, [])
            return f"{called}({given}).backward({code(cotangent)})"
        positional = call.name == "__call__" or call.op != "call"
        return f"{called}({self._arguments(call.args, call.kwargs, [] if positional else names)})"

    def _arguments(self, args: tuple[Any, ...], kwargs: dict[str, Any], names: list[str]) -> str:
        given = [self._code(arg) for arg in args]
        if len(args) <= len(names):
            given = [f"{name}={arg}" for name, arg in zip(names, given, strict=False)]
        return ", ".join([*given, *(f"{name}={self._code(value)}" for name, value in kwargs.items())])

    def _code(self, value: Any) -> str:
        number = _number(value)
        if number is None:
            return code(value)
        return self.inline.get(number) or self.names.get(number) or code(value)

    def _name(self, handle: Handle) -> None:
        """A name for an object: that of the parameter it is passed as, or one after its type."""
        if handle.number in self.names:
            return
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", re.sub(r"\W", "", handle.type_name))
        plain = words.lower() if words.isidentifier() else "thing"
        taken = set(self.names.values())
        numbered = (f"{plain}_{i}" for i in range(2, 1000))
        self.names[handle.number] = (
            plain if plain not in taken else next(name for name in numbered if name not in taken)
        )

    def _path(self, path: str) -> str:
        """A library's class as the learner's file can name it."""
        module, _, name = path.rpartition(".")
        imported = rf"^from[ \t]+{re.escape(module)}[ \t]+import[ \t][^\n]*\b{re.escape(name)}\b"
        return name if re.search(imported, self.source, re.MULTILINE) else path

    def _parameters(self, call: Call) -> list[str]:
        """The names of what is passed to the exercise itself, or to forward; other calls pass by position."""
        if call.name == "__call__":
            return names_in(self.source, "forward") or []
        if call.name != self._own:
            return []
        found = names_in(self.source, call.name)
        return found if found is not None else self.parameters


def _reads(call: Call, reply: Reply) -> bool:
    """A method that is given nothing and gives plain data, such as state_dict()."""
    return bool(call.op == "call" and call.target and not call.args and type(_parts(reply)[0]) is dict)


def _needed(last: Call, before: list[Call]) -> set[int]:
    """The numbers of the objects that the last call needs, and of those that they were made of."""
    needed = set(_numbers(last))
    for call in reversed(before):
        own = set(_numbers(call))
        made = set(range(call.number, call.number + 10)) if call.keep else set()
        if needed & (made or own):
            needed |= own
    return needed


def _without_overwritten(calls: list[tuple[Call, Reply]]) -> list[tuple[Call, Reply]]:
    """Of values that are written into the same object again and again, only the last, unless a call lies between."""
    kept: list[tuple[Call, Reply]] = []
    for call, reply in calls:
        if call.op == "load" and kept and kept[-1][0].op == "load" and kept[-1][0].target == call.target:
            kept.pop()
        kept.append((call, reply))
    return kept


def names_in(source: str, function: str) -> list[str] | None:
    """The parameter names in a learner's ``def``, read as text (their file is never parsed here); [] where they cannot
    be used as keywords, None where there is no such ``def``. The last ``def`` counts, as in Python.
    """
    found = re.findall(rf"^[ \t]*def[ \t]+{re.escape(function)}[ \t]*\(([^()]*)\)", source, re.MULTILINE)
    if not found:
        return None
    names = [re.split(r"[:=]", part)[0].strip() for part in found[-1].split(",") if part.strip()]
    plain = [name for name in names if name != "self"]
    return plain if all(name.isidentifier() for name in plain) else []


def _number(value: Any) -> int | None:
    if isinstance(value, Thing):
        return value.handle.number
    return value.number if isinstance(value, Handle) else None


def _numbers(call: Call) -> Iterator[int]:
    for value in (call.target, *call.args, *call.kwargs.values()):
        if (number := _number(value)) is not None:
            yield number


def _parts(reply: Reply) -> list[Any]:
    value: Any = reply.value if isinstance(reply, Answer) else None
    return list(value) if type(value) in (list, tuple) and value else [value]
