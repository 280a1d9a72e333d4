"""What being late costs: monotone, capped, exact at the grace, and right when the clocks change."""

# ruff: noqa: DTZ001 - times without a zone, as grader.toml has them

from __future__ import annotations

import datetime as dt
import itertools
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.policy import clock
from grader.policy.rules import Extension, Late, Rules

VIENNA = ZoneInfo("Europe/Vienna")
ZONES = [VIENNA, *map(ZoneInfo, ("UTC", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia"))]
SECOND = dt.timedelta(seconds=1)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)

walls = st.datetimes(dt.datetime(2005, 1, 1), dt.datetime(2035, 1, 1))
zones = st.sampled_from(ZONES)
spans = st.timedeltas(dt.timedelta(days=-3), dt.timedelta(days=40))
lates = st.builds(
    Late,
    percent=st.floats(0.1, 100),
    per=st.sampled_from(["day", "hour"]),
    cap=st.floats(0.1, 100),
    grace_minutes=st.floats(0, 3000),
)


def due_at(wall: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    due = clock.deadline(Rules(due={"default": wall.replace(tzinfo=zone)}), "anyone", "one")
    assert due is not None
    return due


@given(late=lates, wall=walls, zone=zones, first=spans, second=spans)
def test_later_never_costs_less_and_never_more_than_the_cap(late, wall, zone, first, second):
    due = due_at(wall, zone)
    moments = sorted(due.astimezone(dt.UTC) + span for span in (first, second))
    (few, less), (many, more) = (clock.lateness(late, due, at) for at in moments)
    assert few <= many
    assert 0 <= less <= more <= late.cap / 100
    assert (less > 0) == (few > 0)


@given(late=lates, wall=walls, zone=zones)
def test_the_grace_is_exact(late, wall, zone):
    due = due_at(wall, zone)
    end = due.astimezone(dt.UTC) + dt.timedelta(minutes=late.grace_minutes)
    assert clock.lateness(late, due, end) == (0, 0.0)
    count, share = clock.lateness(late, due, end + dt.timedelta(microseconds=1))
    assert count >= 1
    assert share > 0


@given(wall=walls, zone=zones, days=st.integers(1, 30))
def test_a_day_ends_at_the_same_time_of_day(wall, zone, days):
    """Wherever that time of day is there and is there once."""
    due, end = due_at(wall, zone), wall + days * DAY
    once = [len({moment.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1)}) == 1 for moment in (wall, end)]
    if all(once):
        last = end.replace(tzinfo=zone)
        assert clock.periods("day", due, last) == days
        assert clock.periods("day", due, last.astimezone(dt.UTC) + SECOND) == days + 1


@given(wall=walls, zone=zones, span=st.timedeltas(SECOND, dt.timedelta(days=30)))
def test_an_hour_is_an_hour(wall, zone, span):
    due = due_at(wall, zone)
    count = clock.periods("hour", due, due.astimezone(dt.UTC) + span)
    assert (count - 1) * HOUR < span <= count * HOUR


@given(wall=walls, zone=zones, span=spans, other=zones)
@example(wall=dt.datetime(2026, 3, 28, 23, 59), zone=VIENNA, span=DAY, other=ZONES[2])
def test_the_zone_in_which_a_time_is_told_is_no_matter(wall, zone, span, other):
    due = due_at(wall, zone)
    at = due.astimezone(dt.UTC) + span
    for per in ("day", "hour"):
        assert clock.periods(per, due, at) == clock.periods(per, due, at.astimezone(other))


def test_days_of_23_and_25_hours():
    spring, autumn = dt.datetime(2026, 3, 28, 23, 59), dt.datetime(2026, 10, 24, 23, 59)
    for wall, hours in ((spring, 23), (autumn, 25)):
        due = due_at(wall, VIENNA)
        end = due.astimezone(dt.UTC) + hours * HOUR
        assert (clock.periods("day", due, end), clock.periods("day", due, end + SECOND)) == (1, 2)
        assert clock.periods("hour", due, end) == hours


def test_a_time_that_is_there_twice_or_not_at_all_is_read_for_the_student():
    twice, never = dt.datetime(2026, 10, 25, 2, 30), dt.datetime(2026, 3, 29, 2, 30)
    assert due_at(twice, VIENNA).astimezone(dt.UTC) == dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)
    assert due_at(never, VIENNA).astimezone(dt.UTC) == dt.datetime(2026, 3, 29, 1, 30, tzinfo=dt.UTC)
    assert clock.read_time("2026-10-25T02:30:00", VIENNA) == dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)


@given(
    given=st.lists(
        st.builds(Extension, student=st.just("a"), days=st.floats(0.01, 9), hours=st.floats(0, 99)), max_size=3
    ),
    wall=walls,
    zone=zones,
)
def test_an_extension_never_takes_time_away(given, wall, zone):
    rules = [
        Rules(due={"default": wall.replace(tzinfo=zone)}, extension=tuple(given[:n])) for n in range(len(given) + 1)
    ]
    ends = [clock.deadline(one, "a", "one") for one in rules]
    assert all(one is not None and two is not None and one <= two for one, two in itertools.pairwise(ends))
    assert clock.deadline(rules[-1], "b", "one") == ends[0]


def test_which_due_date_and_which_extension_count():
    rules = Rules(
        timezone="Europe/Vienna",
        due={"default": dt.datetime(2026, 3, 8, 12), "two": dt.date(2026, 3, 9)},
        extension=(
            Extension(student="a", days=2),
            Extension(student="a", unit="two", until=dt.datetime(2026, 4, 1, 12, tzinfo=dt.UTC)),
        ),
    )
    utc = dt.UTC
    assert clock.deadline(rules, "b", "one") == dt.datetime(2026, 3, 8, 11, tzinfo=utc)
    assert clock.deadline(rules, "b", "two") == dt.datetime(2026, 3, 9, 22, 59, 59, tzinfo=utc)
    assert clock.deadline(rules, "a", "one") == dt.datetime(2026, 3, 10, 11, tzinfo=utc)
    assert clock.deadline(rules, "a", "two") == dt.datetime(2026, 4, 1, 12, tzinfo=utc)
    assert clock.deadline(Rules(due={"two": dt.datetime(2026, 3, 8, tzinfo=utc)}), "a", "one") is None


@pytest.mark.parametrize("text", ["yesterday", "", "2026-13-01T00:00:00Z", "99999-01-01"])
def test_what_is_no_time_is_none(text):
    assert clock.read_time(text, None) is None


def test_the_ends_of_the_calendar():
    far = dt.datetime(9999, 12, 31, 23, 59, 59)
    for zone in ZONES:
        due = due_at(far, zone)
        assert clock.periods("day", due, dt.datetime(2026, 1, 1, tzinfo=dt.UTC)) == 0
        assert clock.deadline(
            Rules(due={"default": far.replace(tzinfo=zone)}, extension=(Extension(student="a", days=9),)), "a", "x"
        )
