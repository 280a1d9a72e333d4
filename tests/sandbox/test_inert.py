"""Bars, pictures in notebooks and their magics: a right answer does not fall with them."""

from __future__ import annotations

import pytest

from grader.catalog import LIBRARIES
from grader.sandbox.local import LocalPlace
from grader.sandbox.place import Source

PLACE = LocalPlace(LIBRARIES)


def answer(code: str, notebook: bool = False):
    worker = PLACE.open(Source("unit", "unit.ipynb" if notebook else "unit.py", (code.encode(),), notebook=notebook))
    try:
        loaded = worker.load(5.0)
        assert loaded.replies[0]["problem"] is None, loaded.replies[0]["problem"]
        assert loaded.replies[0]["notes"] == []
        return worker.ask([{"op": "call", "name": "f", "args": []}], 5.0, 5.0).replies[0]["ok"]
    finally:
        worker.close()


@pytest.mark.parametrize(
    "code",
    [
        "from tqdm import tqdm\ndef f():\n return sum(tqdm(range(4), desc='epochs', leave=False))",
        "from tqdm.auto import tqdm, trange\ndef f():\n return sum(x for _, x in enumerate(trange(1, 4)))",
        "import tqdm\ndef f():\n return sum(tqdm.tqdm([1, 2, 3])) + len(tqdm.trange(9)) - 9",
        "import tqdm.notebook as bars\ndef f():\n return sum(bars.tqdm([1, 2, 3]))",
        "from tqdm import tqdm\ndef f():\n with tqdm(total=6) as bar:\n  bar.update(1); bar.set_postfix(loss=0.5)\n"
        "  tqdm.write('half')\n  return bar.total",
        "from tqdm import trange\ndef f():\n total = 0\n with trange(4) as rounds:\n  for i in rounds:\n   total += i\n"
        "   rounds.set_description(f'{i}')\n return total",
        "from IPython.display import HTML, display, clear_output\ndisplay(HTML('<b>'))\n"
        "def f():\n clear_output(wait=True)\n return 6",
        "import IPython.display as ipd\nfrom IPython import get_ipython, display\nget_ipython().magic('matplotlib inline')\n"
        "ipd.display(1)\nif get_ipython():\n display.display(2)\ndef f():\n return 6",
        "get_ipython().run_line_magic('matplotlib', 'inline')\nget_ipython().system('pip install torch')\ndef f(): return 6",
        "from tqdm.contrib import tenumerate, tzip\ndef f():\n return sum(i * a for i, a in tenumerate([5, 4, 1])) + len(list(tzip([1], [2]))) - 1",
        "import pytest\n@pytest.mark.parametrize('x', [1])\ndef test_f(x):\n assert f() == pytest.approx(6)\n"
        "@pytest.fixture\ndef data(): return 1\nassert 1 == pytest.approx(1.0)\ndef f(): return 6",
        "from matplotlib_inline.backend_inline import set_matplotlib_formats as sharp\nsharp('retina')\ndef f(): return 6",
        "from google.colab import drive, files\ndrive.mount('/content/drive')\ndef f(): return 6",
        "import google.colab\ndef f(): return 6",
        "from grader.notebook import check\ncheck('f')\nimport grader.notebook\ngrader.notebook.check('f')\n"
        "from grader import notebook\nnotebook.check()\ndef f(): return 6",
    ],
)  # fmt: skip
def test_what_only_shows_something_does_nothing(code):
    assert answer(code) == 6


def test_display_is_there_in_notebooks_alone():
    code = "try:\n display(1)\n there = True\nexcept NameError:\n there = False\ndef f(): return there"
    assert answer(code, notebook=True) is True
    assert answer(code) is False


@pytest.mark.parametrize("name", ["google", "google.protobuf", "seaborn", "tqdmx"])
def test_other_modules_stay_a_named_problem(name):
    worker = PLACE.open(Source("unit", "unit.py", (f"import {name}".encode(),)))
    try:
        assert worker.load(5.0).replies[0]["problem"]["type"] == "ModuleNotFoundError"
    finally:
        worker.close()
