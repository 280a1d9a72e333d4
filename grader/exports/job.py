"""What every destination is given, and how it writes: one file for the class, or a file for each student."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import GraderError, UsageError
from ..outputs.csv import cell
from ..outputs.folder import replace
from ..outputs.text import file_name
from .students import Graded


@dataclass(frozen=True)
class Job:
    """`column` names the column of the template to fill; `environment` is where a runner says what it runs for."""

    students: list[Graded]
    course: str
    output: Path
    template: Path | None = None
    column: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)

    def write(self, text: str | bytes, path: Path | None = None) -> None:
        """Write a file, by default the output itself, whole or not at all. Raises GraderError where it cannot be."""
        path = path or self.output
        try:
            if path.is_dir():
                raise UsageError(f"{path} is a folder; --output must be a file for this format")
            path.parent.mkdir(parents=True, exist_ok=True)
            replace(path, text)
        except OSError as error:
            raise GraderError(f"{path} cannot be written: {error.strerror}") from None

    def write_each(self, files: Mapping[str, Callable[[Graded], str]]) -> None:
        """Write the named files for every student, in a folder of their own, and a list of whose is whose.

        Where there is one student and one file, and the output is named like it, it is that file.
        """
        one = next(iter(files))
        if self.output.suffix == Path(one).suffix and not self.output.is_dir():
            if len(self.students) != 1:
                raise UsageError(
                    f"--output {self.output} is one file, and there are {len(self.students)} students: "
                    "name a folder, or one student with --only"
                )
            self.write(files[one](self.students[0]))
            return
        if self.output.is_file():
            raise UsageError(f"--output {self.output} is a file; a folder is wanted here")
        table = io.StringIO()
        rows = csv.writer(table)
        rows.writerow(["student", "folder"])
        for student in self.students:
            folder = file_name(student.student, "")
            for name, made in files.items():
                self.write(made(student), self.output / folder / name)
            rows.writerow([cell(student.student), folder])
        self.write(table.getvalue(), self.output / "students.csv")

    def ungraded(self) -> list[str]:
        """A line for each student who has no score."""
        return [f"{one.student}: ungraded, no score was written" for one in self.students if one.final is None]
