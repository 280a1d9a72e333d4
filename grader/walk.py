"""What is in a student's folder, whatever it lies in; archives in it are opened as if they were folders."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace

from .archives import NOT_OPENED, OPENED, Archive
from .trees import Caps, Child, Kind, Parts, Refused, Tree, as_id

MAX_ENTRIES = 10_000  # files looked at in one student's folder
MAX_DEPTH = 8
MAX_ARCHIVES = 10
MAX_OTHERS = 100
MAX_NAME = 400  # letters of a path in what is told of it
SOURCES = (".py", ".ipynb")
LEFT_BY_TOOLS = frozenset(
    {
        *("__MACOSX", "__pycache__", ".git", ".hg", ".svn", ".idea", ".vscode", ".ipynb_checkpoints", "lost+found"),
        ".grader",  # the engine in a student kit
    }
)
_JUNK = re.compile(r"\._.*|\.DS_Store|Thumbs\.db|desktop\.ini", re.IGNORECASE)


def told(shown: Parts) -> str:
    """A path as reports have it. In an archive a name may be 60,000 letters long: of that one both ends, and a sum."""
    name = as_id("/".join(shown))
    if len(name) <= MAX_NAME:
        return name
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{name[: MAX_NAME // 2]}...{digest}...{name[-MAX_NAME // 4 :]}"


@dataclass(frozen=True)
class Item:
    """A file somewhere, not read yet."""

    tree: Tree
    at: Parts  # in the tree
    shown: Parts  # below the student's folder
    id: str | None = None  # the LMS's own, of the file

    @property
    def name(self) -> str:
        return told(self.shown)


@dataclass
class Listing:
    """What is below a student's folder, the shallow first."""

    items: list[Item] = field(default_factory=list)  # those named like a source
    others: list[str] = field(default_factory=list)  # the names of the first few others
    unread: list[str] = field(default_factory=list)  # folders that could not be read
    broken: list[str] = field(default_factory=list)  # archives that could not be taken, with the reason
    complete: bool = True
    archives: int = 0

    def add(self, more: Listing) -> None:
        self.items += more.items
        self.others += more.others
        self.unread += more.unread
        self.broken += more.broken
        self.complete &= more.complete

    @property
    def notes(self) -> tuple[str, ...]:
        """What was not looked at."""
        notes = [*(f"the folder {name} could not be read" for name in self.unread), *self.broken]
        return tuple(
            notes if self.complete else [*notes, "the folder is too large or too deep; not all of it was looked at"]
        )


def is_junk(name: str) -> bool:
    """Left behind by an operating system or a tool."""
    return name in LEFT_BY_TOOLS or _JUNK.fullmatch(name) is not None


def walk(tree: Tree, at: Parts, caps: Caps) -> Listing:
    """What is below a folder. No link is followed, and what tools leave behind is not entered."""
    listing = Listing()
    _descend(tree, at, (), listing, caps)
    return listing


def alone(tree: Tree, at: Parts, name: str, caps: Caps, file_id: str | None = None) -> Listing:
    """The listing of one file that has no folder of its own, under the name that the student gave it."""
    listing = Listing()
    inside = _look(tree, at, (name,), Child(name, Kind.FILE), listing, caps)
    if inside is not None:
        _descend(*inside, (name,), listing, caps)
    listing.items = [replace(item, id=file_id) for item in listing.items]
    return listing


def _descend(tree: Tree, at: Parts, shown: Parts, listing: Listing, caps: Caps) -> None:
    level: list[tuple[Tree, Parts, Parts]] = [(tree, at, shown)]
    seen = 0
    for _ in range(MAX_DEPTH):
        deeper: list[tuple[Tree, Parts, Parts]] = []
        for where, place, above in level:
            for child in _children(where, place, above, listing):
                seen += 1
                if seen > MAX_ENTRIES:
                    listing.complete = False
                    return
                inside = _look(where, (*place, child.name), (*above, child.name), child, listing, caps)
                if inside is not None:
                    deeper.append((*inside, (*above, child.name)))
        level = deeper
    listing.complete = not level


def _look(tree: Tree, at: Parts, shown: Parts, child: Child, listing: Listing, caps: Caps) -> tuple[Tree, Parts] | None:
    """Write down a child; where it is a folder or an archive, the place to go on from."""
    name = child.name.lower()
    folder = child.kind is Kind.FOLDER
    if is_junk(child.name):
        return None
    if name.endswith(SOURCES) and not (folder and len(shown) > 1):
        listing.items.append(Item(tree, at, shown))
    elif folder:
        return tree, at
    elif name.endswith(OPENED):
        return _opened(tree, at, shown, listing, caps)
    elif name.endswith(NOT_OPENED):
        listing.broken.append(f"{told(shown)} is an archive of a kind that is not opened; use zip")
    elif len(listing.others) < MAX_OTHERS:
        what = "" if child.kind is Kind.FILE else f" ({child.kind.value})"
        listing.others.append(told(shown) + what)
    return None


def _opened(tree: Tree, at: Parts, shown: Parts, listing: Listing, caps: Caps) -> tuple[Tree, Parts] | None:
    name = told(shown)
    listing.archives += 1
    if isinstance(tree, Archive) and not tree.download:
        listing.broken.append(f"{name} is an archive in an archive, which is not opened")
    elif listing.archives > MAX_ARCHIVES:
        listing.broken.append(f"{name} was not opened: there are more than {MAX_ARCHIVES} archives")
    else:
        try:
            return Archive(tree, at, caps), ()
        except Refused as reason:
            listing.broken.append(f"{name} {reason}")
        except OSError:
            listing.unread.append(name)
    return None


def _children(tree: Tree, at: Parts, shown: Parts, listing: Listing) -> list[Child]:
    try:
        return tree.children(at)
    except OSError:
        listing.unread.append(told(shown or ("itself",)))
        return []
