"""An nbgrader course whose grade cells are graded by us.

    cell.py     `grade`, which a grade cell calls: in the student's kernel, with nothing in it but the standard library
    asking.py   the host process that a kernel or nbgrader asks, one line of JSON each way
    host.py     that process: checks and reference are here, the student's code in a sandbox below it
    seal.py     an nbgrader preprocessor: what the host says is what nbgrader saves, whatever the kernel made of it
    book.py     a unit's source notebook, from its solution
    making.py   ``grader nbgrader init``: the course folder

nbgrader runs a submission's cells in a kernel with the instructor's rights, and believes what it prints. So the
scores are not reached there: a grade cell hands the cells' source to the host process, and in a course made by
``init`` the seal asks the host again, with the cells as they were handed in, and writes the answers over the kernel's.
"""

from .cell import grade

__all__ = ["grade"]
