"""What the zygote does once, so that no worker has to: libraries imported, their slow first calls made, and the ways
that many calls will go walked a few times.

CPython makes code that has run some times faster, and writes that into the code's own memory. In a forked worker both
begin anew: each has to run slowly first, and to copy the pages that it writes. Practice here takes a tenth off what a
right submission costs. What is practised is what any lesson of the kind does with these libraries, on numbers that
belong to none: workers can read this file's code, so nothing in it answers an exercise.
"""

from __future__ import annotations

import functools
import importlib
import linecache
import sys
import tempfile
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from . import scratch
from .dice import reseed
from .wire import Handle, decode, encode
from .worker import Session

ROUNDS = 10  # an instruction is made faster after about eight
# What learners import, so that a worker need not: a part that is missing here is no matter.
WARM = """
    numpy numpy.random numpy.testing pandas scipy scipy.linalg scipy.optimize scipy.special scipy.stats
    torch torch.nn torch.optim torch.nn.functional torch.utils.data
    sklearn sklearn.linear_model sklearn.preprocessing sklearn.model_selection sklearn.metrics sklearn.datasets
    sklearn.pipeline
    matplotlib matplotlib.pyplot matplotlib.animation
    abc collections copy csv dataclasses datetime enum fractions functools io itertools json math operator pathlib
    pickle pprint
    random re statistics string textwrap time timeit traceback typing unittest.mock
""".split()
# Matplotlib's backends that need a screen.
_WINDOWS = frozenset(
    "gtk3agg gtk3cairo gtk4agg gtk4cairo macosx nbagg notebook qtagg qtcairo qt5agg qt5cairo tkagg tkcairo webagg wx"
    " wxagg wxcairo widget ipympl qt4agg gtkagg inline".split()
)
_OF_WORKERS = {"num_workers", "prefetch_factor", "persistent_workers", "multiprocessing_context", "worker_init_fn"}
_UNIT = "practice"
_FILE = b"""
def same(x):
    return x
def fails(x):
    raise ValueError(x)
"""


def warm_up(allowed: frozenset[str]) -> None:
    """Import the libraries, do once what is slow or writes files the first time, and practise."""
    scratch.install()
    mkdtemp, tempfile.mkdtemp = tempfile.mkdtemp, lambda *_, **__: "/proc/nonexistent"  # type: ignore[assignment]
    filters = warnings.filters[:]
    warnings.simplefilter("ignore")
    if "torch" in allowed:
        torch = importlib.import_module("torch")
        torch.set_num_threads(1)  # threads here would make every worker hang
        scratch.save_by_open(torch)
        _load_alone(importlib.import_module("torch.utils.data").DataLoader)
    _import(allowed)
    if "matplotlib" in allowed:
        sys.modules["matplotlib.pyplot"].figure().canvas.draw()  # its fonts
        sys.modules["matplotlib.pyplot"].close("all")
        _stay_windowless()
    for library, practice in _PRACTICE.items():
        if library in allowed and library in sys.modules:
            try:
                for _ in range(ROUNDS):
                    practice(sys.modules[library], allowed)
            except Exception as error:  # another version of a library: workers are slower, and right
                print(f"practice with {library}: {type(error).__name__}: {error}", file=sys.stderr)
    reseed()
    decode(encode({"warm": [np.zeros(1), 1.0, (1,)]}))
    tempfile.mkdtemp = mkdtemp
    warnings.filters[:] = filters  # type: ignore[index]
    scratch.forget()


def _import(allowed: frozenset[str]) -> None:
    for name in WARM:
        top = name.partition(".")[0]
        if top in allowed or top in sys.stdlib_module_names:
            try:
                importlib.import_module(name)
            except Exception as error:
                if name in allowed:
                    raise
                print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr)


def _stay_windowless() -> None:
    """A file that asks for windows (``matplotlib.use("TkAgg")``) was written where there is a screen. It draws here,
    too.
    """
    for owner, name in ((sys.modules["matplotlib"], "use"), (sys.modules["matplotlib.pyplot"], "switch_backend")):
        setattr(owner, name, _but_windows(getattr(owner, name)))


