"""The arrow: data goes one way, and so do imports."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "bilan"
MODULES = sorted(SOURCE.rglob("*.py"))

ARROW = ("corpus", "reading", "ledger", "reports", "commands", "cli", "web")
MAY_IMPORT = {
    "errors": set(),
    "model": {"errors"},
    "knowledge": {"errors", "model"},
    "messages": {"errors"},
    "corpus": {"errors", "model", "knowledge"},
    "reading": {"errors", "model", "knowledge"},
    "ledger": {"errors", "model", "knowledge", "corpus", "reading"},
    "reports": {"errors", "model", "knowledge", "messages", "corpus", "reading", "ledger"},
    "pipeline": {"errors", "model", "knowledge", "corpus", "reading", "ledger"},
    "commands": {"errors", "model", "knowledge", "messages", "corpus", "reading", "ledger", "reports", "pipeline"},
    "web": {"errors", "model", "knowledge", "messages", "corpus", "reading", "ledger", "reports", "pipeline"},
    "cli": {"errors", "messages", "commands", "web"},
}
"""A room never imports one that stands further right; `corpus` and `reading` know nothing of each other."""

IMPURE = {
    "os", "pathlib", "io", "socket", "ssl", "http", "urllib", "time", "random", "secrets", "subprocess", "threading",
    "multiprocessing", "tempfile", "shutil", "sqlite3", "sqlalchemy", "logging", "sys", "locale", "requests", "httpx",
}  # fmt: skip
CLOCK = {"now", "today", "utcnow", "fromtimestamp"}
HEAVY = {"sqlalchemy", "rich", "babel", "resiliparse", "ahocorasick_rs", "re2", "msgspec", "rapidfuzz", "py3langid"}


def room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every module that `path` imports, at its top or inside, with the line."""
    package = ("bilan", *path.relative_to(SOURCE).with_suffix("").parts)
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = ".".join(package[: len(package) - node.level]) if node.level else ""
            module = f"{above}.{node.module or ''}".strip(".")
            yield module, node.lineno
            if module == "bilan":
                yield from ((f"bilan.{alias.name}", node.lineno) for alias in node.names)


def rooms_imported(path: Path) -> Iterator[tuple[str, int]]:
    for module, line in imports(path):
        parts = module.split(".")
        if parts[0] == "bilan" and len(parts) > 1:
            yield parts[1], line


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_only_rooms_to_its_left(path: Path) -> None:
    own = room(path)
    if own == "__init__":
        assert not list(rooms_imported(path))
        return
    assert own in MAY_IMPORT, f"{own}: a new room; say in MAY_IMPORT what it may import"
    wrong = [f"{path}:{line} imports bilan.{other}" for other, line in rooms_imported(path)
             if other not in MAY_IMPORT[own] | {own} and other != "__version__"]  # fmt: skip
    assert not wrong


def test_the_table_says_what_the_arrow_says() -> None:
    for right, name in enumerate(ARROW):
        later = set(ARROW[right + 1 :]) - ({"web"} if name == "cli" else set())
        assert not MAY_IMPORT[name] & later
    for name in ("errors", "model", "knowledge"):
        assert not MAY_IMPORT[name] & set(ARROW)


@pytest.mark.parametrize("path", [p for p in MODULES if room(p) in ("reading", "model")], ids=lambda p: p.name)
def test_reading_has_no_file_no_network_no_clock(path: Path) -> None:
    modules = [f"{path}:{line} {name}" for name, line in imports(path) if name.split(".")[0] in IMPURE]
    calls = [
        f"{path}:{node.lineno} {ast.unparse(node)}"
        for node in ast.walk(tree(path))
        if (
            isinstance(node, ast.Attribute)
            and node.attr in CLOCK
            and ast.unparse(node.value).split(".")[-1] in ("datetime", "date")
        )
        or (isinstance(node, ast.Name) and node.id in ("open", "input", "print", "exec", "eval", "__import__"))
    ]
    assert not modules + calls


@pytest.mark.parametrize("path", [p for p in MODULES if room(p) in ("cli", "commands")], ids=lambda p: p.name)
def test_the_command_line_opens_heavy_rooms_only_when_asked(path: Path) -> None:
    """`bilan --help` answers at once."""
    light = {"errors", "messages", "commands"}
    if path.stem in ("lines", "seen"):
        pytest.skip("itself imported only when asked")
    for node in tree(path).body:
        names = (
            [a.name for a in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
        for name in names:
            assert name.split(".")[0] not in HEAVY, f"{path}:{node.lineno}"
            assert not name.startswith("bilan.") or name.split(".")[1] in light, f"{path}:{node.lineno}"


def test_this_test_can_fail(tmp_path: Path) -> None:
    module = SOURCE / "reading" / "invented.py"
    source = "from bilan.ledger import store\nimport os.path\nfrom ..corpus import folders\n"
    node = ast.parse(source)
    assert [n.module if isinstance(n, ast.ImportFrom) else n.names[0].name for n in node.body] == [
        "bilan.ledger",
        "os.path",
        "corpus",
    ]
    assert room(module) == "reading" and "ledger" not in MAY_IMPORT["reading"]
