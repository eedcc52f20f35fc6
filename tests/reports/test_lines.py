"""The shape of a line: value, parties, status, since when, voices, marks; and the quote with its document and day."""

import datetime
import itertools
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import entry, page

from bilan.model.entry import Entry
from bilan.model.page import PageRecord
from bilan.model.vocabulary import STATUSES
from bilan.reports import faces
from bilan.reports.account import by_name
from bilan.reports.lines import LONGEST_QUOTE, Line, LineMaker, proof, shortened
from bilan.reports.texts import Texts
from bilan.reports.titles import heading

FR, EN = Texts("fr"), Texts("en")
WHEAT: dict[str, Any] = {
    "topic": "wheat",
    "sectors": ["agriculture"],
    "status": "agreed",
    "amounts": [{"value": 50000.0, "unit": "t", "item": "blé"}],
    "actors": [("Russie", "provider", "state", "RU")],
    "quote": "il a été conclu un accord pour la livraison de 50.000 tonnes de blé",
    "document": "000_da5f.txt",
}


def line(one: Entry, *pages: PageRecord, day: str = "2025-06-20", texts: Texts = FR, quiet: int = 12) -> Line:
    maker = LineMaker(texts, by_name(pages), datetime.date.fromisoformat(day), quiet)
    return maker.line(one, heading(one, texts))


def test_the_line_of_the_design() -> None:
    read = page("000_da5f.txt", published_basis="inferred: lundi, les 6 et 7 février")
    shown = list(faces.line(line(entry(**WHEAT), read), faces.TextFace(FR)))
    assert shown == [
        "  Blé, 50\u202f000\u00a0t · RU → ML · convenu · connu le 6 févr. 2023 · 1 voix (presse)"
        " · sans nouvelles depuis 28 mois",
        "    «\u00a0il a été conclu un accord pour la livraison de 50.000 tonnes de blé\u00a0»"
        "  000_da5f.txt, 6 févr. 2023 (jour inféré)",
    ]


def test_the_same_in_english_and_markdown() -> None:
    shown = list(faces.line(line(entry(**WHEAT), page("000_da5f.txt"), texts=EN), faces.MarkdownFace(EN)))
    assert shown == [
        "- **Wheat, 50,000\u00a0t** · RU → ML · agreed · known on Feb 6, 2023 · 1 voice (press)"
        " · no news for 28 months",
        "  - “il a été conclu un accord pour la livraison de 50.000 tonnes de blé” — 000\\_da5f.txt, Feb 6, 2023",
    ]


@pytest.mark.parametrize(
    ("published", "basis", "told"),
    [
        ("2023-02-06", None, "6 févr. 2023"),
        ("2023-02", "inferred: x", "févr. 2023 (jour inféré)"),
        (None, None, "(sans jour)"),
    ],
)
def test_the_day_of_a_document(published: str | None, basis: str | None, told: str) -> None:
    quote = line(entry(), page("a.txt", published, published_basis=basis)).quote
    assert quote is not None and quote.day == told


@pytest.mark.parametrize(
    ("voices", "told"),
    [
        ([("reporter", "a", "L’Essor", None), ("reporter", "b", "L’Essor", None)], "1 voix (presse)"),
        ([("reporter", "a", "L’Essor", None), ("press", "b", "Le Pays", "L’Essor")], "1 voix (presse)"),
        ([("reporter", "a", None, None), ("reporter", "b", None, None)], "2 voix (presse)"),
        ([("official:ML", "a", "A", None)], "1 voix (officielle\u00a0: Mali)"),
        (
            [("official:RU", "a", "A", None), ("official:ML", "b", "B", None)],
            "2 voix (officielles des deux côtés\u00a0: Mali, Russie)",
        ),
        ([("official:CN", "a", "A", None), ("official:ML", "b", "B", None)], "2 voix (officielles\u00a0: Chine, Mali)"),
        (
            [("official:ML", "a", "A", None), ("reporter", "b", "B", None), ("expert", "b", "B", None)],
            "2 voix (officielle\u00a0: Mali, presse, expert)",
        ),
    ],
)
def test_voices_are_counted_by_origin(voices: list[tuple[str, str, str | None, str | None]], told: str) -> None:
    given = [{"said_by": s, "document": d, "outlet": o, "origin": origin} for s, d, o, origin in voices]
    assert line(entry(voices=given)).voices == told


