"""`search`: words in passages and titles."""

# ruff: noqa: PLC0415 - rooms are opened when asked, so that --help answers at once

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bilan.commands import options, views
from bilan.commands.options import DEFAULT_LANGUAGE, AsOf, Json, Knowledge, KnownBy, Lang, LedgerFile, WithPrivate, _
from bilan.messages import LANGUAGES, Translator, translator

if TYPE_CHECKING:
    from bilan.knowledge.files import Shelf
    from bilan.ledger.queries import View
    from bilan.ledger.search import Hit

Words = Annotated[
    list[str],
    typer.Argument(metavar="WORDS...", help=_("words that all stand in one passage or title"), show_default=False),
]
Limit = Annotated[int, typer.Option("--limit", min=1, help=_("how many answers at most"))]


def search(
    ledger: LedgerFile,
    words: Words,
    *,
    limit: Limit = 20,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    with_private: WithPrivate = False,
    knowledge: Knowledge = None,
    json: Json = False,
    lang: Lang = DEFAULT_LANGUAGE,
) -> int:
    """Shows where the words stand, the best places first."""
    from bilan.commands import output
    from bilan.ledger import search as searching
    from bilan.ledger.store import Ledger
    from bilan.reports.texts import Texts

    tr, own = translator(lang), options.shelf(knowledge)
    day, moment = options.last_day(as_of, "--as-of"), options.last_moment(known_by, "--known-by")
    with Ledger.open(ledger) as opened:
        hits = searching.search(
            opened, " ".join(words), lambda view: _titles(view, own), as_of=day, known_by=moment, shelf=own,
            private=with_private, limit=limit,
        )  # fmt: skip
    seen = views.titled(views.look(ledger, as_of, known_by, own, private=with_private), Texts(lang, own))
    titles = {entry.id: entry.title for entry in seen.account.entries}
    if json:
        output.write_json((_record(hit, titles) for hit in hits), fiction=seen.fiction)
        return 0
    views.tell("\n".join(_line(hit, titles, tr) for hit in hits) or tr("Nothing says this."), seen, tr, as_of)
    return 0


def _titles(view: "View", own: "Shelf") -> Mapping[str, Sequence[str]]:
    """Those of every entry in every language, so that one index serves all."""
    from bilan.reports.texts import Texts

    found: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for entry in views.titled(view, Texts(language, own)).account.entries:
            found.setdefault(entry.id, []).append(entry.title)
    return found


def _record(hit: "Hit", titles: Mapping[str, str]) -> dict[str, Any]:
    from msgspec import to_builtins

    fields: dict[str, Any] = to_builtins(hit)
    return {**fields, "title": titles.get(hit.id or "")}


def _line(hit: "Hit", titles: Mapping[str, str], tr: Translator) -> str:
    from bilan.commands.output import plain

    snippet, where = tr("“{quote}”", quote=plain(hit.snippet)), plain(hit.document or "")
    if hit.sort == "page":
        return f"  {tr('page')} · {where}\n    {snippet}"
    return f"  {titles[hit.id or '']} · {hit.id}\n    {snippet}  {where}".rstrip()
