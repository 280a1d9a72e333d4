"""What to try, where no known mistake says it: a hint about this very exception, or this very shape.

A check's own hint speaks of the formula that it checks. Who misspelled a name, or forgot a return, is not helped by it.
Advice is looked up by what Python and the libraries say (sayings.py); where nothing fits, the check's hint stands.
"""

from __future__ import annotations

import builtins
import difflib
import keyword
import re
import sys
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from .compare import is_tensor
from .errors import Mismatch, StudentRaised
from .raw import Failure, Raw
from .results import Outcome
from .sayings import NONE, SAYINGS
from .scene import names_in, telling_call
from .student import Answer
from .transforms import digits_lost, given_back, reordered

CLOSE = 0.79  # how alike two names must be for one to be a misspelling of the other
LOOKED_AT = 100_000  # characters of a file
USUAL = {"np": "numpy as np", "pd": "pandas as pd", "plt": "matplotlib.pyplot as plt", "nn": "nn"}
COUNT = re.compile(r"has (\d+) values?, expected (\d+)$")
Shape = tuple[int, ...]
ONLY_OLD = {"randn": "standard_normal(size=(n, d))", "rand": "uniform(size=(n, d))", "randint": "permutation"}
ONLY_NEW = {"integers": "permutation", "permuted": "permutation"}


OF_KIND = {
    "parameters": (
        "Is a parameter missing, or in another shape? The docstring gives the shapes, with the sizes that the class is"
        " given."
    ),
    "graph": (
        "Gradients get through tensor operations alone: .data, .detach(), .item(), .numpy(), torch.tensor(...) and"
        " no_grad() cut them off, and set_grad_enabled(False) does for the whole file."
    ),
    "keys": "Each result stands under the name that the docstring gives it, letter for letter.",
    "frames": "FuncAnimation draws as many frames as it is told: frames=...",
    "unstable": (
        "What is kept from call to call (a list outside of the function or in its def line, a global, a cache), or"
        " drawn without the rng that is passed in?"
    ),
}

UNKNOWN = "A module knows what its layers have, and an nn.Parameter, set after super().__init__(); no plain tensor."


def advice(raw: Raw, failure: Failure, source: str, exercise: str) -> str:
    """A hint for a failure that no known mistake explains, or nothing."""
    error = failure.error
    source = source[:LOOKED_AT]
    if isinstance(error, StudentRaised):
        return of_exception(error, source, exercise)
    if not isinstance(error, Mismatch):
        return ""
    if reordered(raw):
        return "Return them in the order that the docstring gives."
    if given_back(raw) >= 0:
        return "Nothing came of the computation: give what is computed a name, and return that."
    if digits_lost(raw):
        return "int(), round() and dtype=int take digits away: keep them all."
    if error.kind == "parameters" and error.message.endswith(": none"):
        return UNKNOWN
    if error.kind in OF_KIND:
        return OF_KIND[error.kind]
    if error.kind in ("type", "shape"):
        return _of_shape(raw, failure, error)
    return ""


# ---- exceptions


def of_exception(error: StudentRaised, source: str, exercise: str) -> str:
    """What to try where the learner's code raised `error`."""
    if error.outcome == Outcome.OUT_OF_MEMORY:
        return "Something grows without end: which list or array is larger after every round of a loop?"
    inside = error.frames[-1].function if error.frames else exercise
    if "NoneType" in error.message and error.frames and ".grad" in error.frames[-1].text:
        return "A .grad is None until backward() has run, and again once it was cleared."
    if not error.frames and re.search(r"TypeError: .*(?:required|takes .*) positional argument", error.message):
        return "It is called with the arguments of the stub: keep the parameters of its def line, and self in a method."
    if "IndexError: list index out of range" in error.message and error.frames and "[-1]" in error.frames[-1].text:
        return "This list is empty: nothing was appended, as the loop was asked for 0 rounds, or never ran."
    readers: tuple[Callable[[str, str, str], str], ...] = (_name, _attribute, _call)
    for read in readers:
        if found := read(error.message, source, inside):
            return found
    for saying, text in SAYINGS:
        if found_at := re.search(saying, error.message[:2000], re.DOTALL):
            return text.format(*(group[:60].strip() for group in found_at.groups(default="")))
    return ""


