"""Knowledge is data, code is machinery: no French in the Python, where no linguist would find it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "bilan"
MODULES = sorted(SOURCE.rglob("*.py"))

ACCENTED = re.compile(r"[À-ÖØ-öø-ÿŒœŸ]")
RANGE = re.compile(r"[A-Za-zÀ-ÿ]-[À-ÿ]")
"""Classes of letters, as in `[a-zà-ÿ]`, are no words."""

FRENCH = re.compile(
    r"(?<![\w.])(le|la|les|un|une|des|du|de|au|aux|et|ou|est|sont|dans|pour|avec|sur|sous|entre|chez|vers|depuis|jusqu|selon|"
    r"notre|nos|leur|leurs|cette|ces|qui|que|dont|hier|demain|aujourd|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"janvier|avril|juin|juillet|septembre|octobre|novembre|millier|milliers|milliard|milliards|mille|cent|vingt|trente|"
    r"quarante|cinquante|soixante|pays|ministre|gouvernement|accord|visite|bourse|bourses|tonnes|engrais|lire|aussi|publie|"
    r"partager|abonnez|commentaires|commentaire|russe|malien|chinois|turc)(?![\w])",
    re.IGNORECASE,
)
ALSO_ENGLISH = {
    "ou",
    "sur",
    "est",
    "cent",
    "de",
    "que",
    "accord",
    "la",
    "du",
    "au",
    "des",
    "le",
    "les",
    "un",
    "et",
    "commentaire",
    "chez",
}
"""Words of the list that are English, Latin or codes too: one of them alone in a literal proves nothing, two do."""


def literals(path: Path) -> Iterator[tuple[str, int]]:
    """String literals, f-string parts included; docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = {
        id(statement.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        for statement in node.body
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
            yield node.value, node.lineno


def french(text: str) -> str | None:
    """What is French in `text`, if anything is."""
    accented = ACCENTED.search(RANGE.sub("", text))
    if accented:
        return accented[0]
    words = [word.lower() for word in FRENCH.findall(text)]
    if any(word not in ALSO_ENGLISH for word in words) or len(words) > 1:
        return ", ".join(words)
    return None


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_french_in_the_code(path: Path) -> None:
    found = [f"{path}:{line}: {french(text)} in {text[:60]!r}" for text, line in literals(path) if french(text)]
    assert not found, "words live in knowledge files, messages in catalogues:\n" + "\n".join(found)


@pytest.mark.parametrize(
    "text", ["notre pays", r"\b(?:lundi|mardi)\b", "étrangères", "du 3 au 4 mai", "tonnes", "Lire aussi"]
)
def test_french_is_recognised(text: str) -> None:
    assert french(text)


@pytest.mark.parametrize(
    "text", ["visit", "state:RU", "on the disk", "page", "sur", "%Y-%m-%d", "en", "fr", "mai", "commission"]
)
def test_english_and_codes_pass(text: str) -> None:
    assert french(text) is None
