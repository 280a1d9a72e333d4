"""The lessons themselves, run with the reference solutions: their numbers as a table, their plots as files.

One module per unit, with the unit's name; each has ``tell(page)``. ``python -m lessons --help`` says how to run them.
"""
