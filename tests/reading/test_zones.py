"""The zone reader on layouts (data files) and under laws: zones cover the page, once, in order, for any text."""

import itertools
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilan.knowledge.files import Shelf
from bilan.knowledge.zones import ZoneRule, ZoneWords, load
from bilan.model.document import Document, Zone
from bilan.model.vocabulary import ARTICLE_ZONES, ZONES
from bilan.reading.folding import fold
from bilan.reading.zones import ZoneReader
from bilan.reading.zones.blocks import Block
from bilan.reading.zones.marks import Marks
from bilan.reading.zones.names import Names
from bilan.reading.zones.rules import Rules

DATA = Path(__file__).parent / "data"
HELD_FLOOR = 0.97  # share of lines of the held layouts on the right side of article, comment and furniture
WORDS: ZoneWords = load(Shelf(), "fr")
READER = ZoneReader(WORDS)


@dataclass(frozen=True)
class Layout:
    name: str
    text: str
    zones: tuple[Zone, ...]


def layouts(file: str) -> list[Layout]:
    """Reads a layout file; its head says how it is written."""
    found: list[Layout] = []
    name, text, zones = "", "", list[Zone]()
    for line in [*(DATA / file).read_text(encoding="utf-8").splitlines(), "=== "]:
        if line.startswith("#") or not line:
            continue
        if line.startswith("=== "):
            if name:
                found.append(Layout(name, text, tuple(zones)))
            name, text, zones = line[4:], "", []
            continue
        zone, _, words = line.partition("|")
        words = words.removeprefix(" ")
        glued = zone.startswith("+")
        text += "" if glued or not text else "\n"
        if words.strip():
            start = len(text) + len(words) - len(words.lstrip())
            zones.append(Zone(start, start + len(words.strip()), zone.removeprefix("+")))
        text += words
    return found


def read(text: str, **known: str) -> tuple[Zone, ...]:
    return READER.read(Document(name="page", text=text, **known), fold(text))


def side(zone: str) -> str:
    """What matters most: article, comment or furniture."""
    return "article" if zone in ARTICLE_ZONES else "comment" if zone == "comment" else "furniture"


def at(zones: tuple[Zone, ...], start: int, end: int) -> str:
    """The zone that covers most of `start:end`."""
    return max(zones, key=lambda zone: min(zone.end, end) - max(zone.start, start)).zone


def wrong(layout: Layout) -> list[str]:
    found = read(layout.text)
    return [
        f"{gold.zone} read as {at(found, gold.start, gold.end)}: {layout.text[gold.start : gold.end][:60]}"
        for gold in layout.zones
        if side(at(found, gold.start, gold.end)) != side(gold.zone)
    ]


@pytest.mark.parametrize("layout", layouts("zones.txt"), ids=lambda layout: layout.name)
def test_layout(layout: Layout) -> None:
    assert wrong(layout) == []


def test_held_layouts_stay_above_their_floor() -> None:
    held = layouts("zones_held.txt")
    errors = [error for layout in held for error in wrong(layout)]
    assert len(errors) <= (1 - HELD_FLOOR) * sum(len(layout.zones) for layout in held), errors


def test_zones_that_come_along_are_kept() -> None:
    own = (Zone(0, 4, "navigation"),)
    assert READER.read(Document(name="page", text="Menu", zones=own), "menu") is own


@pytest.mark.parametrize("text", ["", " \n\t\n ", "a", "\u200b", "…", "\r\n\r\n"])
def test_next_to_nothing(text: str) -> None:
    check(text)


PIECES = st.sampled_from(
    [
        "Lire aussi : ", "Le ministre a signé un accord à Bamako.", "\n", "\n\n", "Publié le 12 mars 2024", " | ",
        "Menu", "Commentaires (3)", "lol !!", "© 2024", "Tweet", "01:48",
        "Par Awa Diop", " date 2024-03 ", "…", "«", "»",
        "(AFP) –", "DAKAR, 3 mai 2024 ", "\r\n", "\u2028", "\xa0",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=40), max_size=30).map("".join))
def test_every_character_is_in_one_zone(text: str) -> None:
    check(text)


def check(text: str) -> None:
    zones = read(text)
    assert all(zone.zone in ZONES and zone.start < zone.end for zone in zones)
    assert all(one.end <= other.start for one, other in itertools.pairwise(zones))
    covered = bytearray(len(text))
    for zone in zones:
        covered[zone.start : zone.end] = b"\1" * (zone.end - zone.start)
    assert all(covered[i] for i, char in enumerate(text) if not char.isspace())


@pytest.mark.parametrize("rule", WORDS.file.rule, ids=lambda rule: rule.id)
def test_rule_fires_here_and_not_there(rule: ZoneRule) -> None:
    rules = Rules(WORDS)
    assert rule.mark in rules.marks(fold(rule.example))
    assert rule.mark not in rules.marks(fold(rule.near_miss))


LINES = [
    ("Partager", "navigation"), ("Partager :", "navigation"), ("» Lire aussi", "related"), ("01:48", "timecode"),
    ("Lire aussi : Mali, deux ponts", "insert"), ("Votre adresse e-mail ne sera pas publiée.", "form"),
    ("Publié le 12 mars 2024", "dateline"), ("Jeudi 29 Février 2024", "dateline"), ("12/03/2024", "dateline"),
    ("27 nov. 2023 • Mis à jour le 28 nov. à 07:31", "dateline"), ("(Avec MAP)", "source"),
    ("Par Aïcha Robleh", "byline"),
    ("Source : Info Matin", "source"), ("Par ailleurs, le ministre a reçu l’ambassadeur.", ""),
    ("De Tanger à Alcântara", ""),
    ("Le 6 février, les ministres se sont vus.", ""), ("Le 3 mai à 10:12, par Togbé", "comment_meta"),
    ("Sommet Russie-Afrique : ce qu’il faut retenir du 28 juillet 2023", ""), ("Avec la Chine, six accords", ""),
]  # fmt: skip


@pytest.mark.parametrize(("line", "mark"), LINES)
def test_mark_of_a_line(line: str, mark: str) -> None:
    assert Marks(WORDS).alone(fold(line), line, Block(0, len(line))) == mark


@pytest.mark.parametrize(
    ("line", "grade"),
    [
        ("Dieudonné DIAMA", 2), ("EL HADJ SAMBI TOURÉ", 1), ("Mourad Ben Salah et Giulia Ferrante", 2),
        ("C H Sylla", 1),
        ("Nadim Karamé, Beyrouth", 1), ("Courrier du Delta", 0), ("EN BREF", 0), ("Burkina Faso", 0), ("Menu", 0),
        ("Le ministre de la Défense", 0), ("Priorité À La Formation", 0), ("Radio Bolong", 0),
    ],
)  # fmt: skip
def test_names_of_persons(line: str, grade: int) -> None:
    assert Names(WORDS.file.words).grade(line) == grade


@pytest.mark.parametrize(
    "unit", ["Commentaires (3)\n", "Awa Diop\n", "Lire aussi : deux ponts ", "Publié le 12 mars 2024 ", "« “ "]
)
def test_time_is_linear(unit: str) -> None:
    """Far below what a quadratic reader would take (minutes); no measure of speed."""
    start = time.process_time()
    read(unit * (60_000 // len(unit)))
    assert time.process_time() - start < 5