@pytest.mark.parametrize(
    ("fields", "overdue", "quiet"),
    [
        ({"kind": "visit", "status": "announced", "start": "2023-02-06", "end": "2023-02-07"}, True, True),
        ({"kind": "visit", "status": "held", "start": "2023-02-06"}, False, False),
        ({"kind": "visit", "status": "cancelled", "start": "2023-02-07"}, False, False),
        ({"kind": "visit", "status": "announced", "start": "2025-07"}, False, True),
        ({"kind": "visit", "status": "announced", "start": "2025-06"}, False, True),
        ({"kind": "visit", "status": "postponed", "start": "2023-01-10"}, False, True),
        ({"kind": "commitment", "status": "pledged", "start": "2023-02-06"}, False, True),
        ({"kind": "commitment", "status": "pledged", "start": "2023-02-06", "end": "2023-12"}, True, True),
        ({"kind": "commitment", "status": "pledged", "start": "2024"}, True, True),
        ({"kind": "commitment", "status": "delivered", "start": "2024"}, False, False),
        ({"kind": "commitment", "status": "pledged", "start": "2024", "known": "2025-01-03"}, False, False),
        ({"kind": "agreement", "status": "signed", "start": "2022-06"}, False, True),
        ({"kind": "agreement", "status": "drafting", "start": "2023-06"}, True, True),
        ({"kind": "mechanism", "status": "ended"}, False, False),
        ({"kind": "mechanism", "status": "operating", "known": None}, False, False),
    ],
)
def test_overdue_and_quiet(fields: dict[str, Any], overdue: bool, quiet: bool) -> None:
    shown = line(entry(**fields))
    assert (shown.overdue, shown.quiet) == (overdue, quiet)


def test_later_news_lifts_overdue_but_a_page_of_the_day_does_not() -> None:
    told = {"kind": "visit", "history": [("announced", "2025-01-02", "a.txt"), ("announced", None, "b.txt")]}
    one = entry(**told, start="2025-01-10")
    assert not line(one, page("a.txt", "2025-01-02"), page("b.txt", "2025-01-11")).overdue
    assert line(one, page("a.txt", "2025-01-02"), page("b.txt", "2025-01-10")).overdue


def test_what_is_ahead_says_so() -> None:
    assert line(entry("visit", start="2025-07-01", known="2025-06-18")).marks == ("à venir",)


def test_months_are_whole_months() -> None:
    def mark(day: str) -> tuple[str, ...]:
        return line(entry("mechanism", status="operating"), day=day, quiet=1).marks

    assert mark("2023-03-05") == () and mark("2023-03-06") == ("sans nouvelles depuis 1 mois",)
    assert mark("2024-02-05") == ("sans nouvelles depuis 11 mois",)
    assert mark("2022-01-01") == ()


def test_a_status_is_known_since_its_last_beginning() -> None:
    days = [("agreed", "2023-01-01"), ("suspended", "2023-02-01"), ("agreed", "2023-03-01"), ("agreed", "2023-04-01")]
    one = entry("agreement", history=[(status, day, f"{day}.txt") for status, day in days])
    step = proof(one)
    assert step is not None and step.as_of == "2023-03-01"
    shown = line(one)
    assert shown.known == "connu le 1er mars 2023"
    assert "auparavant\u00a0: suspendu (1er févr. 2023)" in shown.marks


def test_details_say_who_and_how_much() -> None:
    one = entry(
        actors=[
            ("Rosatom", "provider", "organisation", "RU"),
            ("Mali", "receiver", "state", "ML"),
            ("X", "provider", "person", "RU"),
        ],
        amounts=[{"value": 15.0, "unit": "t"}, {"value": 17.0, "unit": "t"}, {"value": 2.0, "unit": "t"}],
    )
    assert line(one).details == (
        "fournisseurs\u00a0: Rosatom, X\u202f; bénéficiaire\u00a0: Mali",
        "montants\u00a0: 17\u00a0t (aussi\u00a0: 15\u00a0t\u202f; 2\u00a0t)",
    )
    assert line(entry(actors=[("Mali", "receiver", "state", "ML")])).details == ()


@pytest.mark.parametrize("words", ["", "blé", "x" * 400, "un " * 200, "blé, " * 100 + "fin"])
def test_a_quote_is_shortened_and_found_again(words: str) -> None:
    _found_again(words.strip())


@given(st.lists(st.text("abcéœ’0123456789.,-", min_size=1, max_size=30), min_size=1, max_size=120).map(" ".join))
def test_any_quote_is_found_again(words: str) -> None:
    _found_again(words)


def _found_again(words: str) -> None:
    short = shortened(words)
    assert len(short) <= LONGEST_QUOTE
    place = 0
    for piece in short.split(" … "):
        place = words.index(piece, place) + len(piece)
    if " … " in short and " " in words[: LONGEST_QUOTE // 3]:
        head, tail = short.split(" … ")[0], short.split(" … ")[-1]
        assert words.startswith(f"{head} ")
        assert words.endswith(tail)


def test_every_status_has_its_word_in_both_languages() -> None:
    """No status of one kind is said in the same word as another: a reader could not tell them apart."""
    for texts, (kind, statuses) in itertools.product((FR, EN), STATUSES.items()):
        words = [texts.status(kind, status) for status in statuses]
        assert len(set(words)) == len(words)
        assert not [word for word in words if re.search(r"_", word)]
        assert not [s for s in statuses if texts.tr.term(f"meaning.{kind}", s) == s]
