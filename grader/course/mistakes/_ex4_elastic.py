"""What learners get wrong in the elastic net."""

from __future__ import annotations

import numpy as np

from grader.mistakes import mistake

# ---- elastic_net_penalty


@mistake("elastic_net_penalty", hint="l1 belongs to the absolute values, l2 to the squares.")
def coefficients_swapped(ref, W, l1, l2):
    """l1 and l2 have changed places."""
    return float(l2 * np.sum(np.abs(W)) + l1 / 2 * np.sum(W**2))


@mistake("elastic_net_penalty", hint="l1 and l2 are two costs, not a strength and a ratio: l1 sum |W| + l2/2 sum W^2.")
def strength_and_ratio(ref, W, l1, l2):
    """l1 and l2 are taken for scikit-learn's alpha and l1_ratio."""
    return float(l1 * (l2 * np.sum(np.abs(W)) + (1 - l2) / 2 * np.sum(W**2)))


@mistake("elastic_net_penalty", hint="The squares are halved: l2 / 2.")
def squares_not_halved(ref, W, l1, l2):
    """The half before the squares is missing."""
    return float(l1 * np.sum(np.abs(W)) + l2 * np.sum(W**2))


@mistake("elastic_net_penalty", hint="Only the squares are halved.")
def both_halved(ref, W, l1, l2):
    """The absolute values are halved, too."""
    return float(l1 / 2 * np.sum(np.abs(W)) + l2 / 2 * np.sum(W**2))


@mistake("elastic_net_penalty", hint="A negative weight costs as much as a positive one: np.abs(W).")
def weights_summed_with_signs(ref, W, l1, l2):
    """The weights are summed with their signs, so that negative ones lower the penalty."""
    return float(l1 * np.sum(W) + l2 / 2 * np.sum(W**2))


@mistake("elastic_net_penalty", hint="np.abs first, then the sum: 3 and -1 cost 4, not 2.")
def absolute_value_of_the_sum(ref, W, l1, l2):
    """The absolute value is taken of the sum, and not of each weight."""
    return float(l1 * np.abs(np.sum(W)) + l2 / 2 * np.sum(W**2))


@mistake("elastic_net_penalty", hint="Square each weight, then sum: np.sum(W**2), not np.sum(W) ** 2.")
def sum_of_weights_squared(ref, W, l1, l2):
    """The sum of the weights is squared, and not each weight."""
    return float(l1 * np.sum(np.abs(W)) + l2 / 2 * np.sum(W) ** 2)


@mistake("elastic_net_penalty", hint="The penalty has sums, not means.")
def means_in_place_of_sums(ref, W, l1, l2):
    """The penalty is averaged over the weights."""
    return float(l1 * np.mean(np.abs(W)) + l2 / 2 * np.mean(W**2))


@mistake("elastic_net_penalty", hint="np.linalg.norm takes a root: the penalty has the sum of squares without it.")
def length_not_squared(ref, W, l1, l2):
    """The second part has the length of W and not the square of it."""
    return float(l1 * np.sum(np.abs(W)) + l2 / 2 * np.linalg.norm(W))


@mistake("elastic_net_penalty", hint="Sum over the weights: the penalty is one number.")
def penalty_per_weight(ref, W, l1, l2):
    """The penalty is not summed: it is an array with one entry per weight."""
    return l1 * np.abs(W) + l2 / 2 * W**2


@mistake("elastic_net_penalty", hint="np.abs(W, out=W) writes into the caller's W; np.abs(W) makes a new array.")
def signs_lost_in_place(ref, W, l1, l2):
    """The absolute values are written into the given W."""
    np.abs(W, out=W)
    return float(l1 * np.sum(W) + l2 / 2 * np.sum(W**2))


# ---- elastic_net_subgradient


@mistake("elastic_net_subgradient", hint="The slope of |w| is its sign: -1 for negative weights.")
def slope_always_up(ref, W, l1, l2):
    """l1 is added without the sign of the weight."""
    return l1 + l2 * W


@mistake("elastic_net_subgradient", hint="The slope of |w| is its sign, 1 or -1, and not |w| itself.")
def absolute_value_for_its_slope(ref, W, l1, l2):
    """|W| stands where its slope sign(W) belongs."""
    return l1 * np.abs(W) + l2 * W


@mistake("elastic_net_subgradient", hint="The half cancels the 2 of the square: l2 W.")
def square_slope_doubled(ref, W, l1, l2):
    """The second part has a factor 2."""
    return l1 * np.sign(W) + 2 * l2 * W


@mistake("elastic_net_subgradient", hint="The half cancels the 2 of the square: l2 W.")
def half_kept(ref, W, l1, l2):
    """The half of the penalty is kept in the slope."""
    return l1 * np.sign(W) + l2 / 2 * W


@mistake("elastic_net_subgradient", hint="0 is neither positive nor negative: its sign is 0, as np.sign says.")
def zero_taken_for_positive(ref, W, l1, l2):
    """A weight that is exactly 0 has the sign 1."""
    return l1 * np.where(W >= 0, 1.0, -1.0) + l2 * W


@mistake("elastic_net_subgradient", hint="What is not positive need not be negative: np.sign(0) is 0.")
def zero_taken_for_negative(ref, W, l1, l2):
    """A weight that is exactly 0 has the sign -1."""
    return l1 * np.where(W > 0, 1.0, -1.0) + l2 * W


@mistake("elastic_net_subgradient", hint="0 / 0 is NaN; np.sign(0) is 0.")
def divided_by_absolute_value(ref, W, l1, l2):
    """The sign is W / |W|, which is NaN for a weight that is exactly 0."""
    return l1 * W / np.abs(W) + l2 * W


@mistake("elastic_net_subgradient", hint="The slope of |w| is 1 or -1 as soon as w is not 0, however small it is.")
def small_weights_taken_for_zero(ref, W, l1, l2):
    """A weight near 0 is taken for 0."""
    return np.where(np.abs(W) < 0.1, 0.0, l1 * np.sign(W) + l2 * W)


@mistake("elastic_net_subgradient", hint="One slope per weight: no sum.")
def slopes_summed(ref, W, l1, l2):
    """All slopes are added up to one."""
    return np.array([[np.sum(l1 * np.sign(W) + l2 * W)]])


@mistake(
    "elastic_net_subgradient", hint="Nothing is summed here: each weight has a slope of its own, in a column like W."
)
def slopes_summed_to_a_number(ref, W, l1, l2):
    """All slopes are added up to one number."""
    return float(np.sum(l1 * np.sign(W) + l2 * W))


@mistake("elastic_net_subgradient", hint="l1 belongs to the signs, l2 to the weights.")
def slopes_swapped(ref, W, l1, l2):
    """l1 and l2 have changed places."""
    return l2 * np.sign(W) + l1 * W
