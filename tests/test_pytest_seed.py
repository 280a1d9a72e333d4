"""`grader_seed` in pytest's settings: the same checks on other examples."""

import pytest
from agreement import TINY, run

SEEN = b"""
import json
def mean(x):
    with open("seen.jsonl", "a") as file:
        file.write(json.dumps(list(x)) + "\\n")
    return float(sum(x)) / len(x)
"""


@pytest.fixture
def examples(tmp_path):
    """``examples("3")``: what `mean` was asked, and what pytest printed, under the setting grader_seed = 3."""

    def ask(seed):
        (tmp_path / "exercises").mkdir(exist_ok=True)
        (tmp_path / "exercises" / "tiny.py").write_bytes(SEEN)
        (tmp_path / "seen.jsonl").write_text("")
        (tmp_path / "pytest.ini").write_text(f"[pytest]\ngrader_course = {TINY}\ngrader_seed = {seed}\n")
        out = run(tmp_path, "exercises", "-k", "mean_is_right").out
        return (tmp_path / "seen.jsonl").read_text(), out

    return ask


def test_another_seed_draws_other_examples(examples):
    seen, out = examples(3)
    assert "1 passed" in out
    assert seen == examples(3)[0]
    assert seen != examples(4)[0]


def test_none_is_seed_nought(examples):
    assert examples("")[0] == examples(0)[0]


@pytest.mark.parametrize("given", ["one", "1.5"])
def test_that_is_no_whole_number(examples, given):
    seen, out = examples(given)
    assert f"grader: grader_seed is '{given}'; give a number such as 3" in out
    assert not seen
