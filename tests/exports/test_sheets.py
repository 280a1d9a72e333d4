"""Filling an instructor's own file: Canvas's gradebook and Moodle's worksheet."""

import codecs
import csv
import io
import re
from decimal import Decimal
from pathlib import Path

import pytest
from exports.made import CLASS, check, golden, origin, report, unit

from grader.errors import UsageError
from grader.exports import moodle
from grader.exports.job import Job
from grader.exports.scale import points_in, scaled
from grader.exports.sheet import Sheet
from grader.exports.students import Final, Graded, graded

TEMPLATES = Path(__file__).parent / "templates"
# As Canvas gives it: quotes only where needed, a line for manual posting, totals, the test student, CR LF.
CANVAS = (TEMPLATES / "canvas.csv").read_bytes().decode()
# As Moodle gives it in German: the order of the columns never changes, their names do.
MOODLE = (TEMPLATES / "moodle.csv").read_bytes().decode()


def filled(export, tmp_path, name, template, *more, reports=CLASS):
    path = tmp_path / "template.csv"
    path.write_bytes(template if isinstance(template, bytes) else template.encode())
    done = export(name, "filled.csv", "--template", path, *more, reports=reports)
    if done.exception:
        raise done.exception
    return (tmp_path / "filled.csv").read_bytes(), done.stderr


