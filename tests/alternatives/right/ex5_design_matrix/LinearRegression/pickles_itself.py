"""A file that tries itself out: it imports itself, and its objects survive being saved."""

import pickle

import ex5_design_matrix as this_file

assert this_file.add_intercept is add_intercept
assert pickle.loads(pickle.dumps(LinearRegression(0.5))).learning_rate == 0.5