def _load_alone(loader: Any) -> None:
    """Data loaders load by themselves, however many workers they ask for: there are no processes here."""
    made = loader.__init__

    @functools.wraps(made)
    def init(self: Any, *args: Any, **how: Any) -> None:
        if how.get("num_workers"):
            how = {name: value for name, value in how.items() if name not in _OF_WORKERS}
        made(self, *args, **how)

    loader.__init__ = init


def _but_windows(choose: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(choose)
    def chosen(backend: str, **how: Any) -> None:
        if str(backend).lower() not in _WINDOWS:
            choose(backend, **how)

    return chosen


def _numpy(_numpy: Any, allowed: frozenset[str]) -> None:
    """A file loaded and asked, as workers do it."""
    table = np.arange(6.0).reshape(3, 2)
    same = {"op": "call", "name": "same"}
    _asked(
        allowed,
        {**same, "fresh": True, "watch": True, "args": [table]},
        {**same, "args": [table, 1]},
        {**same, "args": [(table, 1.0)]},
        {"op": "call", "name": "fails", "args": [1]},
    )


def _asked(allowed: frozenset[str], *requests: dict[str, Any]) -> None:
    session = Session(_UNIT, f"{_UNIT}.py", allowed)
    session.load([_FILE])
    for request in requests:
        session.serve(encode(request))
    del sys.modules[_UNIT], linecache.cache[session.name]


def _torch(torch: Any, allowed: frozenset[str]) -> None:
    """Modules and optimizers, by themselves and through a session."""
    layer, loss = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.Tanh()), torch.nn.functional.mse_loss
    for kind in (torch.optim.SGD, torch.optim.Adam):
        optimizer = kind(layer.parameters(), lr=0.1)
        for _ in range(2):
            optimizer.zero_grad()
            error = loss(layer(torch.ones(4, 2)), torch.ones(4, 3))
            error.backward()
            optimizer.step()
            error.item()
    torch.Generator().manual_seed(0)
    made, asked = Handle(0, ""), torch.ones(1, 2)
    _asked(
        allowed,
        {"op": "make", "name": "torch.nn.Linear", "args": [2, 1], "keep": True, "number": 0},
        {"op": "call", "name": "__call__", "target": made, "args": [asked]},
        {"op": "state", "name": "state", "target": made},
        {"op": "get", "name": "weight", "target": made},
        {"op": "vjp", "name": "__call__", "target": made, "args": [asked, torch.ones(1, 1)]},
    )


def _sklearn(_sklearn: Any, _allowed: frozenset[str]) -> None:
    preprocessing, selection = (sys.modules[f"sklearn.{name}"] for name in ("preprocessing", "model_selection"))
    table = np.arange(12.0).reshape(6, 2)
    scaler = preprocessing.StandardScaler().fit(table)
    scaler.inverse_transform(scaler.transform(table))
    selection.train_test_split(table, table, train_size=0.5, random_state=0)


def _pandas(pandas: Any, _allowed: frozenset[str]) -> None:
    frame = pandas.DataFrame({"a": np.arange(4.0), "b": np.arange(4.0)})
    frame.sample(frac=1, random_state=0).reset_index(drop=True)
    frame.iloc[:2][["a"]].to_numpy()


def _matplotlib(_matplotlib: Any, _allowed: frozenset[str]) -> None:
    pyplot = sys.modules["matplotlib.pyplot"]
    _, axes = pyplot.subplots()
    axes.scatter(np.arange(3.0), np.arange(3.0), label="a")
    axes.plot(np.arange(3.0), np.arange(3.0), color="red", label="b")
    axes.set_title("warm")
    axes.legend()
    pyplot.close("all")


_PRACTICE: dict[str, Callable[[Any, frozenset[str]], None]] = {
    "numpy": _numpy,
    "torch": _torch,
    "sklearn": _sklearn,
    "pandas": _pandas,
    "matplotlib": _matplotlib,
}
