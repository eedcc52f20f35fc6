"""Private persons stay private: a hundred invented names, planted where readers write and private people are shown.

They stand in readers' comments, in captions and under readers' letters, on pages of several layouts, some of which
claim deals there. None may appear in anything the program says, exports, indexes, stores or complains of; only the
page's own text, kept because offsets point into it, holds them, and that lies deflated in a column nobody searches.
"""

import itertools
import json
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bilan import cli

GIVEN = ("Ovidine", "Tamasko", "Beryle", "Quentor", "Zélamine", "Hurbain", "Nadelle", "Fostino", "Ismérie", "Waldric")
HEADS = ("Brov", "Chald", "Drem", "Flink", "Grost", "Jarv", "Klem", "Plusk", "Strav", "Vorg")
TAILS = ("ignac", "elmont", "arsky", "owieba", "umbelé", "oxtane", "iradou", "anquist", "ebroux", "ossoula")
SURNAMES = [head + tail for head, tail in itertools.product(HEADS, TAILS)]
NAMES = [f"{GIVEN[n % len(GIVEN)]} {surname}" for n, surname in enumerate(SURNAMES)]

ARTICLE = (
    "Le ministre gabonais des Affaires étrangères, Anselme Mbourou, a signé mardi à Paris un accord de coopération "
    "agricole avec son homologue français.\n\nLa France livrera 12.000 tonnes de riz au Gabon avant la fin de l’année, "
    "a annoncé le ministre. Une délégation française est attendue à Libreville le 3 juin 2024."
)
HEADLINE = "Gabon-France : un accord agricole signé à Paris"
LAYOUTS = {
    "comments": (
        "Accueil | Politique | Économie\n{headline}\nPublié le 14 mai 2024\n\n{article}\n\n3 commentaires\n"
        "{0} : La France a livré 40.000 tonnes de blé à Libreville, je l’ai vu.\n"
        "{1} : @{0} n’importe quoi, le ministre ment.\n{2} : Merci à la France pour les 30 bus.\n"
        "Laisser un commentaire\nVotre adresse e-mail ne sera pas publiée.\n"
    ),
    "dated comments": (
        "{headline}\n\nLe 14 mai 2024 à 10h12\n\n{article}\n\nCOMMENTAIRES\n\n{0}\n14 mai 2024 à 11:02\n"
        "Moi {0} je dis que Paris a annulé la dette de 200 millions d’euros.\nRépondre\n\n{1}\n14 mai 2024 à 12:40\n"
        "Le président français se rendra à Libreville en juin, mon cousin {2} travaille au palais.\nRépondre\n"
    ),
    "said": (
        "{headline}\n14/05/2024\n\n{article}\n\nVos réactions (3)\n{0} dit :\nBravo au ministre !\n\n{1} dit :\n"
        "L’ambassadeur {2} a remis 50 ambulances au Gabon.\n\nPosté par {2}, le 15 mai 2024\nOn attend toujours.\n"
    ),
    "captions": (
        "{headline}\nPublié le 14 mai 2024\n{0}, vendeuse au marché d’Oloumi, avec son fils. © DR\n\n{article}\n\n"
        "De gauche à droite : {1} et {2}, riziculteurs à Ndendé. Photo : L. M.\n"
    ),
    "caption and comments": (
        "{headline}\nMardi 14 mai 2024\n\n{article}\n\nPh. : {0} devant sa parcelle\n\nCommentaires (2)\n\n"
        "Par {1} | 14 mai 2024 | Répondre\nEt les 15 tracteurs promis par la France ?\n\n"
        "Par {2} | 15 mai 2024 | Répondre\nIls sont arrivés à Owendo.\n"
    ),
    "letter": (
        "Courrier des lecteurs\nUne lettre de {0}\n14 mai 2024\n\nMonsieur le directeur,\n\nLa France a promis des "
        "tracteurs au Gabon. Nous attendons.\n\n{0}\nLecteur à Oyem\n\nLire aussi : une lettre de {1}\n"
        "Réponse de {2}, lectrice à Mouila\n"
    ),
    "letter with a by-line": (
        "Accueil > Opinions > Courrier des lecteurs\nDes tracteurs pour Oyem\nPar {0}\nPublié le 14 mai 2024\n\n"
        "Les paysans du Woleu-Ntem attendent les tracteurs que la France a promis au Gabon, et personne ne leur "
        "répond. Le ministre gabonais de l’Agriculture doit dire la vérité sur cette affaire.\n\n"
        "Que deviennent aussi les bourses annoncées par l’ambassade de France à Libreville ?\n\n{0}, planteur\n\n"
        "Vos courriers\n{1} : Et la route de Bitam ?\n{2} : Bien dit.\n"
    ),
    "replies": (
        "{headline}\nPublié le 14 mai 2024 à 09:00\n\n{article}\n\nPartager\nJ’aime\n\n{0}\nMerci Paris !\n"
        "J’aime · Répondre · 2 j\n{1}\nLa France a offert 45 camions, pas 12.000 tonnes.\nJ’aime · Répondre · 1 j\n"
        "@{2} en réponse à {1}\nLe ministre français arrive le 9 juin à Libreville.\nSignaler\n"
    ),
    "caption inside": (
        "{headline}\nLibreville, le 14 mai 2024\n\nPhoto : {0}, habitante de Moanda, devant le port\n\n{article}\n\n"
        "{1} (à gauche), élève, et {2}, son oncle, lors de la distribution. Crédit photo : DR\n"
    ),
    "letters": (
        "COURRIER\n\nNos lecteurs écrivent\n\n« La coopération avec la France, parlons-en »\n\nLe riz français est "
        "arrivé à Libreville, mais à quel prix ?\n\n{0}, Libreville\n\nPar {1}, lecteur\n\nOù sont les bourses "
        "de Paris ?\n\n{2} (Port-Gentil)\n"
    ),
}
CLAIMED = "La France a livré 40.000 tonnes de blé à Libreville"
GROUPS = [[*NAMES[n : n + 3], *NAMES[:3]][:3] for n in range(0, len(NAMES), 3)]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages that hold all the names, one that cannot be decoded, and a manifest with a line that is wrong."""
    desk = tmp_path_factory.mktemp("desk")
    pages = desk / "pages"
    pages.mkdir()
    shapes = itertools.cycle(LAYOUTS.items())
    for number, (names, (layout, shape)) in enumerate(zip(GROUPS, shapes, strict=False)):
        text = shape.format(*names, headline=HEADLINE, article=ARTICLE)
        (pages / f"{number:02} {layout}.txt").write_text(text, "utf-8")
    (pages / "broken.txt").write_bytes(
        f"Commentaires\n{NAMES[0]} : riz\n".encode("utf-16-le")[:-1] + b"\x00\x81\xff" * 40
    )
    (pages / "manifest.jsonl").write_text(
        json.dumps({"file": "00 comments.txt", "published": f"le jour de {NAMES[1]}"}) + f"\n{{{NAMES[2]}\n", "utf-8"
    )
    return desk


@pytest.fixture(scope="module")
def told(desk: Path) -> dict[str, str]:
    """Everything the program says, by command."""
    patch = pytest.MonkeyPatch()
    with patch.context() as context:
        context.chdir(desk)
        return {name: _said(desk, command) for name, command in _commands()}


def _commands() -> Iterator[tuple[str, list[str]]]:
    yield "build", ["build", "pages", "--ledger", "l.db"]
    yield "build again", ["build", "pages", "--ledger", "l.db", "--json"]
    yield "read", ["read", "pages"]
    yield "read json", ["read", "pages", "--json"]
    for command in ("entries", "actors", "disputes", "sources", "table", "review"):
        for lang in ("fr", "en"):
            yield f"{command} {lang}", [command, "l.db", "--lang", lang]
        yield f"{command} json", [command, "l.db", "--json"]
        if command != "review":
            yield f"{command} csv", [command, "l.db", "--csv"]
    yield "review markdown", ["review", "l.db", "--format", "markdown", "--parties", "GA,FR"]
    yield "query", ["entries", "l.db", "--query", NAMES[3].split()[1]]
    for number, name in enumerate(NAMES[:20]):
        yield f"search {number}", ["search", "l.db", name.split()[1]]
    yield "search json", ["search", "l.db", "France", "--json", "--limit", "1000"]
    yield "search any", ["search", "l.db", "l*", "--limit", "1000"]
    yield "add", ["decide", "l.db", "add", "00 comments.txt", "--quote", CLAIMED, "--field", "kind=commitment",
                  "--field", "status=delivered", "--field", "parties=FR,GA", "--reason", "r", "--author", "a"]
    yield "decisions", ["decisions", "l.db", "--json"]
    yield "reread", ["reread", "l.db"]
    yield "verify", ["verify", "l.db"]
    for number, layout in enumerate(LAYOUTS):
        yield f"explain {layout}", ["explain", f"pages/{number:02} {layout}.txt"]
        yield f"explain {layout} json", ["explain", f"pages/{number:02} {layout}.txt", "--json"]


def _said(desk: Path, command: list[str]) -> str:
    """What a command prints on both streams."""
    capture = pytest.MonkeyPatch()
    streams = [desk / "out", desk / "err"]
    with (
        streams[0].open("w", encoding="utf-8") as out,
        streams[1].open("w", encoding="utf-8") as err,
        capture.context() as c,
    ):
        c.setattr("sys.stdout", out)
        c.setattr("sys.stderr", err)
        cli.run(command)
    return "".join(stream.read_text("utf-8") for stream in streams)


def leaked(said: str) -> list[str]:
    """The planted names in it, whatever their case."""
    lowered = said.lower()
    return [surname for surname in SURNAMES if surname.lower() in lowered]


def test_a_hundred_names_are_planted(desk: Path) -> None:
    written = "".join(path.read_text("utf-8") for path in (desk / "pages").glob("[0-9]*.txt"))
    assert len(set(SURNAMES)) == 100 and set(leaked(written)) == set(SURNAMES)


def test_the_articles_are_read_all_the_same(told: dict[str, str]) -> None:
    assert "Mbourou" in told["actors json"] and "GA" in told["entries json"]
    assert "12000" in told["entries json"]


def test_no_command_says_a_name(told: dict[str, str]) -> None:
    assert {name: found for name, said in told.items() if (found := leaked(said))} == {}


def test_no_name_is_found_and_the_article_is(told: dict[str, str]) -> None:
    assert {told[f"search {number}"] for number in range(20)} == {"Rien ne dit cela.\n"}
    assert told["search json"].count("\n") > 1 and "Tout est comme écrit" in told["verify"]


def test_what_a_reader_wrote_cannot_be_added(told: dict[str, str]) -> None:
    assert "non prouvé" in told["add"] and told["decisions"] == ""


def test_what_readers_claim_is_no_entry(told: dict[str, str]) -> None:
    numbers = {a["value"] for line in told["entries json"].splitlines() for a in json.loads(line)["amounts"]}
    assert not numbers & {40000, 200000000, 50, 30, 15}


def test_the_ledger_s_tables_hold_no_name_but_in_the_texts(desk: Path, told: dict[str, str]) -> None:
    with sqlite3.connect(desk / "l.db") as ledger:
        tables = [name for (name,) in ledger.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            rows = ledger.execute(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in rows.description]
            for row in rows:
                cells = {c: str(v) for c, v in zip(columns, row, strict=True) if not isinstance(v, bytes)}
                assert {c: found for c, v in cells.items() if (found := leaked(v))} == {}, table
        bodies = [zlib.decompress(body).decode() for (body,) in ledger.execute("SELECT body FROM texts")]
    assert leaked("".join(bodies)), "the texts are kept as they are"


def test_no_byte_of_the_ledger_s_files_shows_a_name(desk: Path, told: dict[str, str]) -> None:
    for path in desk.glob("l.db*"):
        assert leaked(path.read_bytes().decode("utf-8", "replace")) == [], path.name
        assert leaked(path.read_bytes().decode("utf-16-le", "replace")) == [], path.name