def _name(message: str, source: str, inside: str) -> str:
    found = re.match(r"NameError: name '(\w{1,60})' is not defined", message)
    if not found:
        return ""
    name = found[1]
    if name in USUAL and not re.search(rf"^(?:import|from)[ \t][^\n]*\b{name}\b", source, re.MULTILINE):
        return f"`{name}` is not imported: {_import(name)} belongs at the top of the file."
    if re.search(rf"^[ \t]+def[ \t]+{name}[ \t]*\([ \t]*self\b", source, re.MULTILINE):
        return f"A method is called through its object: self.{name}(...)."
    given = names_in(source, inside.rpartition(".")[2]) or []
    near = _nearest(name, given) or _nearest(name, _identifiers(source) - {name})
    if near:
        return f"Nothing is called `{name}` here. Is `{near}` meant?"
    listed = ", ".join(f"`{one}`" for one in given)
    return f"Nothing is called `{name}` here." + (f" {inside} is given {listed}." if given else "")


def _import(name: str) -> str:
    return "`from torch import nn`" if name == "nn" else f"`import {USUAL[name]}`"


def _attribute(message: str, _source: str, _inside: str) -> str:
    found = re.match(r"AttributeError: (?:module )?'([\w.]{1,100})' (?:object )?has no attribute '(\w{1,60})'", message)
    if not found:
        return ""
    owner, name = found.groups()
    if owner == "NoneType":
        return NONE
    if owner.endswith("Generator") and name in ONLY_OLD:
        return f"NumPy's Generator has no {name}; it and the older RandomState both have {ONLY_OLD[name]}."
    if owner.endswith("RandomState") and name in ONLY_NEW:
        return f"NumPy's older RandomState has no {name}; it and the Generator both have {ONLY_NEW[name]}."
    near = _nearest(name, _attributes(owner))
    if near:
        return f"`{name}` is not known there. Is `{near}` meant?"
    return f"Look up what there is: a {owner.rpartition('.')[2]} has no `{name}`."


def _attributes(owner: str) -> Iterable[str]:
    """What a library's module or class offers, of those that are loaded anyway."""
    short = {"Tensor": "torch.Tensor", "DataFrame": "pandas.DataFrame", "Series": "pandas.Series"}
    owner = short.get(owner, owner)
    module, _, kind = owner.rpartition(".")
    if owner.partition(".")[0] in ("numpy", "torch", "pandas", "sklearn", "matplotlib"):
        held = vars(sys.modules[module]) if module in sys.modules else {}  # never getattr: some modules import then
        known: Any = sys.modules.get(owner) or held.get(kind)
        return [one for one in dir(known) if not one.startswith("_")]
    return [one for one in dir(getattr(builtins, owner, None)) if not one.startswith("_")]


def _call(message: str, source: str, _inside: str) -> str:
    """A call with too few or too many arguments."""
    found = re.match(r"TypeError: ([\w.]{1,100})\(\) (.*)", message)
    if not found:
        return ""
    name, text = found[1].rpartition(".")[2], found[2]
    starred = re.search(r"^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]*\*", source, re.MULTILINE)
    if starred and hasattr(builtins, found[1]) and names_in(source, name) is None:
        return f"`from {starred[1]} import *` put another {name} in the place of Python's: import by name what is used."
    names = names_in(source, name) or []
    takes = f" It is defined as {name}({', '.join(names)})." if names else ""
    missing = re.match(r"missing \d+ required positional arguments?: (.{1,200})", text)
    if missing:
        return f"The call of {name} leaves out {missing[1].replace(chr(39), '`')}.{takes}"
    counts = re.match(r"takes (?:from \d+ to )?(\d+) positional arguments? but (\d+) (?:was|were) given", text)
    if counts and "." in found[1] and re.search(rf"def[ \t]+{name}[ \t]*\((?![ \t]*self\b)", source):
        return f"A method's first parameter is self: def {name}(self, ...)."
    return f"{name} is passed more than it takes.{takes}" if counts else ""


def _nearest(name: str, known: Iterable[str]) -> str:
    """The one that `name` may be a misspelling of."""
    by_lower = {one.lower(): one for one in known if one}
    turned = [one for one in by_lower.values() if sorted(one) == sorted(name) and len(one) > 2]
    part = turned or [one for one in by_lower.values() if name != one and one.endswith(f"_{name}")]
    found = difflib.get_close_matches(name.lower(), by_lower, 1, CLOSE)
    return part[0] if len(part) == 1 else by_lower[found[0]] if found else ""


