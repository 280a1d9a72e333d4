"""What Python and the libraries say when they raise, and what a learner may try then (advice.py).

In order: the first pattern that is found in ``Type: text`` counts. `{0}` in a hint is the pattern's first group.
"""

from __future__ import annotations

NONE = "Something is None here: does a function that is called lack its return?"
PRODUCT = (
    "In A @ B the columns of A are as many as the rows of B. Print both shapes: are the factors in the wrong order, or "
    "does one want .T?"
)
FLOAT32 = "A float32 model wants float32 inputs: dtype=torch.float32, as NumPy's arrays are float64."

# (what the exception says, what to try)
SAYINGS: tuple[tuple[str, str], ...] = (
    (
        r"^ModuleNotFoundError: No module named '([\w.]+)'",
        "`{0}` is not installed here: what the stub imports is enough.",
    ),
    (r"^ImportError", "This import does not work here: what the stub imports is enough."),
    (
        r"^(?:PermissionError: \[Errno 1\]|BlockingIOError)",
        "Processes, sockets and asyncio do not work here: plain loops are enough.",
    ),
    (
        r"^(?:OSError|\w*(?:Permission|FileNotFound|FileExists|Directory)\w*Error)",
        "There are no files to read here: compute from what is passed in, and return the answer.",
    ),
    (
        r"^(?:\w+\.)*(?:gaierror|URLError|HTTPError|Connection\w*Error|TimeoutError)",
        "There is no network here: compute from what is passed in.",
    ),
    (r"^EOFError", "Nobody is there to answer an input(): all that is needed is passed in."),
    (r"NoneType", NONE),
    (r"UnboundLocalError.*'(\w+)'", "`{0}` has a value only where a loop or an if has run before; give it one first."),
    (
        r"operands could not be broadcast together with (?:remapped )?shapes (.*)",
        "*, + and - work element by element, and the shapes {0} do not fit. For a product of matrices write @.",
    ),
    (r"matmul: .*mismatch in its core dimension|shapes .* not aligned|size mismatch, got input", PRODUCT),
    (r"mat1 and mat2 shapes cannot be multiplied", PRODUCT),
    (
        r"truth value of an array with more than one element",
        "An if needs one True or False, and this array has many. np.where(condition, a, b) decides element by element.",
    ),
    (
        r"Boolean value of Tensor with more than one",
        "One True or False is wanted. nn.MSELoss(a, b) takes a and b for settings: loss_fn = nn.MSELoss() comes first.",
    ),
    (r"LinAlgError: Singular matrix", "This matrix has no inverse: is the term that makes it regular missing in it?"),
    (
        r"must have same number of dimensions",
        "Stacked pieces need as many axes as each other: reshape(1, -1) makes a row of a flat array.",
    ),
    (
        r"all the input array dimensions except for the concatenation axis",
        "vstack puts rows below each other, hstack columns side by side; along the other axis the sizes must agree.",
    ),
    (
        r"Per-column arrays must each be 1-dimensional|Must pass 2-d input",
        "A column of a DataFrame is made of flat values: X[:, 0] or X.ravel(), under its name in a dict.",
    ),
    (r"If using all scalar values, you must pass an index", "A column needs a list or a flat array, not one number."),
    (
        r"too many values to unpack|not enough values to unpack",
        "On the left of = stand more or fewer names than there are values on the right.",
    ),
    (
        r"index (-?\d+) is out of bounds for .*size (\d+)|list index out of range",
        "Positions run from 0 to the length minus 1.",
    ),
    (r"too many indices for array", "The index has more parts than the array has axes: print its shape."),
    (r"cannot reshape array of size", "reshape keeps the number of values: the product of the new shape must be it."),
    (r"^KeyError", "This key is not there: is it spelled, and capitalized, as where it was put in?"),
    (r"ZeroDivisionError", "Something that is divided by can be 0."),
    (r"RecursionError", "The function calls itself without end: does a variable or function share its name?"),
    (
        r"'(?:int|float|Tensor|list|numpy\.\w+)' object is not callable",
        "A value is called there. Was its name a function's, as in self.loss = self.loss(...)? Take another name.",
    ),
    (r"object is not callable", "Round brackets call a function, square brackets pick from an array."),
    (
        r"'(list|tuple)' and '|unsupported operand type\(s\) for .*'list'|can't multiply sequence",
        "Lists and tuples do not compute: np.array(...) makes an array of one.",
    ),
    (
        r"only (?:length-1|0-dimensional|size-1) arrays can be converted",
        "float() and int() take one number. An array of one has .item(); for several a sum or a mean is missing.",
    ),
    (
        r"a Tensor with \d+ elements cannot be converted to Scalar|only one element tensors can be converted",
        ".item() is for one number, and this tensor has several: use .detach().numpy(), or pick one.",
    ),
    (
        r"element 0 of tensors does not require grad",
        "backward wants a loss that was computed from tensors with requires_grad: was one detached, or made anew?",
    ),
    (
        r"leaf [Vv]ariable that requires grad is being used in an in-place|view of a leaf",
        "Change a parameter under `with torch.no_grad():`, where autograd does not watch.",
    ),
    (
        r"Can't call numpy\(\) on Tensor that requires grad",
        "Stay in torch where gradients must get through; elsewhere use `with torch.no_grad():`, or .detach().numpy().",
    ),
    (r"must have the same dtype|expected scalar type|but got: (?:double|float)|Found dtype (?:Double|Float)", FLOAT32),
    (r"backward through the graph a second time", "Compute the loss anew before every backward."),
    (r"grad can be implicitly created only for scalar", "backward wants one number: sum or average the errors first."),
    (r"size of tensor a \(\d+\) must match", "*, + and - work element by element, and these shapes do not fit."),
    (
        r"output with shape \[.*\] doesn't match the broadcast shape",
        "What is changed in place and what it is changed by differ in shape: is it the gradient of this parameter?",
    ),
    (r"NotFittedError|is not fitted yet", "fit comes before transform."),
    (r"cannot assign module before Module.__init__", "super().__init__() comes first in __init__."),
    (r"^AssertionError", "An assert in the file does not hold."),
)
