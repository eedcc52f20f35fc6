"""The ledger's tables, field by field. What was appended is never changed or deleted: triggers refuse it.

Texts are UTF-8; lists and records are JSON in text columns; moments are ISO 8601 in UTC, days EDTF. `seq` numbers rows
in the order in which they came: it is used to tell what is new, and never shown.

Only the tables whose names begin with `folded` may be dropped at any time: they are rebuilt from the others.
"""

from typing import Final

from sqlalchemy import (
    DDL,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    event,
)

APPLICATION_ID: Final = 0x42694C61
"""Bytes 68 to 71 of the file ("BiLa"): what tells a ledger from another SQLite file."""

VERSION: Final = 2
"""Of these tables; SQLite's `user_version`. A program refuses a ledger of a later version."""

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", String, primary_key=True, comment="schema, made, program"),
    Column("value", Text, nullable=False),
    comment="Facts about the ledger itself.",
)

texts = Table(
    "texts",
    metadata,
    Column("digest", String(64), primary_key=True, comment="SHA-256 (hex) of the text in UTF-8"),
    Column("characters", Integer, nullable=False, comment="length in Unicode code points: what offsets count"),
    Column(
        "body",
        LargeBinary,
        nullable=False,
        comment="the text in UTF-8, deflated (zlib): small, and readers' comments lie open to no table viewer",
    ),
    comment="Texts that offsets point into, each once.",
)

pages = Table(
    "pages",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column(
        "key",
        String(64),
        nullable=False,
        unique=True,
        comment="digest of the text and of all given with it, the name left out",
    ),
    Column("digest", String(64), ForeignKey("texts.digest"), nullable=False, index=True),
    Column("url", Text, comment="address, as given"),
    Column("published", String, comment="day of publication, as given; what was read of it stands in readings"),
    Column("outlet", Text, comment="site or paper, as given"),
    Column("title", Text, comment="as given"),
    Column("language", String, comment="ISO 639-1, as given"),
    Column("home", String, comment="ISO 3166-1 alpha-2 of the writer's country, as given"),
    Column("zones", Text, comment="[[start, end, zone], …] where the page's structure told them (HTML)"),
    Column("private", Boolean, nullable=False, comment="nothing of it leaves in an export"),
    Column("fiction", Boolean, nullable=False, comment="invented, as the sample dossier is: outputs say so"),
    Column("learned", String, nullable=False, comment="moment at which the ledger learned of it"),
    comment="Pages as received: a text and what was given with it (a manifest, an address).",
    sqlite_autoincrement=True,
)

sightings = Table(
    "sightings",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("page", String(64), ForeignKey("pages.key"), nullable=False),
    Column("name", Text, nullable=False, comment="path below the folder that was given"),
    Column("learned", String, nullable=False),
    UniqueConstraint("page", "name"),
    comment="Under which names a page was given.",
    sqlite_autoincrement=True,
)

readings = Table(
    "readings",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("page", String(64), ForeignKey("pages.key"), nullable=False),
    Column("reader", String, nullable=False, comment="version of the program and its knowledge that read it"),
    Column("document", Text, nullable=False, comment="the name under which it was read"),
    Column(
        "facts",
        Text,
        nullable=False,
        comment="title, published, published_basis, outlet, source, language, home; no names",
    ),
    Column("zones", Text, nullable=False, comment="[[start, end, zone], …]"),
    Column("actors", Text, nullable=False, comment="mentions of persons, organisations and states in the article"),
    Column("gaps", Text, nullable=False, comment="what was seen and not understood: start, end, step, reason"),
    Column("learned", String, nullable=False),
    UniqueConstraint("page", "reader"),
    comment="What one version of the reader saw in one page. Of several, the newest is folded.",
    sqlite_autoincrement=True,
)

readers = Table(
    "readers",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("reader", String, nullable=False, comment="version of the program and its knowledge"),
    Column("learned", String, nullable=False),
    comment="From when on which reader was used. Of one program's, the last used is the newest.",
    sqlite_autoincrement=True,
)

hidden = Table(
    "hidden",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("page", String(64), ForeignKey("pages.key"), nullable=False, unique=True),
    Column("learned", String, nullable=False),
    comment="Pages that became private after they came in.",
    sqlite_autoincrement=True,
)

