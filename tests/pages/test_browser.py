"""Both pages in a browser: they open from a file, sort, search, lead on, run nothing of a student's, and can be used by
everybody.
"""

from __future__ import annotations

import pytest
from made_up_class import CODE, HOSTILE, students

from grader.gradebook import Gradebook
from grader.intake import Code
from grader.outputs import folder, html
from grader.outputs.insight import Insight
from grader.outputs.summary import summarize
from grader.outputs.text import file_name, one_line

SMALL = 40
pytestmark = pytest.mark.xdist_group("browser")  # one browser, one made-up class


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """A folder of results of a class, hostile students among them."""
    out = tmp_path_factory.mktemp("results")
    book = Gradebook.in_folder(out)
    for report in students(SMALL):
        book.put(report, "k", {"one": Code("one.py", CODE), "two": Code(f"{HOSTILE[0]}.py", CODE)})
    folder.write(out, book, f"A course {HOSTILE[0]}", (f"{HOSTILE[1]}: a loose file",))
    book.close()
    return out


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """The page of a class of 1,000."""
    out = tmp_path_factory.mktemp("large")
    reports = students(1000)
    page = html.index([summarize(one) for one in reports], (), "A large course", Insight(reports))
    (out / "index.html").write_text(page, "utf-8")
    return out


def names(page):
    """The students in the table, as shown, from the top."""
    return page.eval_on_selector_all(
        "#students tbody tr", "rows => rows.filter(row => !row.hidden).map(row => row.cells[0].innerText)"
    )


def column(page, index):
    return page.eval_on_selector_all(
        "#students tbody tr", f"rows => rows.map(row => parseFloat(row.cells[{index}].innerText))"
    )


def faults(page):
    """What axe finds that keeps somebody from using the page."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed: nothing was checked"
    )
    found = axe.Axe().run(page).response["violations"]
    return [
        (fault["id"], fault["impact"], [node["html"][:200] for node in fault["nodes"]][:3])
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]


# ---- the class


def test_the_table_sorts(results, open_page):
    page = open_page(results / "index.html")
    assert names(page)[0] == "Ungraded"
    button = page.locator("#students thead button", has_text="score")
    head = page.locator("#students thead th").filter(has_text="score")
    button.click()
    assert head.get_attribute("aria-sort") == "ascending"
    scores = column(page, 1)
    assert scores[0] != scores[0]  # the ungraded first: they want looking at
    assert scores[1:] == sorted(scores[1:])
    button.press("Enter")  # the keyboard does, too
    assert head.get_attribute("aria-sort") == "descending"
    scores = column(page, 1)
    assert scores[:-1] == sorted(scores[:-1], reverse=True)
    page.locator("#students thead button", has_text="student").click()
    assert head.get_attribute("aria-sort") is None
    shown = names(page)
    assert len(shown) == SMALL
    assert shown.index("Amina 0005") < shown.index("Bjørn 0001") < shown.index("Zoë 0003")


def test_the_table_is_searched(results, open_page):
    page = open_page(results / "index.html")
    page.get_by_label("Search").fill("LUCIA")
    found = names(page)
    assert found
    assert all(name.startswith("Lucía") for name in found)
    assert page.locator("#count").inner_text() == f"{len(found)} of {SMALL}"
    page.get_by_label("Search").fill("0011 bjorn")
    assert names(page) == ["Bjørn 0011"]
    page.get_by_label("Search").fill("<img")
    assert names(page) == [one_line(HOSTILE[1])]
    page.get_by_label("Search").fill("")
    assert len(names(page)) == SMALL


def test_every_link_leads_to_its_student(results, open_page):
    page = open_page(results / "index.html")
    links = page.eval_on_selector_all("#students tbody th a", "all => all.map(one => one.href)")
    assert len(links) == len(set(links)) == SMALL
    for report in students(SMALL):
        assert (results / "feedback" / file_name(report.student, ".html")).as_uri() in links
    for student in ("Zoë 0003", one_line(HOSTILE[0]), one_line(HOSTILE[4])):
        page.get_by_role("row").get_by_role("link", name=student, exact=True).first.click()
        assert page.locator("h1").inner_text() == student
        page.go_back()
    page.get_by_role("link", name="report of Zoë 0003").click()
    assert '"student": "Zoë 0003"' in page.locator("body").inner_text()


def test_a_thousand_students(large, open_page):
    assert (large / "index.html").stat().st_size < 2_000_000
    page = open_page(large / "index.html")
    page.locator("#students thead button", has_text="score").click()
    scores = column(page, 1)[1:]
    assert len(scores) == 999
    assert scores == sorted(scores)
    page.get_by_label("Search").fill("bjørn 0981")
    assert names(page) == ["Bjørn 0981"]


# ---- both


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_accessibility_fault(results, open_page, scheme):
    page = open_page(results / "index.html", scheme)
    page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
    assert faults(page) == []
    for student in (HOSTILE[1], "Broken"):
        page = open_page(results / "feedback" / file_name(student, ".html"), scheme, 390)
        assert faults(page) == []


def test_nothing_sticks_out(results, open_page):
    for name in ("index.html", *(f"feedback/{file_name(student, '.html')}" for student in ("Lucía 0000", *HOSTILE))):
        page = open_page(results / name)
        for width in (1280, 768, 390):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_dark_is_dark_and_paper_is_white(results, open_page):
    path = results / "feedback" / file_name("Lucía 0000", ".html")
    light, dark = open_page(path), open_page(path, "dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    assert light.evaluate(paper) == "rgb(255, 255, 255)"
    assert dark.evaluate(paper) == "rgb(20, 23, 26)"
    stroke = "getComputedStyle(document.querySelectorAll('svg text')[0]).fill"
    assert light.evaluate(stroke) != dark.evaluate(stroke)  # the charts follow
    dark.emulate_media(media="print")
    assert dark.evaluate(paper) == "rgb(255, 255, 255)"


def test_the_call_is_selected_by_a_click(results, open_page):
    page = open_page(results / "feedback" / file_name("Lucía 0000", ".html"))
    page.locator(".call code").first.click()
    assert page.evaluate("getSelection().toString()") == "gradients(X=np.array([[1.0]]), y=1, y_hat=2)"


def test_long_code_is_reached_by_keyboard(results, open_page):
    page = open_page(results / "feedback" / file_name("Lucía 0000", ".html"))
    listing = page.locator(".code pre").first
    listing.focus()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("Your code")
