"""What the host will compute with, of all that a submission may answer."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from grader.modest import modest


@pytest.mark.parametrize(
    "value",
    [
        None,
        "text",
        3,
        10**3,
        2.5,
        1e300,
        np.ones((71, 8)),
        torch.ones(1000, 2),
        [0.5] * 5000,
        ((1, 2), {"a": np.ones(9)}),
    ],
    ids=repr,
)
def test_what_a_lesson_computes_with_is_modest(value):
    assert modest(value)


@pytest.mark.parametrize(
    "value",
    [
        *(10**6, np.int64(-(10**6)), [1, [10**6]], {"a": 10**6}),
        *(np.ones((1, 8000)), np.ones(16_000), torch.ones(16_000, 1), np.ones((300, 300)), [np.ones((100, 100))] * 3),
        *(np.ones((17, 1, 1)), np.ones((1, 1, 1, 1)), [0.5] * 30_000, [[[0.5] * 200] * 200]),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_would_fill_memory_or_time_is_not(value):
    assert not modest(value)


def test_a_whole_number_that_counts_nothing_may_be_large():
    assert modest(10**9, counts=False)
    assert modest([np.ones(3), 10**9], counts=False)