def cells(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


# ---- Canvas


def test_golden_canvas(export, tmp_path):
    data, said = filled(export, tmp_path, "canvas", CANVAS, "--column", "Ex one")
    golden("canvas.csv", data)
    golden("canvas.txt", said.replace(str(tmp_path), "TMP"))


def test_canvas_changes_one_column_of_the_matched_and_nothing_else(export, tmp_path):
    data, said = filled(export, tmp_path, "canvas", CANVAS, "--column", "9")
    before, after = cells(CANVAS.encode()), cells(data)
    changed = {
        (row[0], index): now
        for row, new in zip(before, after, strict=True)
        for index, (was, now) in enumerate(zip(row, new, strict=True))
        if was != now
    }
    assert changed == {
        ("Liddell, Alice", 6): "10",
        ('O\'Neil, "Bob"', 6): "0",
        ("Ünlü, Carol", 6): "6.25",
        ("Erin", 6): "0",
    }
    assert data.count(b"\r\n") == CANVAS.count("\r\n")
    # Every byte outside of the changed cells: put the old text back, and it is the file.
    for old, new in ((b"keep me,,", b"keep me,10,"), (b'lines",3.00,', b'lines",0,')):
        assert new in data
        data = data.replace(new, old)
    data = data.replace(b"carol,A,,6.25,", b"carol,A,,,").replace(b"ERIN,A,,0,", b"ERIN,A,, ,")
    assert data == CANVAS.encode()
    assert "dave: the template says EX, which was left" in said
    assert "frank: ungraded" in said
    for name in ("Grace", "Student, Test"):
        assert f"{name}: in the template, but not in the gradebook" in said
    assert "Zoë: graded, but in no row of the template" in said
    assert "scores of 4 points were scaled to the 10" in said


def test_canvas_filled_twice_is_the_same(export, tmp_path):
    once, _ = filled(export, tmp_path, "canvas", CANVAS, "--column", "Ex one")
    again, _ = filled(export, tmp_path, "canvas", once, "--column", "Ex one (9)")
    assert again == once


def test_canvas_with_semicolons_last_names_and_a_byte_order_mark(export, tmp_path):
    text = (
        "LastName;FirstName;ID;SIS Login ID;Section;Ex one (9)\n"
        "    Points Possible;;;;;4,00\n"
        "Liddell;Alice;101;alice;A;1,5\n"
        "Ünlü;Carol;103;carol;A;\n"
    )
    data, _ = filled(export, tmp_path, "canvas", codecs.BOM_UTF8 + text.encode())
    text = text.replace("alice;A;1,5", "alice;A;4").replace("carol;A;", "carol;A;2.5")
    assert data == codecs.BOM_UTF8 + text.encode()


def test_canvas_totals_are_no_assignments(export, tmp_path):
    text = "Student,ID,SIS Login ID,Section,Ex one (9),Ex Current Score (2026),Final Score (2026)\nA,101,a,A,,1,2\n"
    data, said = filled(export, tmp_path, "canvas", text)
    assert data.decode() == text.replace("a,A,,1", "a,A,4,1")
    assert "Ex one (9) has no Points Possible; scores were written as they are" in said


def test_canvas_by_the_roster_and_never_by_another_place(export, tmp_path):
    reports = [
        report("x", unit((check("c"),)), origin=origin("moodle", "x", "101", person={"lms_id": "103"})),
        report("y", unit((check("c"),)), origin=origin("canvas", "anon_102", "102", anonymous=True)),
    ]
    data, said = filled(export, tmp_path, "canvas", CANVAS, "--column", "Ex one", reports=reports)
    assert {row[0]: row[6] for row in cells(data)[3:]} == {
        **{row[0]: row[6] for row in cells(CANVAS.encode())[3:]},
        "Ünlü, Carol": "10",
    }
    assert "y: graded, but in no row" in said


def test_two_students_of_one_row_fill_nothing(export, tmp_path):
    twins = [report(name, unit((check("c"),)), origin=origin("canvas", name, "101")) for name in ("x", "y")]
    data, said = filled(export, tmp_path, "canvas", CANVAS, "--column", "Ex one", reports=twins)
    assert data == CANVAS.encode()
    assert "x: graded, but in no row of the template, or in several" in said
    assert "y: graded, but" in said


@pytest.mark.parametrize(
    ("template", "column", "says"),
    [
        (CANVAS, "", "has 2 assignments; say which with --column; there are: Ex one (9); Project (10)"),
        (CANVAS, "Ex two", "has no assignments 'Ex two'"),
        (CANVAS, "Final Score", "has no assignments"),
        (MOODLE, "", "is no Canvas gradebook"),
        ("", "", "is empty"),
        ("PK\x03\x04\0\0", "", "is no CSV file"),
        ('a,b\n"never closed,2\n', "", "a quote that opens in line 2 never closes"),
    ],
)
def test_canvas_refuses_what_it_cannot_fill(export, tmp_path, template, column, says):
    with pytest.raises(UsageError, match=re.escape(says)):
        filled(export, tmp_path, "canvas", template, *(["--column", column] if column else []))
    assert not (tmp_path / "filled.csv").exists()


# ---- Moodle


def test_golden_moodle(export, tmp_path):
    data, said = filled(export, tmp_path, "moodle", MOODLE)
    golden("moodle.csv", data)
    golden("moodle.txt", said.replace(str(tmp_path), "TMP"))


def test_moodle_changes_grades_and_feedback_only(export, tmp_path):
    data, said = filled(export, tmp_path, "moodle", MOODLE)
    before, after = cells(MOODLE.encode()), cells(data)
    assert data.startswith(codecs.BOM_UTF8)
    assert [row[:4] + row[5:9] for row in before] == [row[:4] + row[5:9] for row in after]
    assert [row[4] for row in after] == ["Bewertung", "0", "10", "6.25", "", ""]
    assert after[2][9] == "<p>Von Hand.</p>"
    assert "alice: has feedback comments already, which were left" in said
    assert "old" not in after[3][9]
    assert after[4][9] == after[5][9] == ""
    assert "Teilnehmer/in20 Heidi H: in the template, but not in the gradebook" in said
    for row in after[1:]:
        assert row[9][:1] in ("", "<")  # no spreadsheet runs it


def test_moodle_feedback_is_escaped(export, tmp_path):
    data, _ = filled(export, tmp_path, "moodle", MOODLE)
    told = cells(data)[1][9]
    assert "&lt;script&gt;" in told
    assert "<script" not in told


def test_moodle_takes_no_more_than_the_maximum(tmp_path):
    (tmp_path / "t.csv").write_text(MOODLE)
    one = graded(report("alice", unit((check("c"),))))
    generous = Graded(one.grade, Final(4.4, 4.0))
    job = Job([generous], "", tmp_path / "out.csv", tmp_path / "t.csv")
    assert any("above Moodle's maximum" in line for line in moodle.export(job))
    assert cells((tmp_path / "out.csv").read_bytes())[2][4] == "10"


@pytest.mark.parametrize(
    "header",
    [
        "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,a,b,Feedback comments",
        "識別番号,氏名,メール,ステータス,評点,最大評点,変更可,最終更新日時,最終更新日時,コメント",
        "a,b,c,d,e,f,g,h,i,j",
    ],
)
def test_moodle_in_any_language(export, tmp_path, header):
    template = header + "\n" + MOODLE.partition("\n")[2].replace("Teilnehmer/in", "参加者")
    data, _ = filled(export, tmp_path, "moodle", template)
    assert [row[4] for row in cells(data)[1:]] == ["0", "10", "6.25", "", ""]
    assert cells(data)[1][9].startswith("<!-- grader -->")


@pytest.mark.parametrize(
    ("template", "says"),
    [
        (CANVAS, "is no Moodle grading worksheet"),
        ("Identifier,Full name,Grade,Scale\nParticipant 1,x,,Good\nParticipant 2,y,,Good\n", "cannot be told"),
    ],
)
def test_moodle_refuses_what_it_cannot_fill(export, tmp_path, template, says):
    with pytest.raises(UsageError, match=says):
        filled(export, tmp_path, "moodle", template)


# ---- the file and the numbers


@pytest.mark.parametrize(
    "data",
    [
        b"a,b\n1,2\n",
        b"a,b\r\n1,2",
        b"a,b\r1,2\r",
        b'"a","b"\n\n  ,\n"1","2"\n\n',
        b"a,b\n1\n",
        b'a,b\n"x ""y"", z\n",2\n',
        b"a;b\n1;2,5\n",
        b"a\tb\n\xe9\t2\n",
        codecs.BOM_UTF8 + b"a,b\n1,2,\n",
        b'a,b\n1,"2" x\n',
    ],
)
def test_a_sheet_that_nothing_is_put_in_is_the_file(tmp_path, data):
    path = tmp_path / "x.csv"
    path.write_bytes(data)
    sheet = Sheet.read(path)
    assert sheet.render() == data
    assert sheet.header == ["a", "b"]
    last = len(sheet.rows) - 1
    sheet.put(last, 1, 'n"e;w,')
    path.write_bytes(sheet.render())
    again = Sheet.read(path)
    assert again.text(last, 1) == 'n"e;w,'
    assert [row[0].text for row in again.rows] == [row[0].text for row in sheet.rows]


@pytest.mark.parametrize(
    ("score", "most", "points", "text"),
    [
        (17.5, 20, None, "17.5"),
        (2.675, 4, None, "2.68"),  # the binary float is below the half
        (0.285, 1, None, "0.29"),
        (1, 3, "10", "3.33"),
        (2, 3, "100", "66.67"),
        (4, 4, "10.00", "10"),
        (99.996, 100, "100", "99.99"),  # not full is not shown as full
        (0.001, 100, "100", "0"),
        (4.4, 4, "10", "11"),
        (0, 0, "10", "0"),
    ],
)
def test_rounding_is_exact(score, most, points, text):
    assert scaled(score, most, points and Decimal(points)) == text


@pytest.mark.parametrize(
    ("text", "points"),
    [("20", 20), (" 12.50 ", 12.5), ("12,5", 12.5), ("1.000,50", 1000.5), ("1,000.50", 1000.5)],
)
def test_points_are_read_in_any_language(text, points):
    assert points_in(text) == Decimal(str(points))


@pytest.mark.parametrize("text", ["", "0", "-5", "(read only)", "NaN", "Infinity", "1e5"])
def test_what_says_no_points(text):
    assert points_in(text) is None
