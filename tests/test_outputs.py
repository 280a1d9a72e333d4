"""Reports as text, tables and pages. GRADER_GOLDEN=write writes the golden files anew."""

from __future__ import annotations

import csv as reading
import io
import os
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rich.console import Console

from grader.gradebook import Gradebook
from grader.outputs import csv, folder, html, json, matrix, terminal
from grader.outputs.progress import Lines
from grader.outputs.summary import summarize
from grader.outputs.text import file_name, number, one_line, visible
from grader.outputs.view import student_view
from grader.results import CheckResult, Counterexample, ExerciseResult, Outcome, Problem, Report, UnitResult

GOLDEN = Path(__file__).parent / "golden" / "outputs"
COURSE = {"name": "A tiny course", "digest": "sha256:c0", "seed": 987654321, "examples": "sha256:e0"}
SECRET = "SECRET-OF-A-HIDDEN-CHECK"


def check(name: str, outcome: Outcome = Outcome.PASSED, **told: object) -> CheckResult:
    return CheckResult(name, f"What {name} looks at.", outcome, 2.0 if outcome == Outcome.PASSED else 0.0, 2.0, **told)


def unit(name: str, *exercises: tuple[str, tuple[CheckResult, ...]], **told: object) -> UnitResult:
    return UnitResult(name, tuple(ExerciseResult(name, checks) for name, checks in exercises), **told)


def report(student: str, *units: UnitResult, **told: object) -> Report:
    return Report(
        student, {"one.py": "sha256:ab"}, COURSE, units, {"layers": ["seccomp"]}, **{"timing": {"wall_s": 0.1}, **told}
    )


WRONG = check(
    "is_right",
    Outcome.FAILED,
    message="the answer is 1, expected 0.5. The sum is not divided by <N>.",
    hint="Divide by len(x) & be done.",
    mistake="sum_instead_of_mean",
    line=7,
    counterexample=Counterexample("mean(x=np.array([0.0, 1.0]))", "0.5", "1.0"),
)
RAISED = check(
    "is_pure",
    Outcome.RAISED,
    message="ZeroDivisionError: division by zero",
    line=9,
    traceback=("line 12, in report: return mean(x)", "line 9, in mean: return 1 / 0"),
)
HIDDEN = check(
    "ignores_a_shift",
    Outcome.FAILED,
    visibility="hidden",
    message=SECRET,
    hint=SECRET,
    mistake=SECRET,
    line=31337,
    counterexample=Counterexample(SECRET, SECRET, SECRET),
    traceback=(SECRET,),
)
CLASS = [
    report("alice", unit("one", ("mean", (check("is_right"), check("is_pure"))), ("variance", (check("v"),)))),
    report(
        "bob",
        unit(
            "one",
            ("mean", (WRONG, RAISED, HIDDEN)),
            ("variance", (check("v", Outcome.NOT_ATTEMPTED),)),
            notes=("cell 2: ValueError: <script>alert(1)</script>",),
        ),
        notes=("one was read from week1/one.py",),
    ),
    report(
        "carol",
        unit(
            "one",
            ("mean", (check("is_right", Outcome.RAISED),)),
            problem=Problem(Outcome.RAISED, "SyntaxError: '(' was never closed", 3),
        ),
    ),
    report(
        "dave",
        unit("one", ("mean", (check("is_right", Outcome.NOT_ATTEMPTED),))),
        problem=Problem(Outcome.REFUSED, "no file"),
    ),
    report(
        '=HYPERLINK("http://x")\n\u202e<img src=x onerror=alert(1)>',
        unit("one", ("mean", (check("is_right", Outcome.GRADER_ERROR, message=f"ours: {SECRET}"),))),
        unit("two", ("f", (check("g"),))),
        status="ungraded",
    ),
]
SUMMARIES = [summarize(one) for one in CLASS]


