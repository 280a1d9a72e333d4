"""What of the sandbox holds on this machine, layer by layer, whether or not it is enough."""

from __future__ import annotations

from ..errors import SandboxMissing
from . import canary, launch, plan
from .canary import Layer
from .host import SandboxWorker
from .place import Limits


def examine(allowed: frozenset[str]) -> tuple[tuple[Layer, ...], str]:
    """Every layer as the canary found it, and why grading is refused, empty where it is not.

    Raises SandboxMissing where not even a worker can be started.
    """
    limits = Limits()
    made = plan.make(allowed, limits, (), plan.LAYERS)
    zygote = launch.Zygote(made)
    try:
        layers = canary.prove(made, zygote, lambda source: SandboxWorker(zygote, source, allowed, limits))
    finally:
        zygote.close()
    try:
        canary.require(layers, plan.LAYERS)
    except SandboxMissing as error:
        return layers, str(error)
    return layers, ""