statements = Table(
    "statements",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("reading", Integer, ForeignKey("readings.seq"), nullable=False, index=True),
    Column("id", String, nullable=False, comment="digest of all of it, rule and reader left out"),
    Column(
        "anchor",
        String,
        nullable=False,
        index=True,
        comment="digest of text, kind, passage and head word: decisions attach here",
    ),
    Column("kind", String, nullable=False, comment="visit, talks, agreement, mechanism, commitment, role, claim"),
    Column("status", String, comment="of the kind's own list"),
    Column("start", Integer, nullable=False, comment="first character of the evidence in the text"),
    Column("end", Integer, nullable=False, comment="first character after it"),
    Column("quote", Text, nullable=False, comment="the evidence: text[start:end]"),
    Column("rule", String, nullable=False, comment="id of the knowledge rule that read it"),
    Column("body", Text, nullable=False, comment="the whole statement"),
    comment="What one passage says of one thing.",
    sqlite_autoincrement=True,
)

decisions = Table(
    "decisions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("verb", String, nullable=False, comment="accept, reject, correct, add, same, different, split, undo"),
    Column("targets", Text, nullable=False, comment="anchors; for undo, the id of a decision"),
    Column("reason", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", String, nullable=False, comment="moment it was made"),
    Column("fields", Text, nullable=False, comment="[[name, value], …]: what correct and add set"),
    Column("learned", String, nullable=False),
    comment="What persons settled.",
    sqlite_autoincrement=True,
)

runs = Table(
    "runs",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("began", String, nullable=False),
    Column("ended", String, nullable=False),
    Column("given", Integer, nullable=False, comment="= kept + known + set aside"),
    Column("kept", Integer, nullable=False),
    Column("known", Integer, nullable=False, comment="pages that the ledger had already"),
    Column("program", String, nullable=False, comment="version of Bilan"),
    Column("private", Boolean, nullable=False, server_default="0", comment="some of its pages are private"),
    comment="Each building of the ledger.",
    sqlite_autoincrement=True,
)

set_aside = Table(
    "set_aside",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("run", Integer, ForeignKey("runs.seq"), nullable=False, index=True),
    Column("path", Text, nullable=False),
    Column(
        "reason", String, nullable=False, comment="empty, no_text, binary, truncated, …; manifest for a manifest's line"
    ),
    Column("detail", Text, nullable=False),
    comment="What was given and could not be read, and why.",
    sqlite_autoincrement=True,
)

trail = Table(
    "trail",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("sort", String, nullable=False, comment="what was appended: page, sighting, reading, …, each as its table"),
    Column("subject", Integer, nullable=False, comment="its seq; of meta, the number of its rows"),
    Column("digest", String(64), nullable=False, comment="SHA-256 of its row, and of the rows that belong to it"),
    Column("chain", String(64), nullable=False, comment="SHA-256 of the link before and of this one: one hash for all"),
    Column("learned", String, nullable=False),
    UniqueConstraint("sort", "subject"),
    comment="A link for everything that was appended: no byte of it can change without breaking the chain.",
    sqlite_autoincrement=True,
)

folded = Table(
    "folded",
    metadata,
    Column(
        "key",
        String(64),
        primary_key=True,
        comment="digest of what was folded, the day and the moment asked for, and the program",
    ),
    Column("state", String, nullable=False, comment="how far the appended tables had come"),
    Column("undated", Integer, nullable=False, comment="pages without a day, left out of an as-of view"),
    Column("digest", String(64), nullable=False, comment="SHA-256 of all this and of its records"),
    comment="Views that were folded before, kept to answer faster.",
)

folded_records = Table(
    "folded_records",
    metadata,
    Column("fold", String(64), ForeignKey("folded.key"), primary_key=True),
    Column("sort", String, primary_key=True, comment="entry, dispute or actor"),
    Column("place", Integer, primary_key=True, comment="order within the view"),
    Column("id", String, comment="of an entry or a dispute"),
    Column("body", Text, nullable=False),
    comment="The entries, disputes and actors of such a view.",
)

Index("statements_kind", statements.c.kind, statements.c.status)

APPENDED: Final = (
    texts, pages, sightings, readings, readers, hidden, statements, decisions, runs, set_aside, trail,
)  # fmt: skip
"""Tables whose rows are never changed or deleted."""


def triggers(table: Table) -> dict[str, str]:
    """By name, the SQL of the triggers that refuse to change or delete a row."""
    return {
        f"{table.name}_no_{deed.lower()}": f"CREATE TRIGGER {table.name}_no_{deed.lower()} "
        f"BEFORE {deed} ON {table.name} "
        f"BEGIN SELECT RAISE(ABORT, '{table.name}: rows are appended, never changed'); END"
        for deed in ("UPDATE", "DELETE")
    }


def _refuse(table: Table) -> None:
    for sql in triggers(table).values():
        trigger = DDL(sql)  # type: ignore[no-untyped-call]
        event.listen(table, "after_create", trigger.execute_if(dialect="sqlite"))


for _table in APPENDED:
    _refuse(_table)
