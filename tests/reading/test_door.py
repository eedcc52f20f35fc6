"""Falsified evidence is refused, evidence that is only written otherwise is laid on the page's own characters."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from door_falsifying import Falsifier, retyped
from hypothesis import given
from hypothesis import strategies as st

from bilan.knowledge.files import Shelf
from bilan.model.document import Document, Zone
from bilan.model.statement import Amount, Part, Statement
from bilan.model.vocabulary import STATUSES
from bilan.reading.door import REASONS, Door, Proposal, Refusal
from bilan.reading.door.laying import twin

ROOT = Path(__file__).parents[2]
SETS = {
    "dossier": (ROOT / "dossier/gold", ROOT / "dossier/pages"),
    "dev": (ROOT / "tests/gold/dev/gold", ROOT / "tests/gold/dev/pages"),
    "held": (ROOT / "tests/gold/held/gold", ROOT / "tests/gold/held/pages"),
    "seeds": (ROOT / "../shared/gold", ROOT / "../shared/seeds"),
    "more": (ROOT / "../shared/more/gold", ROOT / "../shared/more/pages"),
}
MARKS = "«»“”\"'’ \u00a0.,;:!?…"
UNZONED = 0.02
"""Share of evidence that may be lost to the reader's zones on pages whose gold has none."""

FALSE = ("number", "negation", "name", "country", "word")


class Passage(NamedTuple):
    """One evidence of a gold entry, with its page, zoned as the gold says: zoning is measured elsewhere."""

    document: Document
    entry: dict[str, Any]
    start: int
    quote: str


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def passages(name: str) -> Iterator[Passage]:
    gold, pages = SETS[name]
    documents: dict[str, Document] = {}
    for record in records(gold / "documents.jsonl"):
        zones = tuple(Zone(*given) for given in record["zones"]) if record.get("zones") else None
        file = record["document"]
        documents[file] = Document(name=file, text=(pages / file).read_bytes().decode("utf-8-sig"), zones=zones)
    found = [(entry, evidence) for entry in records(gold / "entries.jsonl") for evidence in entry["evidence"]]
    for entry, evidence in sorted(found, key=lambda pair: str(pair[1]["document"])):
        document, start = documents[evidence["document"]], evidence["start"]
        yield Passage(document, entry, start, document.text[start : evidence["end"]])


def at_hand() -> list[Any]:
    there = {name: (gold / "entries.jsonl").exists() for name, (gold, _) in SETS.items()}
    return [pytest.param(name, marks=() if there[name] else pytest.mark.skip("not at hand")) for name in SETS]


@pytest.fixture(scope="module")
def door() -> Door:
    return Door(Shelf())


@pytest.fixture(scope="module")
def falsifier() -> Falsifier:
    return Falsifier(Shelf())


def proposed(passage: Passage, quote: str) -> Proposal:
    kind = passage.entry["kind"]
    return Proposal(kind=kind, quote=quote, proposer="test", near=passage.start, status=STATUSES[kind][0])


def none(name: str, cases: list[str]) -> None:
    """Fails with cases for a person to look into; of held-back pages with their number alone."""
    if cases:
        pytest.fail(f"{len(cases)} cases" if name == "held" else "\n".join(cases[:5]), pytrace=False)


# Whatever is proposed.


@given(st.text(max_size=80), st.integers(0, 400), st.integers(0, 200))
def test_the_door_never_breaks_and_never_misquotes(door: Door, noise: str, start: int, length: int) -> None:
    piece = TEXT[start : start + length]
    for quote in (noise, piece, piece + noise, noise + piece):
        answer = ask(door, quote, near=start)
        if isinstance(answer, Refusal):
            assert str(answer) and answer.reason in REASONS
        else:
            proof = answer.evidence
            assert proof.quote == TEXT[proof.start : proof.end] and 12 <= len(proof.quote) <= 450
            assert TEASER not in proof.quote and COMMENT not in proof.quote


@given(st.text(max_size=120))
def test_every_character_of_a_twin_knows_what_it_stands_for(text: str) -> None:
    made = twin(text)
    assert len(made.chars) == len(made.starts) == len(made.ends)
    assert all(0 <= low <= high <= len(text) for low, high in zip(made.starts, made.ends, strict=True))
    assert made.starts == sorted(made.starts) and twin(made.chars).chars == made.chars


