"""Every error that Bilan raises on purpose, drawn as a tree.

    BilanError                     what went wrong, where, and what to do          exit code
    ├── UseError                   the command was not understood                    2
    ├── DataError                  a file is not what it should be                   3
    │   ├── KnowledgeError         a knowledge file breaks its contract
    │   ├── ProofError             a statement whose evidence is not in its page
    │   └── LedgerError            a ledger that is none, or newer than this program
    └── AccessError                a path that cannot be read or written, a full disk  4

Each message is one line for a person: what was found, where, what was expected or what to do.
"""


class BilanError(Exception):
    """Any failure that a person can act on. `exit_code` is the process's exit code.

    `message` may hold `{slots}`, filled from the keywords: so it can be looked up in a catalogue and said in French.
    """

    exit_code = 3

    def __init__(self, message: str = "", /, **slots: object) -> None:
        super().__init__(message.format(**slots) if slots else message)
        self.message = message
        self.slots = slots


class UseError(BilanError):
    """The command line asks for what does not exist or contradicts itself."""

    exit_code = 2


class DataError(BilanError):
    """A file's content is not what its kind promises."""

    exit_code = 3


class KnowledgeError(DataError):
    """A knowledge file breaks its contract: says the file, the entry and what was expected."""


class ProofError(DataError):
    """A statement's evidence does not equal the text it points into."""


class LedgerError(DataError):
    """The file is no ledger, is damaged, or was made by a newer program."""


class AccessError(BilanError):
    """The file system refused: no such path, no right, no room."""

    exit_code = 4
