"""The words in which a course author says what learners get wrong.

    @mistake("gradients", hint="The derivative of a square brings a factor 2 down.")
    def missing_factor_two(ref, X, y, y_hat):
        \"\"\"The factor 2 of the derivative is missing.\"\"\"
        N = len(X)
        return X.T @ (y_hat - y) / N, np.sum(y_hat - y, axis=0) / N

A mistake is a named wrong implementation. It is its own test (``grader verify`` proves that it is caught, and named,
on its exercise alone), its diagnosis (a submission that answers exactly so is told the docstring), and its
documentation. `ref` gives the other functions of the unit: ``ref.predict(X, W, b)``. A method is named
``LinearRegression.fit`` and takes ``ref, self, ...``. The body may use what the unit's own imports offer (np, pd,
torch, ...), and nothing else of the module it stands in.
"""

from __future__ import annotations

import ast
import functools
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .errors import CourseError


@dataclass(frozen=True, eq=False)
class Mistake:
    """A named wrong implementation of `exercise`."""

    exercise: str
    name: str
    says: str
    hint: str
    function: Callable[..., Any]

    @functools.cached_property
    def source(self) -> str:
        """A learner's file that makes this mistake is the reference followed by this text."""
        tree = ast.parse(textwrap.dedent(inspect.getsource(self.function)))
        definition = tree.body[0]
        assert isinstance(definition, ast.FunctionDef)
        definition.decorator_list = []
        definition.name = f"_{self.name}"
        owner, _, method = self.exercise.rpartition(".")
        parameters = definition.args.args[1:]  # without ref
        passed = [parameter.arg for parameter in parameters]
        passed += [f"*{definition.args.vararg.arg}"] if definition.args.vararg else []
        signature = ast.arguments(**{**vars(definition.args), "args": parameters})  # as theirs: defaults are part of it
        call = f"_{self.name}(types.SimpleNamespace(**globals()), {', '.join(passed)})"
        bound = f"def {f'{self.name}_' if owner else method}({ast.unparse(signature)}):\n    return {call}\n"
        bound += f"{owner}.{method} = {self.name}_\n" if owner else ""
        return f"\n\nimport types\n{ast.unparse(tree)}\n\n{bound}"


def mistake(exercise: str, *, hint: str) -> Callable[[Callable[..., Any]], Mistake]:
    """Declare a known mistake of `exercise`; `hint` says what to try. Raises CourseError without a docstring."""

    def declare(function: Callable[..., Any]) -> Mistake:
        says = inspect.getdoc(function)
        if not says:
            raise CourseError(f"mistake {function.__name__} of {exercise} has no docstring: it names the misconception")
        return Mistake(exercise, function.__name__, " ".join(says.split()), hint, function)

    return declare
