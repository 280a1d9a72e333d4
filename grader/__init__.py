"""An exercise and autograding harness: learners fill stubs, checks give scores that teach."""

__version__ = "0.1.0"
