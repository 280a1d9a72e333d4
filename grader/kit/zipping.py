"""A zip of files in memory: the same content gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Mapping

_DATE = (2000, 1, 1, 0, 0, 0)


def zipped(files: Mapping[str, bytes], programs: Collection[str] = ()) -> bytes:
    """`files` by name, in their order; `programs` are those that can be executed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, where permissions mean something
            entry.external_attr = (0o100755 if name in programs else 0o100644) << 16
            archive.writestr(entry, data)
    return out.getvalue()