# Every evidence of every gold set.


@pytest.mark.parametrize("name", at_hand())
def test_falsified_evidence_is_refused(door: Door, falsifier: Falsifier, name: str) -> None:
    tried: Counter[str] = Counter()
    let_in: list[str] = []
    for passage in passages(name):
        for how in FALSE:
            for false in dict.fromkeys(getattr(falsifier, how)(passage.quote)):
                if false == passage.quote:
                    continue
                tried[how] += 1
                answer = door.admit(passage.document, proposed(passage, false))
                if isinstance(answer, Statement):
                    let_in.append(f"{how}: {false!r} for {passage.quote!r} in {passage.document.name}")
    none(name, let_in)
    assert all(tried[how] for how in FALSE)


@pytest.mark.parametrize("name", at_hand())
def test_evidence_written_otherwise_is_laid_on_the_page(door: Door, name: str) -> None:
    tried, unzoned, wrong = 0, 0, []
    for passage in passages(name):
        for how, quote in {"as it is": passage.quote, **retyped(passage.quote)}.items():
            tried += 1
            answer = door.admit(passage.document, proposed(passage, quote))
            if isinstance(answer, Refusal) and answer.reason == "furniture" and passage.document.zones is None:
                unzoned += 1  # the gold says nothing of zones, and the reader takes this for furniture
                continue
            if isinstance(answer, Refusal):
                wrong.append(f"{how}: {answer} for {quote!r} in {passage.document.name}")
                continue
            proof = answer.evidence
            own = proof.quote == passage.document.text[proof.start : proof.end]
            if not own or abs(proof.start - passage.start) > 3 or proof.quote.strip(MARKS) not in passage.quote:
                wrong.append(f"{how}: laid on {proof.quote!r}, not on {passage.quote!r}")
    none(name, wrong)
    assert tried and unzoned <= UNZONED * tried


# One page, made for it.

LEAD = "Le ministre béninois du Plan, Firmin Adjovi, a signé le 3 mai 2024 à Hanoï un accord avec le Viêt Nam."
BODY = (
    "Hanoï livrera 12 500 tonnes de riz au Bénin d’ici à décembre 2024, pour 4,5 millions d’euros. « Nous n’avons pas "
    "promis d’engrais », a précisé l’ambassadrice Tran Thi Mai. Le Bénin ne livrera aucune noix de cajou. Le cœur du "
    "projet — une rizerie — reste à l’étude… Les deux pays se reverront. Les deux pays se reverront."
)
TEASER = "Lire aussi : le Laos offrira 300 tracteurs au Bénin en 2025."
COMMENT = "Zéphirin : moi je dis que Hanoï a déjà livré 90 000 tonnes de maïs."
TEXT = f"Un accord à Hanoï\n\n{LEAD}\n\n{BODY}\n\n{TEASER}\n\n{COMMENT}\n"


def zone(text: str, kind: str) -> Zone:
    start = TEXT.index(text)
    return Zone(start, start + len(text), kind)


PAGE = Document(
    name="page", text=TEXT, published="2024-05-06", language="fr", home="BJ",
    zones=(
        Zone(0, 17, "headline"), zone(LEAD, "lead"), zone(BODY, "body"), zone(TEASER, "related"),
        zone(COMMENT, "comment"),
    ),
)  # fmt: skip
RICE = "Hanoï livrera 12 500 tonnes de riz au Bénin d’ici à décembre 2024"


def ask(door: Door, quote: str = RICE, **slots: Any) -> Statement | Refusal:
    given: dict[str, Any] = {"kind": "commitment", "status": "pledged", "proposer": "model:x"} | slots
    return door.admit(PAGE, Proposal(quote=quote, **given))


def reason(answer: Statement | Refusal) -> str:
    assert isinstance(answer, Refusal), f"let in: {answer.evidence.quote!r}"
    assert answer.reason in REASONS
    return answer.reason


