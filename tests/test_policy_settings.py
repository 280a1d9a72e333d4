"""grader.toml: what may stand in it, and what is said, with the line, of what may not."""

# ruff: noqa: DTZ001 - times without a zone, as grader.toml has them

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import settings
from grader.errors import UsageError
from grader.policy.rules import Late, Rules
from grader.toml_lines import line_of

WHOLE = """\
units = ["one"]
timezone = "Europe/Vienna"
attempts = "best"
digits = 2
drop = [
  "one.f.a",
  "one.f.b",
]
extra_credit = ["one.h"]

[due]
default = 2026-03-08 23:59:00
one = 2026-03-09
two = 2026-03-10T12:00:00-05:00

[late]
percent = 10
cap = 50.5
grace_minutes = 15

[points]
one.f.c = 2
"one.g.d" = 1.5

[[extension]]
student = "alice"
days = 2

[[extension]]
student = "bob"
unit = "two"
until = 2026-04-01 12:00:00
comment = "ill"

[[override]]
student = "alice"
target = "one.f"
points = 3
comment = "transposed, else right"

[[bonus]]
student = "bob"
points = 1
comment = "found a mistake in the text"
"""


def test_a_whole_policy_is_read():
    rules = settings.parse(WHOLE).rules
    assert (rules.attempts, rules.digits, rules.drop) == ("best", 2, ("one.f.a", "one.f.b"))
    assert rules.due == {
        "default": dt.datetime(2026, 3, 8, 23, 59),
        "one": dt.datetime(2026, 3, 9, 23, 59, 59),
        "two": dt.datetime(2026, 3, 10, 12, tzinfo=dt.timezone(dt.timedelta(hours=-5))),
    }
    assert rules.late == Late(percent=10, cap=50.5, grace_minutes=15)
    assert rules.points == {"one.f.c": 2.0, "one.g.d": 1.5}
    assert [(one.student, one.days, one.unit) for one in rules.extension] == [("alice", 2, None), ("bob", 0, "two")]
    assert (rules.override[0].points, rules.override[0].of) == (3.0, None)
    assert rules.bonus[0].points == 1


def test_no_policy_is_the_default():
    assert settings.parse("seed = 1").rules == Rules()


def at(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("percent = 10", "percent = 0", "line 17: late.percent must be a number above 0, up to 100"),
        ("percent = 10", "percent = nan", "line 17: late.percent must be a number above 0, up to 100"),
        ("percent = 10", 'percent = "10"', "line 17: late.percent must be a number above 0, up to 100"),
        ("percent = 10", "", "line 16: late needs a line percent = ..."),
        ("cap = 50.5", "capp = 50", "line 18: late.capp is no setting; did you mean late.cap?"),
        ('"best"', '"first"', "line 3: attempts must be 'last' or 'best'"),
        ("digits = 2", "digits = 2.5", "line 4: digits must be a whole number from 0 to 6"),
        ('"one.f.b",', "3,", "line 5: drop 2 must be a list of names"),
        ("one = 2026-03-09", 'one = "2026-03-09"', "line 13: due.one must be a date and time without quotes"),
        ('timezone = "Europe/Vienna"', 'timezone = "Wien"', "line 2: timezone must be the name of a time zone"),
        ('timezone = "Europe/Vienna"', "", "line 12: due.default has no time zone: add timezone ="),
        ("one.f.c = 2", "one.f.c = -2", "line 22: points.one.f.c must be a number of points, 0 or more"),
        ('"one.g.d" = 1.5', '"one.g.d" = true', "line 23: points.one.g.d must be a number of points, 0 or more"),
        ("days = 2", "", "line 25: extension 1 gives no time: add days = 2"),
        ('unit = "two"', 'unit = "three"\ndays = -1', "line 32: extension 2.days must be a number, 0 or more"),
        ('comment = "ill"', 'commment = "ill"', "line 33: extension 2.commment is no setting; did you mean"),
        ("points = 3", "", "line 35: override 1 needs a line points = ..."),
        ('comment = "transposed, else right"', 'comment = ""', "line 39: override 1.comment must be text, in"),
        ("[[bonus]]", "[bonus]", "line 41: bonus must be tables, each under [[bonus]]"),
        ("[late]", "[later]", "line 16: later is no setting; did you mean late?"),
        ("[late]", "[late", "at line 16"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(old, new, said):
    with pytest.raises(UsageError) as error:
        settings.parse(at(WHOLE, old, new), Path("class/grader.toml"))
    assert str(error.value).startswith("class/grader.toml")
    assert said in str(error.value)
    assert "\n" not in str(error.value)
    assert error.value.exit_code == 2


def test_several_slips_are_said_at_once_and_not_without_end():
    with pytest.raises(UsageError) as error:
        settings.parse("\n".join(f"x{number} = 1" for number in range(9)))
    lines = str(error.value).splitlines()
    assert [line.partition(":")[0] for line in lines[:-1]] == [f"grader.toml, line {n}" for n in range(1, 6)]
    assert lines[-1] == "grader.toml: and 4 more"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('[[override]]\nstudent = "alice"\ntarget = "one.f"\npoints = 1\ncomment = "x"\n', "sets one.f of alice a"),
        ('[[extension]]\nstudent = "a"\nunit = "three"\ndays = 1\n', None),
    ],
)  # fmt: skip
def test_what_cannot_both_be_meant(more, said):
    if said is None:
        settings.parse(WHOLE + more)
        more = at(WHOLE, "default = 2026-03-08 23:59:00\n", "") + more
        said = "names three, which has no due date"
    else:
        more = WHOLE + more
    with pytest.raises(UsageError, match=said):
        settings.parse(more)