def golden(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("GRADER_GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    assert text == path.read_bytes().decode()


def unstyled(page: str) -> str:
    """What a page says, without how it looks and moves: that is for eyes, and for a browser (tests/pages)."""
    page = re.sub(r"sha256-[^']*", "sha256-...", page)
    return re.sub(r"(<(style|script)>).*?(</\2>)", r"\1...\3", page, flags=re.DOTALL)


def closing(width: int = 100) -> str:
    out = io.StringIO()
    Console(file=out, width=width, highlight=False, markup=False).print(
        terminal.closing(SUMMARIES, ("notes.txt: a loose file",))
    )
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())


# ---- golden files


def test_golden_table():
    golden("grades.csv", csv.grades(SUMMARIES))


def test_golden_report():
    golden("report.json", json.report(CLASS[1]))


@pytest.mark.parametrize("index", range(len(CLASS)))
def test_golden_feedback(index):
    golden(f"feedback-{index}.html", unstyled(html.feedback(CLASS[index])))


def test_golden_index():
    golden("index.html", unstyled(html.index(SUMMARIES, ("notes.txt: a loose file",), "A tiny course")))


def test_golden_terminal():
    golden("closing.txt", closing())


def test_golden_matrix():
    outcomes = {"mean.is_right": "failed", "mean.is_pure": "passed", "variance.v": "skipped"}
    golden("matrix.md", matrix.markdown({"one": {"mean: twice": outcomes, "mean: none": {"mean.is_pure": "passed"}}}))


# ---- what a student sees


def test_a_student_sees_name_and_outcome_of_a_hidden_check_only():
    for one in CLASS:
        page = html.feedback(one)
        assert SECRET not in page
        assert SECRET not in student_view(one).to_json()
        assert "31337" not in student_view(one).to_json()
        assert str(COURSE["seed"]) not in page
        assert str(COURSE["seed"]) not in student_view(one).to_json()
        assert "sha256:e0" not in student_view(one).to_json()
    assert "ignores_a_shift" in html.feedback(CLASS[1])
    seen = student_view(CLASS[1]).units[0].exercises[0].checks[2]
    assert seen == CheckResult("ignores_a_shift", "", Outcome.FAILED, 0.0, 2.0, "hidden")


def test_scores_are_the_same_in_both_views():
    for one in CLASS:
        assert (student_view(one).score, student_view(one).max_score) == (one.score, one.max_score)


def test_what_the_grader_says_of_itself_is_not_for_students():
    problem = Problem(Outcome.GRADER_ERROR, SECRET)
    page = html.feedback(report("a", unit("one", problem=problem), problem=problem, status="ungraded"))
    assert SECRET not in page
    assert "not graded yet" in page


# ---- pages


class Tags(HTMLParser):
    """What a browser would take for tags, and for their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in ("meta", "br", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_decl(self, decl):
        assert decl == "doctype html"


@pytest.mark.parametrize("page", [*map(html.feedback, CLASS), html.index(SUMMARIES, ("<b>: x",), "<i>")])
def test_pages_run_and_fetch_nothing_of_a_students(page):
    """What a browser is made to do with the pages, tests/pages shows; this holds without one."""
    tags = Tags(page)
    assert not tags.open
    assert not tags.tags & {"img", "i", "link", "iframe", "form", "object", "base"}
    assert not {name for name in tags.attributes if name.startswith("on")} | tags.attributes & {
        "src",
        "srcdoc",
        "action",
    }
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1]
    assert "default-src 'none'" in policy
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    allowed = re.search(r"script-src (\S+?);", unescape(policy))[1]
    hashes = [f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts]
    assert hashes == ([allowed] if "script" in tags.tags else [])
    assert scripts or allowed == "'none'"
    assert "\u202e" not in page
    for href in re.findall(r'href="([^"]*)"', page):
        assert re.fullmatch(r"(feedback|reports)/[\w.%-]+|#[\w-]+", href)


# ---- tables


def test_a_spreadsheet_runs_no_cell():
    table = list(reading.reader(io.StringIO(csv.grades(SUMMARIES))))
    assert [row[0][:2] for row in table] == ["st", "al", "bo", "ca", "da", "'="]
    for text in ("=1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "\uff1d1"):
        assert csv.cell(text) == "'" + text
    for text in ("x=1", "", "1", "'x", "é"):
        assert csv.cell(text) == text


def test_a_name_with_a_bare_return_is_one_row():
    table = list(reading.reader(io.StringIO(csv.grades([replace(SUMMARIES[0], student="a\rb")]), newline="")))
    assert [row[0] for row in table] == ["student", "a\rb"]


def test_who_is_ungraded_has_no_score_and_comes_first():
    table = list(reading.DictReader(io.StringIO(csv.grades(SUMMARIES))))
    assert [row["score"] for row in table] == ["6", "0", "0", "0", ""]
    assert table[-1]["max_score"] == "4"
    assert closing().splitlines()[1].startswith("=HYPERLINK")
    assert html.index(SUMMARIES).index("=HYPERLINK") < html.index(SUMMARIES).index("alice")


def test_the_terminal_gets_no_control_characters():
    for width in (20, 60, 200):
        assert not set(closing(width)) & {"\x1b", "\u202e", "\r"}
    out = io.StringIO()
    lines = Lines(Console(file=out, width=40))
    lines.start(5)
    for one in CLASS:
        lines.advance(one)
    assert not set(out.getvalue()) & {"\x1b", "\u202e", "\r"}
    assert out.getvalue().splitlines()[-1].startswith("5 of 5: =HYPERLINK")


# ---- words, numbers, names


def test_numbers_are_written_as_people_do():
    assert [number(value) for value in (0.0, 8.5, 11.0, 100.0, 0.333333)] == ["0", "8.5", "11", "100", "0.333333"]


def test_what_cannot_be_seen_is_written_out():
    assert visible("a\x1b[31m\x00\u202e\ud800é\n李\u200d") == "a\\x1b[31m\\x00\\u202e\\ud800é\n李\u200d"
    assert one_line("a\n\tb") == "a\\n\\tb"


def test_file_names_are_readable_short_and_apart():
    students = [
        "alice",
        "Alice",
        "al ice",
        "al-ice",
        "é",
        "e\u0301",
        "",
        ".",
        "..",
        "-rf",
        "/etc/passwd",
        "a" * 500,
        "李" * 500,
        "CON",
    ]
    names = [file_name(student, ".json") for student in students]
    assert names[0] == "alice-2bd806c97f0e.json"
    assert len({name.casefold() for name in names}) == len(students)
    for name in names:
        assert len(name.encode()) < 200
        assert re.fullmatch(r"[\w][\w.-]*-[0-9a-f]{12}\.json", name)


# ---- the folder


def test_the_folder_follows_the_gradebook(tmp_path):
    book = Gradebook.in_folder(tmp_path)
    for one in CLASS:
        book.put(one, "k")
    folder.write(tmp_path, book, "A tiny course")
    files = {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert len(files) == 2 * len(CLASS) + 3
    (tmp_path / "reports" / "mine.json").write_text("kept")
    book.list_only(["alice"])
    (summary,) = folder.write(tmp_path, book, "A tiny course")
    assert summary.student == "alice"
    kept = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert kept == {
        *("gradebook.db", "grades.csv", "index.html", "mine.json"),
        *(file_name("alice", ".json"), file_name("alice", ".html")),
    }
    book.close()


def test_a_file_is_there_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "x.txt"
    folder.replace(path, "old")
    before = path.stat().st_mtime_ns
    folder.replace(path, "old")
    assert path.stat().st_mtime_ns == before

    def full(fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        folder.replace(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
