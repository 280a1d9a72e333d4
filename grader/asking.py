"""What of several checks is asked once: examples of one exercise that make the same calls from the same start.

A request either does something (a call, a new object, a frame of an animation drawn) or only looks at what is there
(an attribute, a figure, a module's state). What was looked at between does not change what is done next. So where all
that an example *does* is how an example of an earlier check begins, it need not be done again: what it looks at is
asked along with the earlier one, at the same place.

An example that does more than an earlier one asks by itself. Else the more that it does, where it hangs or kills the
worker, would be held against the earlier check.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, TypeVar

from .sandbox.place import Request

LOOKS = frozenset({"figure", "get", "is_a", "read", "state"})
At = tuple[str, int]  # a check, and the number of one of its examples
Item = TypeVar("Item")


@dataclass
class Asked:
    """Where the answers to one example's requests come from."""

    by: At  # the example that asks, itself or one of an earlier check
    sent: list[Request]  # what that one sends in all
    places: list[int] = field(default_factory=list)  # where in it the answers are, in the order of the own requests

    def pick(self, came: Sequence[Item]) -> list[Item]:
        """Its own of the answers that came, up to the first that did not."""
        found = []
        for place in self.places:
            if place >= len(came):
                break
            found.append(came[place])
        return found


class _Line:
    """What one example does, each time with what is looked at after it."""

    def __init__(self, at: At, steps: list[list[Request]]) -> None:
        self.at = at
        self.steps = steps
        self.does = [step[0].frame for step in steps]
        self.sent: list[Request] = []  # filled in at the end
        self.taken: list[tuple[Asked, list[Request]]] = []

    def begins_with(self, steps: list[list[Request]]) -> bool:
        return len(steps) <= len(self.does) and all(
            step[0].frame == done for step, done in zip(steps, self.does, strict=False)
        )

    def take(self, steps: list[list[Request]]) -> Asked:
        """Ask along what an example wants to see."""
        wanted: list[Request] = []
        for step, here in zip(steps, self.steps, strict=False):
            known = {request.frame: request for request in reversed(here)}
            wanted.append(here[0])
            for look in step[1:]:
                if look.frame not in known:
                    here.append(look)
                    known[look.frame] = look
                wanted.append(known[look.frame])
        asked = Asked(self.at, self.sent)
        self.taken.append((asked, wanted))
        return asked

    def close(self) -> None:
        """Nobody comes any more: say what is sent, and where in it each finds its own."""
        self.sent.extend(request for step in self.steps for request in step)
        at = {id(request): place for place, request in enumerate(self.sent)}
        for asked, wanted in self.taken:
            asked.places.extend(at[id(request)] for request in wanted)


def share(checks: Sequence[tuple[str, list[list[Request]]]]) -> dict[str, list[Asked]]:
    """Who asks what, by check: `checks` are the names of one exercise's checks in order, each with the requests of
    its examples.
    """
    lines: dict[bytes, list[_Line]] = {}  # by the first thing that is done
    found: dict[str, list[Asked]] = {}
    for name, examples in checks:
        found[name], new = [], []
        for index, requests in enumerate(examples):
            steps = _steps(requests)
            first = requests[0].frame if requests else b""
            line = next((line for line in lines.get(first, ()) if line.begins_with(steps)), None)
            if line is None:
                line = _Line((name, index), [list(step) for step in steps])
                new.append((first, line))
            found[name].append(line.take(steps))
        for first, line in new:  # examples of one check are sent together, and cannot ask for each other
            lines.setdefault(first, []).append(line)
    for line in chain.from_iterable(lines.values()):
        line.close()
    return found


def _steps(requests: list[Request]) -> list[list[Request]]:
    """Each thing that is done, and what is looked at after it. The first request does something: it starts afresh."""
    steps: list[list[Request]] = []
    for request in requests:
        if steps and _looks(request):
            steps[-1].append(request)
        else:
            steps.append([request])
    return steps


def _looks(request: dict[str, Any]) -> bool:
    return request["op"] in LOOKS and not request.get("keep")