def test_an_extension_of_nothing_is_a_slip():
    with pytest.raises(UsageError, match=r"line 1: extension 1 extends nothing"):
        settings.parse('[[extension]]\nstudent = "a"\ndays = 1\n')


def test_names_and_students_that_are_not_there_are_found_with_their_line():
    found = settings.parse(WHOLE)
    known = {"one", "two", "one.f", "one.f.a", "one.f.b", "one.f.c", "one.g", "one.h"}
    assert found.strange(known) == {
        "one.g.d": "grader.toml, line 23: one.g.d is no unit, exercise or check here; did you mean one.g?"
    }
    assert found.strangers(["alice"]) == [
        "grader.toml, line 30: no student is called 'bob' in the gradebook",
        "grader.toml, line 42: no student is called 'bob' in the gradebook",
    ]


# ---- lines

keys = st.sampled_from(["a", "b", "c.d", '"e.f"'])
values = st.sampled_from(["1", "[\n 1,\n # no\n 2]", '"""\n[x]\na = 3\n"""', "{x = 1}", "'#'", "2026-01-01"])
blanks = st.sampled_from(["", "\n", "# a = 1\n", "\n\n# [t]\n"])


@given(st.lists(st.tuples(blanks, st.sampled_from(["", "[t{}]\n", "[[u]]\n"]), keys, values), max_size=6))
def test_every_value_is_found_where_it_begins(parts):
    """Against a file that was put together line by line."""
    text, wanted, table, seen = "", {}, (), set()
    for number, (blank, header, key, value) in enumerate(parts):
        text += blank
        if header:
            table = (f"t{number}",) if "t" in header else ("u", sum(place[0] == "u" for place in seen))
            text += header.format(number)
            seen.add(table)
        place = (*table, *(["e.f"] if "e.f" in key else key.split(".")))
        if place not in wanted:
            wanted[place] = text.count("\n") + 1
            text += f"{key} = {value}\n"
    tomllib.loads(text)
    assert {place: line_of(text, place) for place in wanted} == wanted
    assert line_of(text, ("nowhere",)) is None


def test_the_example_of_the_docs_is_a_policy():
    text = (Path(__file__).parents[1] / "docs" / "policy.md").read_text("utf-8")
    rules = settings.parse(text.partition("```toml\n")[2].partition("```")[0]).rules
    assert all(getattr(rules, key) != getattr(Rules(), key) for key in Rules.model_fields if key != "attempts")
