"""`decide` and `decisions`: what people settle, and the list of it."""

# ruff: noqa: PLC0415 - rooms are opened when asked, so that --help answers at once

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bilan.commands import building, options, views
from bilan.commands.options import DEFAULT_LANGUAGE, Csv, Json, Knowledge, Lang, LedgerFile, WithPrivate, _
from bilan.errors import AccessError, BilanError, DataError, ProofError, UseError
from bilan.messages import Translator, translator

if TYPE_CHECKING:
    from bilan.knowledge.files import Shelf
    from bilan.ledger.decisions_desk import Desk
    from bilan.ledger.decisions_making import Wish
    from bilan.model.decision import Decision
    from bilan.reports.texts import Texts

Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="accept|reject|correct|add|same|different|split|undo TARGET...",
        help=_("the decision, and the entries, passages, pages or decisions that it is about"),
        show_default=False,
    ),
]
Reason = Annotated[str, typer.Option("--reason", help=_("why, in your words"))]
Author = Annotated[str, typer.Option("--author", envvar="BILAN_AUTHOR", help=_("who decides"))]
Field = Annotated[
    list[str] | None, typer.Option("--field", metavar="NAME=VALUE", help=_("for correct and add: a slot and its value"))
]
Quoted = Annotated[str | None, typer.Option("--quote", help=_("for add: the passage, in the page's words"))]
Near = Annotated[int | None, typer.Option("--near", help=_("for add: an offset near which the quote stands"))]
Span = Annotated[str | None, typer.Option("--span", metavar="START:END", help=_("for add: the passage's offsets"))]
Passage = Annotated[bool, typer.Option("--passage", help=_("targets are single passages, not the entries they begin"))]
File = Annotated[
    Path | None,
    typer.Option("--file", metavar="FILE", readable=False, help=_("decisions from a file of JSON lines, all or none")),
]


def decide(
    ledger: LedgerFile,
    words: Words = None,
    *,
    reason: Reason = "",
    author: Author = "",
    field: Field = None,
    quote: Quoted = None,
    near: Near = None,
    span: Span = None,
    passage: Passage = False,
    file: File = None,
    with_private: WithPrivate = False,
    knowledge: Knowledge = None,
    json: Json = False,
    lang: Lang = DEFAULT_LANGUAGE,
) -> int:
    """Appends decisions, and says what they change."""
    from bilan.ledger.decisions_desk import Desk
    from bilan.ledger.decisions_making import Wish
    from bilan.ledger.store import Ledger

    tr = translator(lang)
    own = options.shelf(knowledge)
    typed = words or []
    if bool(typed) == (file is not None):
        raise UseError("decide: give a decision and its targets, or --file, not both")
    with Ledger.open(ledger) as opened:
        desk = Desk(opened, own, private=with_private)
        if file is not None:
            new = opened.decide_all(_from_file(file, desk, own, tr, reason=reason, author=author))
        else:
            wish = Wish(verb=typed[0], targets=tuple(typed[1:]), reason=reason, author=author, fields=_fields(field),
                        quote=quote, near=near, span=span, passage=passage)  # fmt: skip
            new = opened.decide_all([_decided(wish, desk, _Door(own), tr)])
        _tell(desk, Desk(opened, own, private=with_private), new, tr, own, json=json)
    return 0


def _fields(typed: Iterable[str] | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for field in typed or ():
        name, sign, value = field.partition("=")
        if not sign or name in found:
            raise UseError("--field {field}: write NAME=VALUE, each name once", field=field)
        found[name.strip()] = value.strip()
    return found


class _Door:
    """The door, built when first knocked at: reading takes a while to get ready."""

    def __init__(self, own: "Shelf") -> None:
        self._own = own
        self._door: Any = None

    def admit(self, document: Any, proposal: Any) -> Any:
        from bilan.reading.door import Door

        if self._door is None:
            reader: Any = building.open_reader(self._own, thorough=True)
            self._door = Door(self._own, "fr", reader=reader)
        return self._door.admit(document, proposal)


def _decided(wish: "Wish", desk: "Desk", door: _Door, tr: Translator) -> "Decision":
    """The decision; a refusal at the door is told in the language asked for."""
    from bilan.ledger.decisions_making import RefusedError, made

    try:
        return made(wish, desk, door)
    except RefusedError as error:
        why = tr(error.refusal.message, **error.refusal.slots)
        raise ProofError("{document}: not proved: {why}", document=error.document, why=why) from error


def _from_file(
    path: Path, desk: "Desk", own: "Shelf", tr: Translator, *, reason: str, author: str
) -> "list[Decision]":
    """The file's decisions; what a line leaves out is taken from the command line."""
    import msgspec

    from bilan.ledger.decisions_making import Wish

    door = _Door(own)
    decided = []
    for number, line in _lines(path):
        try:
            wish = msgspec.json.decode(line, type=Wish)
            wish = msgspec.structs.replace(wish, reason=wish.reason or reason, author=wish.author or author)
            decided.append(_decided(wish, desk, door, tr))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            told = tr("not a decision ({error})", error=error)
            raise DataError("{path}:{line}: {told}", path=path, line=number, told=told) from error
        except BilanError as error:
            raise DataError("{path}:{line}: {told}", path=path, line=number, told=tr.error(error)) from error
    return decided


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise AccessError("{path}: cannot be opened ({error})", path=path, error=error.strerror) from error
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if line.strip():
            yield number, line


def _tell(
    before: "Desk", after: "Desk", new: "Sequence[Decision]", tr: Translator, own: "Shelf", *, json: bool
) -> None:
    """The decisions made, then what became of the entries."""
    from bilan.commands import lines, output
    from bilan.ledger import changes, export
    from bilan.reports.texts import Texts

    found = changes.changes(before.account, after.account)
    if json:
        output.write_json([export.decision(d) for d in new])
        return
    for decision in new:
        output.write(lines.decision(decision, tr))
    output.write(tr.plural("{count} decision made.", "{count} decisions made.", len(new)))
    texts = Texts(tr.language, own)
    output.write("\n".join(lines.changes(found, before.account, after.account, texts)))


def decisions(
    ledger: LedgerFile, *, with_private: WithPrivate = False, knowledge: Knowledge = None, json: Json = False,
    csv: Csv = False, lang: Lang = DEFAULT_LANGUAGE,
) -> int:  # fmt: skip
    """Lists every decision, oldest first, with what it is about and what took it back."""
    from bilan.commands import lines, output
    from bilan.ledger import export
    from bilan.ledger.decisions import taken_back
    from bilan.ledger.decisions_desk import Desk
    from bilan.ledger.store import Ledger
    from bilan.reports.texts import Texts

    tr = translator(lang)
    output.one_format(json, csv)
    own = options.shelf(knowledge)
    with Ledger.open(ledger) as opened:
        made = opened.decisions(private=with_private)
        desk = Desk(opened, own, private=with_private)
        undone = taken_back(made)
        records = [export.decision(d, undone.get(d.id)) for d in made]
        if json:
            output.write_json(records)
        elif csv:
            output.write_csv(records, export.DECISION_COLUMNS)
        else:
            titles = _titles(desk, Texts(lang, own)) if made else {}
            for d in made:
                output.write(lines.decision(d, tr, titles, undone.get(d.id)))
            if not made:
                output.write(tr("Nobody has decided anything yet."))
    return 0


def _titles(desk: "Desk", texts: "Texts") -> dict[str, str]:
    """Titles by anchor."""
    account = views.titled_account(desk.account, texts)
    return {anchor: entry.title for entry in account.entries for anchor in entry.anchors}