def _identifiers(source: str) -> set[str]:
    words = set(re.findall(r"\b[A-Za-z_]\w{1,59}\b", re.sub(r'""".*?"""|#[^\n]*', "", source, flags=re.DOTALL)))
    return {word for word in words if not keyword.iskeyword(word)}


# ---- answers of the wrong sort or shape


def _of_shape(raw: Raw, failure: Failure, error: Mismatch) -> str:
    at = telling_call(failure)
    reply = failure.replies[at] if 0 <= at < len(failure.replies) else None
    if said := _of_answer(raw, reply.value if isinstance(reply, Answer) else reply, error):
        return said
    wanted, got = _wanted(error), error.got
    if type(got) is tuple and len(got) == 1:
        return "A comma after a value makes a tuple of it: look at the end of the return line."
    if type(got) is list and wanted is not None:
        single = error.message.endswith("expected a float")
        return (
            "One number is asked for: return it without a list."
            if single
            else "np.array(...) makes an array of a list."
        )
    if is_tensor(got) and "NumPy" in error.message:
        return ".numpy() makes an array of a tensor; of one with a graph, .detach().numpy()."
    if isinstance(got, np.ndarray) and "torch tensor" in error.message:
        return "torch.tensor(...) makes a tensor of an array."
    if wanted is None:
        return ""
    if wanted == () and isinstance(got, np.ndarray):
        return _to_number(got, whole=error.message.endswith("expected ()"))
    return _to_shape(raw, got.shape, wanted) if isinstance(got, np.ndarray) else _of_one(got, wanted)


def _of_answer(raw: Raw, value: Any, error: Mismatch) -> str:
    """What the message says of the whole answer."""
    if value is None and error.got is None:
        return "A function without return gives None. print only shows a value; return hands it back."
    if "expected a Matplotlib Figure" in error.message:
        return "Return the figure itself: `fig`, where `fig, ax = plt.subplots()` made it."
    if "expected a FuncAnimation" in error.message:
        return "Return the object that FuncAnimation(...) makes."
    if _with_more(value, error):
        return "A list of numbers is asked for, and nothing beside it: return that alone."
    if is_tensor(error.got) and re.search(r"expected a list of \d+ numbers?$", error.message):
        return ".tolist() makes a list of numbers of a tensor."
    if count := COUNT.search(error.message):
        return _of_count(raw, int(count[1]), int(count[2]))
    if several := re.match(r"returned 1 values?, expected (\d+)", error.message):
        return (
            f"One value came, and {several[1]} are asked for: are all of them in the return line? Or does it stand"
            " inside a loop, and end it in its first round?"
        )
    return ""


def _of_one(got: Any, wanted: Shape) -> str:
    """One number came, and an array is wanted."""
    if not isinstance(got, float | int | np.generic) or isinstance(got, bool):
        return ""
    if wanted == (1,):
        return "An array of shape (1,) is asked for, not one number: no float(), .item() or [0], and a sum with axis=0."
    return "All of it was summed or averaged: with axis=0 one number per column is left."


def _with_more(value: Any, error: Mismatch) -> bool:
    """Is a list of numbers asked for, and returned beside other things?"""
    if type(value) not in (tuple, list) or not 1 < len(value) < 6:
        return False
    whole = error.got is value and COUNT.search(error.message)
    part = any(error.got is one for one in value) and re.search(
        r"\[\d\] .*expected (?:a float|one number)$", error.message
    )
    listed = [type(one) is list or (isinstance(one, np.ndarray) and one.ndim == 1) for one in value]
    return bool(whole or part) and sum(listed) == 1


def _of_count(raw: Raw, got: int, wanted: int) -> str:
    pairs = {
        (int(count[1]), int(count[2])) for failure in raw.failures if (count := COUNT.search(str(failure.error)))
    } | {(got, wanted)}
    if len(pairs) > 2 and len({came for came, _ in pairs}) == 1 and got > 1:
        return f"There are {got} values, whatever is asked for: does a number stand in range(...) where a name belongs?"
    if got == 1 < wanted:
        return f"One value came of {wanted} rounds: is the return inside the loop, or the append behind it? Or a break?"
    if got == 0:
        return "Nothing was collected: does the loop run, and is there an append in it?"
    if got == wanted + 1:
        return "One value too many: range(n) counts n times. Is one appended before the loop, or behind it, too?"
    if got == wanted - 1:
        return (
            "One value is missing: range(n) counts n times, range(1, n) once less. Does a break or an if leave one out?"
        )
    if got > wanted:
        return (
            "Does the loop run more often than asked for, or are values of an earlier call still in the list? "
            "Start each call with a new, empty list."
        )
    return "One value for every round, and as many rounds as asked for: does a break, a return or an if leave some out?"


