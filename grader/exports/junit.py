"""JUnit XML: a suite for each student and unit, a test case for each check, points as the suite's properties.

A wrong answer is a ``failure``; what the grader could not do is an ``error``; what is not attempted or waits for
another exercise is ``skipped``. Characters that XML cannot hold are written as escapes.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from ..outputs.text import number
from ..results import Outcome
from .job import Job
from .students import Graded
from .words import Line, lines, on_top

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SKIPPED = (Outcome.NOT_ATTEMPTED, Outcome.SKIPPED)


def export(job: Job) -> list[str]:
    job.write(as_xml(job.students))
    return job.ungraded()


def as_xml(students: list[Graded]) -> str:
    root = ET.Element("testsuites")
    for one in students:
        for suite in _suites(one):
            root.append(suite)
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suites(one: Graded) -> Iterator[ET.Element]:
    rows = list(lines(one.view))
    for unit in one.view.units:
        own = [row for row in rows if row.unit == unit.unit]
        suite = ET.Element("testsuite", name=clean(f"{one.student}: {unit.unit}"))
        kinds = [_kind(row) for row in own]
        for name, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            suite.set(name, str(kinds.count(kind)))
        suite.set("tests", str(len(own)))
        suite.set("time", "0")
        properties = ET.SubElement(suite, "properties")
        told = {"student": one.student, "status": one.status, "max_score": number(unit.max_score)}
        if one.final is not None:
            told |= {"score": number(unit.score), "final_score": number(one.final.score)}
            told["final_max_score"] = number(one.final.max_score)
        for name, value in told.items():
            ET.SubElement(properties, "property", name=name, value=clean(value))
        for row in own:
            suite.append(_case(one, row))
        ET.SubElement(suite, "system-out").text = clean("\n".join(on_top(one)))
        yield suite


def _case(one: Graded, row: Line) -> ET.Element:
    case = ET.Element("testcase", classname=clean(f"{one.student}.{row.unit}.{row.exercise}"))
    case.set("name", clean(row.check.name))
    case.set("time", "0")
    kind = _kind(row)
    if kind:
        told = ET.SubElement(case, kind, message=clean(row.check.message or str(row.check.outcome)))
        if kind != "skipped":
            told.set("type", str(row.check.outcome))
            told.text = clean(row.text)
    return case


def _kind(row: Line) -> str:
    if row.passed:
        return ""
    if row.check.outcome == Outcome.GRADER_ERROR:
        return "error"
    return "skipped" if row.check.outcome in _SKIPPED else "failure"


def clean(text: str) -> str:
    """`text` with every character that XML 1.0 has no way to write as an escape."""
    return _NO_XML.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
