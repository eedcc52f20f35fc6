"""The laws of the fold, on generated pages: any order, any repetition, nothing lost, no look ahead."""

import random

import msgspec
from fold_build import Page
from hypothesis import given, settings
from hypothesis import strategies as st

from bilan.ledger.fold import fold, shipped
from bilan.ledger.fold_select import select
from bilan.ledger.matching import Matcher
from bilan.ledger.matching_groups import groups
from bilan.ledger.matching_profile import Profiler

DAYS = st.sampled_from(["2024-05-02", "2024-05-03", "2024-06-20", "2025-01-10", None])
STARTS = st.sampled_from([None, "2024", "2024-05", "2024-05-02", "2024-05-03", "2024-06-18"])
PEOPLE = st.lists(
    st.sampled_from(["visitor Ivan Petrov RU", "visitor Ali Kone ML", "participant Petrov RU", "host Awa Sow ML"]),
    max_size=2,
)
STATUSES = {
    "visit": ["announced", "held", "postponed"],
    "talks": ["announced", "held"],
    "agreement": ["drafting", "signed", "ended"],
    "mechanism": ["proposed", "operating"],
    "commitment": ["pledged", "delivered", "suspended"],
}


@st.composite
def pages(draw: st.DrawFn) -> list[Page]:
    made = []
    for n in range(draw(st.integers(1, 5))):
        page = Page(f"p{n}", draw(DAYS), outlet=draw(st.sampled_from(["Golfe", None])))
        for m in range(draw(st.integers(0, 4))):
            kind = draw(st.sampled_from(sorted(STATUSES)))
            page.say(
                draw(
                    st.sampled_from([f"passage {n} {m} sur Kayes", "une phrase que plusieurs pages portent en entier"])
                )
                + f" {m}",
                kind,
                status=draw(st.sampled_from(STATUSES[kind])),
                start=draw(STARTS),
                actors=draw(PEOPLE),
                parties=draw(st.sampled_from(["ML,RU", "ML,RU", "RU", "NE,RU", "ML,NE,RU"])),
                place=draw(st.sampled_from([None, "Bamako", "Mali", "Moscou"])),
                topic=draw(st.sampled_from([None, "wheat", "session:2", "meeting", "loan"])),
                amounts=draw(st.sampled_from([(), ("50000 t",), ("20000 t",), ("50000 t", "20000 t")])),
                said_by=draw(st.sampled_from(["reporter", "official:ML", "press"])),
                asserted=draw(st.sampled_from([True, True, True, False])),
            )
        page.who("Ivan Petrov", party="RU", role="ministre")
        made.append(page)
    return made


def account(given: list[Page], **asked: object) -> bytes:
    return msgspec.json.encode(fold([p.record for p in given], [p.reading for p in given], **asked))  # type: ignore[arg-type]


@given(pages(), st.randoms(use_true_random=False))
@settings(max_examples=120, deadline=None)
def test_any_order_and_any_repetition_give_the_same_bytes(made: list[Page], chance: random.Random) -> None:
    shuffled = made + chance.sample(made, chance.randint(0, len(made)))
    chance.shuffle(shuffled)
    readings = [page.reading for page in shuffled]
    chance.shuffle(readings)
    assert msgspec.json.encode(fold([p.record for p in shuffled], readings)) == account(made)


@given(pages())
@settings(max_examples=100, deadline=None)
def test_no_passage_is_lost_and_none_stands_twice(made: list[Page]) -> None:
    told = fold([p.record for p in made], [p.reading for p in made])
    found = [anchor for entry in told.entries for anchor in dict.fromkeys(entry.anchors)]
    statements = [s for page in made for s in page.statements()]
    denied = {side.quote for dispute in told.disputes if dispute.entry is None for side in dispute.sides}
    asserted = {s.anchor for s in statements if s.asserted}
    assert set(found) <= asserted
    assert {s.evidence.quote for s in statements if s.asserted and s.anchor not in found} <= denied
    ids = [entry.id for entry in told.entries]
    assert len(ids) == len(set(ids))


@given(pages(), st.sampled_from(["2024-05-02", "2024-05", "2024", "2025-06"]))
@settings(max_examples=80, deadline=None)
def test_as_of_sees_what_was_published_by_then_and_no_more(made: list[Page], day: str) -> None:
    last = {"2024-05-02": "2024-05-02", "2024-05": "2024-05-31", "2024": "2024-12-31", "2025-06": "2025-06-30"}[day]
    earlier = [page for page in made if page.published is not None and page.published <= last]
    then, now = (
        fold([p.record for p in made], [p.reading for p in made], as_of=day),
        fold([p.record for p in earlier], [p.reading for p in earlier]),
    )
    assert then.entries == now.entries and then.disputes == now.disputes and then.actors == now.actors


@given(pages())
@settings(max_examples=60, deadline=None)
def test_every_step_and_piece_of_evidence_stands_in_its_page(made: list[Page]) -> None:
    texts = {page.name: page.document.text for page in made}
    told = fold([p.record for p in made], [p.reading for p in made])
    for entry in told.entries:
        assert entry.status == entry.history[-1].status
        for span in (*entry.evidence, *entry.history):
            assert texts[span.document][span.start : span.end] == span.quote
    for dispute in told.disputes:
        assert len(dispute.sides) > 1
        for side in dispute.sides:
            assert texts[side.document][side.start : side.end] == side.quote


class Counting(Matcher):
    count = 0

    def score(self, a: object, b: object) -> float:  # type: ignore[override]
        self.count += 1
        return super().score(a, b)  # type: ignore[arg-type]


def comparisons(size: int) -> int:
    chance = random.Random(4)
    made = []
    for n in range(size):
        page = Page(f"p{n}", f"20{chance.randint(10, 24)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}")
        for m in range(3):
            page.say(
                f"passage {n} {m} {chance.choice(['Kayes', 'Thies', 'Sikasso'])}",
                "commitment",
                topic=chance.choice(["wheat", "rice"]),
            )
        made.append(page)
    chosen = select([p.record for p in made], [p.reading for p in made], (), as_of=None, known_by=None)
    matcher = Counting(shipped().table)
    profiles = Profiler(chosen.statements, chosen, shipped().places, shipped().table).profiles()
    groups(profiles, (), matcher, shipped().table.neighbours)
    return matcher.count


def test_what_is_compared_grows_with_the_pages_and_not_with_their_square() -> None:
    assert comparisons(400) < 2.5 * comparisons(200)