def _to_number(got: Any, whole: bool) -> str:
    if whole:  # an array, or a tensor that gradients get through
        return "A single number, of shape (), is asked for: .sum() or .mean() over all axes, without dim= or axis=."
    if got.size == 1:
        return "One number is wanted, not an array that holds it: .item() or float(...) takes it out."
    return "One number is wanted: is a sum or a mean missing, or does it have an axis too many?"


# What holds of the shape that came and the one that was wanted, on every failing example, and what to try then.
SHAPES: tuple[tuple[Callable[[Shape, Shape], bool], str], ...] = (
    (lambda got, wanted: wanted == (*got, 1), "{0} is flat; .reshape(-1, 1) makes a column of it."),
    (lambda got, wanted: wanted == (1, *got), "{0} is flat; .reshape(1, -1) makes a row of it."),
    (
        lambda got, wanted: len(wanted) == 1 and got in ((*wanted, 1), (1, *wanted)),
        ".ravel() makes a flat array; or was keepdims=True said, or an axis added?",
    ),
    (
        lambda got, wanted: got == wanted[::-1] and len(got) == 2,
        ".T exchanges rows and columns. Which way round do the examples lie?",
    ),
    (
        lambda got, wanted: len(wanted) > 0 and wanted[0] > 1 and got == (wanted[0], wanted[0]),
        "A column (n, 1) with a flat (n,) or a row (1, n) makes an n x n square: bring both to one shape first.",
    ),
)


def _to_shape(raw: Raw, got: Shape, wanted: Shape) -> str:
    errors = [failure.error for failure in raw.failures if isinstance(failure.error, Mismatch)]
    pairs = {(error.got.shape, _wanted(error)) for error in errors if isinstance(error.got, np.ndarray)}
    sizes = {shape for shape, _ in pairs}
    if sizes == {got} and len(pairs) > 2 and max(got, default=0) > 2:
        return f"The shape is {got} whatever is passed in: does a number stand where a size belongs?"
    known = [(one, other) for one, other in (*pairs, (got, wanted)) if other is not None and one != other]
    for fits, text in SHAPES:
        if all(fits(one, other) for one, other in known):
            return text.format(got)
    # The hint of an oracle check is the formula, which has the right shape; that of a property leads astray.
    return "" if raw.plan.check.kind == "oracle" else f"Follow the shapes line by line: where does it become {got}?"


def _wanted(error: Mismatch) -> tuple[int, ...] | None:
    """The shape that was expected: () for one number, None where it is no matter of shape."""
    if error.expected is not None and isinstance(error.expected, np.ndarray | float | int):
        return np.shape(error.expected)
    if re.search(r"expected (?:one number|a float)$", error.message):
        return ()
    found = re.search(r"expected (?:a NumPy array of shape )?\(([\d, ]*)\)$", error.message)
    return tuple(int(part) for part in found[1].split(",") if part.strip()) if found else None


# ---- no answer at all


def of_end(raw: Raw, message: str) -> tuple[str, str]:
    """Message and hint where the worker did not live to answer, or was not asked any more."""
    if not raw.replies and raw.plan.calls:
        return f"not run, as the checks before it had no answer ({message})", ""
    if "whole unit" in message or "one check" in message:
        return message, "Something in this file takes very long, here or in an exercise before."
    if raw.ended is not None and raw.ended.outcome == Outcome.TIMED_OUT:
        return message, "Does the loop ever end? In a while loop every round must bring its end nearer."
    return message, ""


def joined(message: str, sentence: str) -> str:
    """Two sentences of a message: each ended once, and none said twice."""
    message = message.rstrip()
    if not sentence or sentence.rstrip(".").lower() == message.rstrip(".").lower():
        return message
    return f"{message} {sentence}" if message.endswith((".", "!", "?")) else f"{message}. {sentence}"
