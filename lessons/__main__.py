"""``python -m lessons [UNIT ...] [--out DIR]``: print what the lessons print, and draw what they draw into files."""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

from .page import Page

UNITS = sorted(path.stem for path in Path(__file__).parent.glob("ex*.py"))


def main(arguments: list[str] | None = None) -> None:
    about = "Run the lessons with the reference solutions: print their numbers, draw their plots into files."
    parser = argparse.ArgumentParser(prog="python -m lessons", description=about)
    parser.add_argument("units", nargs="*", metavar="UNIT", help=f"{', '.join(UNITS)}; all of them if none is named")
    parser.add_argument("--out", type=Path, default=Path("out/lessons"), metavar="DIR", help="default: %(default)s")
    given = parser.parse_args(arguments)
    unknown = [unit for unit in given.units if unit not in UNITS]
    if unknown:
        parser.error(f"no unit is called {unknown[0]!r}; there are {', '.join(UNITS)}")
    given.out.mkdir(parents=True, exist_ok=True)
    for unit in given.units or UNITS:
        importlib.import_module(f"lessons.{unit}").tell(Page(unit, given.out))


if __name__ == "__main__":
    main()