def test_a_true_proposal_enters_and_its_proposer_is_recorded(door: Door) -> None:
    answer = ask(
        door, head="riz", parties=("BJ", "VN"), amounts=(Amount(value=12500, unit="t", item="riz"),), end="2024-12",
        as_of="2024-05-06", actors=(Part("Viêt Nam", "provider", "state:VN", "state", "VN"),),
    )  # fmt: skip
    assert isinstance(answer, Statement), str(answer)
    assert (answer.rule, answer.reader) == ("proposed", "model:x")
    assert answer.evidence.quote == RICE == TEXT[answer.evidence.start : answer.evidence.end]


@pytest.mark.parametrize(
    ("quote", "laid"),
    [
        ("« Nous n'avons pas promis d'engrais »", "« Nous n’avons pas promis d’engrais »"),
        ('"nous n\'avons pas promis d\'engrais"', "« Nous n’avons pas promis d’engrais »"),
        ("Nous n’avons pas promis d’engrais.", "Nous n’avons pas promis d’engrais"),
        ("le coeur du projet - une rizerie - reste à l'étude...", "Le cœur du projet — une rizerie — reste à l’étude…"),
        ("Le cœur du\nprojet – une rizerie – reste à l’étude", "Le cœur du projet — une rizerie — reste à l’étude"),
        ("…pour 4,5 millions d’euros", "pour 4,5 millions d’euros"),
    ],
)
def test_typography_is_forgiven(door: Door, quote: str, laid: str) -> None:
    answer = ask(door, quote)
    assert isinstance(answer, Statement), str(answer)
    assert answer.evidence.quote == laid


@pytest.mark.parametrize(
    ("quote", "why"),
    [
        (RICE.replace("12 500", "12 600"), "number"),
        (RICE.replace("12 500", "12500"), "number"),
        ("500 tonnes de riz au Bénin", "number"),
        ("Bénin d’ici à décembre 2024, pour 4", "number"),
        ("5 millions d’euros. « Nous n’avons pas", "number"),
        ("Nous avons promis d’engrais", "negation"),
        ("promis d’engrais », a précisé l’ambassadrice", "negation"),
        ("Hanoï ne livrera pas 12 500 tonnes de riz", "negation"),
        ("Le Bénin livrera aucune noix de cajou", "negation"),
        ("noix de cajou. Le cœur du projet", "negation"),
        ("Le Bénin ne livrera", "negation"),
        (RICE.replace("Bénin", "Togo"), "country"),
        ("a précisé l’ambassadrice Tran Thi Lan", "name"),
        ("Hanoï livrera rapidement 12 500 tonnes de riz", "word"),
        ("a précisé l’ambassadeur Tran Thi Mai", "word"),
        ("Hanoï livrera … tonnes de riz au Bénin", "number"),
        ("Les deux Pays se reverront", "case"),
        ("reste à l’étude, Les deux pays se reverront", "punctuation"),
        ("Les deux pays se reverront", "ambiguous"),
        ("le Laos offrira 300 tracteurs au Bénin", "furniture"),
        ("Hanoï a déjà livré 90 000 tonnes", "furniture"),
        ("La Norvège ouvrira une école de pêche à Ouidah", "unlike"),
        ("du riz", "length"),
        (BODY * 3, "length"),
        ("", "length"),
        ("… — «»", "length"),
    ],
)
def test_what_is_false_is_refused_for_what_it_is(door: Door, quote: str, why: str) -> None:
    assert reason(ask(door, quote)) == why


def test_a_refusal_says_what_differs_and_where(door: Door) -> None:
    answer = ask(door, RICE.replace("500", "600"))
    assert isinstance(answer, Refusal) and answer.start is not None
    assert TEXT[answer.start : answer.end] == "500"
    assert str(answer) == f"number: at {answer.start} the page has “500”, the quote “600”"


def test_no_refusal_quotes_what_readers_wrote(door: Door) -> None:
    for quote in ("moi je dis que Hanoï a déjà livré 80 000 tonnes", "Zéphirin : moi je dis que Hanoï a déjà livré"):
        assert "Zéphirin" not in str(ask(door, quote))


