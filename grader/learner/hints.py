"""Which hints a learner has seen: a small file in their own state folder."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any


class Seen:
    """How many hints of each exercise were shown. A file that is lost or broken only means to begin again."""

    def __init__(self) -> None:
        import platformdirs

        self.path = Path(platformdirs.user_state_dir("grader", appauthor=False)) / "hints.json"
        try:
            data = json.loads(self.path.read_text("utf-8"))
        except (OSError, ValueError):
            data = {}
        self.data: dict[str, Any] = data if isinstance(data, dict) else {}

    def count(self, key: str) -> int:
        value = self.data.get(key, 0)
        return value if type(value) is int and value > 0 else 0

    def put(self, key: str, count: int) -> None:
        self.data[key] = count
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_text(json.dumps(self.data, indent=1), "utf-8")
