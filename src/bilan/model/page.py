"""Pages as the ledger knows them, and what became of the files that were given."""

import hashlib

import msgspec

from bilan.model.document import Document

SET_ASIDE_REASONS = (
    "empty", "no_text", "binary", "truncated", "undecodable", "enormous", "unreadable", "not_a_file", "not_proved",
    "image_only", "encrypted", "damaged", "nested",
)  # fmt: skip


class PageRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One page of the ledger, under the name that its evidence bears.

    document    path below the folder given on the command line; `name#` and eight digits of the digest where two
                different pages bear one name
    digest      SHA-256 (hex) of the text: what anchors are made from
    published   EDTF; `published_basis` as in `document.Facts`
    learned     the moment the ledger learned of it, ISO 8601 in UTC
    reprint_of  the document whose text it repeats to the letter, if any: such a page is read once
    fiction     the page is invented (the sample dossier): every output says so
    """

    document: str
    digest: str
    learned: str
    url: str | None = None
    published: str | None = None
    published_basis: str | None = None
    outlet: str | None = None
    source: str | None = None
    title: str | None = None
    language: str | None = None
    home: str | None = None
    authors: tuple[str, ...] = ()
    private: bool = False
    fiction: bool = False
    reprint_of: str | None = None


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """A page that the corpus room could decode. `path` is where it was found, for messages.

    `private`: nothing of it leaves the ledger unless asked for by name.
    """

    document: Document
    path: str
    fiction: bool = False
    private: bool = False

    @property
    def key(self) -> str:
        """Digest of the text and of all that was given with it, the name left out: what makes two pages the same."""
        d = self.document
        given = (d.digest, d.url, d.published, d.outlet, d.title, d.language, d.home)
        return hashlib.sha256(msgspec.json.encode(given)).hexdigest()


class SetAside(msgspec.Struct, frozen=True):
    """A page that was given and not read: `reason` is one of `SET_ASIDE_REASONS`, `detail` says more in a few words.

    Never holds a word of the page.
    """

    path: str
    reason: str
    detail: str = ""


class Problem(msgspec.Struct, frozen=True):
    """A manifest line that could not be used; `path` is `manifest.jsonl:LINE`. Its page is read all the same."""

    path: str
    detail: str

    @staticmethod
    def text(message: str) -> str:
        """Marks a message for the catalogues."""
        return message


class Intake(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the pages given: `given == kept + known + len(set_aside)`, always."""

    given: int = 0
    kept: int = 0
    known: int = 0
    set_aside: tuple[SetAside, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether nothing that was given was lost."""
        return not self.set_aside and not self.problems