def test_the_hint_chooses_between_two_places(door: Door) -> None:
    second = TEXT.rindex("Les deux pays")
    answer = ask(door, "Les deux pays se reverront", near=second - 4)
    assert isinstance(answer, Statement) and answer.evidence.start == second
    first = TEXT.index("Les deux pays")
    middle = (first + second) // 2 if (first + second) % 2 == 0 else None
    if middle is not None:
        assert reason(ask(door, "Les deux pays se reverront", near=middle)) == "ambiguous"


@pytest.mark.parametrize(
    ("slots", "why"),
    [
        ({"amounts": (Amount(value=12600, unit="t"),)}, "amount"),
        ({"amounts": (Amount(value=4.5e6, unit="USD"),)}, "amount"),
        ({"amounts": (Amount(value=12500, unit="t", high=13000),)}, "amount"),
        ({"start": "2024-05-04"}, "date"),
        ({"start": "2024-12-01"}, "date"),
        ({"as_of": "2024-05-07"}, "date"),
        ({"start": "mai"}, "vocabulary"),
        ({"actors": (Part("Tran Thi Lan", "lead", type="person"),)}, "actor"),
        ({"actors": (Part("Firmin Adjovi", "lead", type="person", party="VN"),)}, "party"),
        ({"actors": (Part("Laos", "provider", type="state", party="LA"),)}, "actor"),
        ({"actors": (Part("Bénin", "receiver", type="state", party="VN"),)}, "party"),
        ({"actors": (Part("Zéphirin", "lead", type="person"),)}, "actor"),
        ({"parties": ("BJ", "LA")}, "party"),
        ({"place": "Vientiane"}, "place"),
        ({"said_by": "official:LA"}, "party"),
        ({"speaker": "Tran Thi Lan"}, "voice"),
        ({"head": "maïs"}, "head"),
        ({"status": "held"}, "vocabulary"),
        ({"kind": "marriage"}, "vocabulary"),
        ({"sectors": ("rice",)}, "vocabulary"),
        ({"kind": "claim", "slots": (("subject", "rice"), ("field", "amount"), ("value", "12600"))}, "value"),
    ],
)
def test_slots_that_the_page_does_not_bear_out_are_refused(door: Door, slots: dict[str, Any], why: str) -> None:
    assert reason(ask(door, **slots)) == why


@pytest.mark.parametrize(
    "slots",
    [
        {"amounts": (Amount(value=4.5e6, unit="EUR"), Amount(value=12500, unit="t"))},
        {"start": "2024-05-03"},
        {"start": "2024-05", "end": "2024"},
        {"as_of": "2024-05-06"},
        {"actors": (Part("Firmin Adjovi", "lead", "", "person", "BJ"), Part("Tran Thi Mai", "lead", "", "person"))},
        {"parties": ("BJ", "VN"), "place": "Hanoï", "said_by": "official:VN", "speaker": "Tran Thi Mai"},
        {"place": "Bénin"},
        {"kind": "claim", "slots": (("subject", "rice"), ("field", "amount"), ("value", "12500"))},
        {
            "kind": "role",
            "slots": (("person", "Firmin Adjovi"), ("role", "ministre béninois du Plan"), ("from", "2024-05-03")),
        },
    ],
)
def test_slots_that_the_page_bears_out_are_kept(door: Door, slots: dict[str, Any]) -> None:
    answer = ask(door, **slots)
    assert isinstance(answer, Statement), str(answer)
    assert all(getattr(answer, name) == value for name, value in slots.items())


@pytest.mark.parametrize("name", at_hand())
def test_the_gold_s_slots_made_false_are_refused(door: Door, name: str) -> None:
    """A figure, a day or a name that no page has, in an otherwise true proposal."""
    let_in: Counter[str] = Counter()
    for passage in passages(name):
        false = {
            "amounts": (Amount(value=a["value"] * 7 + 13, unit=a["unit"]) for a in passage.entry["amounts"]),
            "actors": (Part(f"{a['name']} Dupraz", a["part"], type="person") for a in passage.entry["actors"]),
            "start": ("1987-03-09",),
        }
        for slot, values in false.items():
            for value in values:
                given = value if slot == "start" else (value,)
                proposal = msgspec.structs.replace(proposed(passage, passage.quote), **{slot: given})
                answer = door.admit(passage.document, proposal)
                let_in[slot] += isinstance(answer, Statement)
    assert not +let_in
