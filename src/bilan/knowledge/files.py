"""Reads knowledge files: TOML, checked against a typed shape, with the user's own folder laid over the shipped one.

A file is found under `world/` or under a language code; the user's folder has the same file names. In an overlay, a
table's keys are added to the shipped table's, a list is added to the shipped list, and a record with the same `id` as
a shipped one replaces it. An unknown key or a wrong type is an error that names the file and the key.
"""

import hashlib
import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from bilan.errors import AccessError, KnowledgeError

SHIPPED = Path(__file__).parent
Shape = TypeVar("Shape")


class Shelf(msgspec.Struct, frozen=True):
    """Where knowledge is read from: the shipped folder, and the user's, if any."""

    overlay: Path | None = None

    def digest(self, language: str) -> str:
        """SHA-256 (hex) of all knowledge of a language, the user's included: a reading depends on it."""
        found = hashlib.sha256()
        for root in (SHIPPED, self.overlay):
            for folder in ("world", language) if root is not None else ():
                for path in sorted((root / folder).glob("*.toml")) if root is not None else ():
                    found.update(path.name.encode() + b"\x00" + _bytes(path))
        return found.hexdigest()

    def read(self, folder: str, name: str, shape: type[Shape]) -> Shape:
        """The file `folder/name.toml` as a `shape`. Raises KnowledgeError where it breaks its contract."""
        path = SHIPPED / folder / f"{name}.toml"
        tree = _parse(path)
        if self.overlay is not None:
            own = self.overlay / folder / f"{name}.toml"
            if own.exists():
                tree = _laid_over(tree, _parse(own))
                path = own
        try:
            return msgspec.convert(tree, shape)
        except msgspec.ValidationError as error:
            raise KnowledgeError(f"{path}: {error}; see the contract at the top of the shipped file") from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise AccessError(f"{path}: cannot be read ({error.strerror}); check the path and its rights") from error


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{path}: no TOML: {error}") from error
    except UnicodeDecodeError as error:
        raise KnowledgeError(f"{path}: not UTF-8 at byte {error.start}") from error
    except OSError as error:
        raise AccessError(f"{path}: cannot be read ({error.strerror}); check the path and its rights") from error


def _laid_over(shipped: Any, own: Any) -> Any:
    if isinstance(shipped, dict) and isinstance(own, dict):
        return shipped | {key: _laid_over(shipped[key], new) if key in shipped else new for key, new in own.items()}
    if isinstance(shipped, list) and isinstance(own, list):
        replaced = {record["id"] for record in own if isinstance(record, dict) and "id" in record}
        kept = [r for r in shipped if not (isinstance(r, dict) and r.get("id") in replaced)]
        return kept + own
    return own
