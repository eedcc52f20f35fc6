#!/usr/bin/env python3
"""Lay the quotes of a gold folder on their offsets, and check its words.

    python tools/lay_gold.py FOLDER

FOLDER holds `pages/*.txt` and `gold/*.jsonl`. Whoever annotates writes quotes; this program finds
them in the page and writes `start` and `end` (Unicode code points, end exclusive) beside them. A quote
that stands more than once in its page needs `nth` (1 for the first). It is run after every change of
gold, and is strict: a quote that is not in its page, an unknown status or sector, a date that is no
EDTF stop it with a line that says where. Running it twice changes nothing.

Zones in `documents.jsonl` may be written as `{"zone": "lead", "from": "first words", "to": "last words"}`
and become `[start, end, zone]`.

Exit codes: 0 all laid, 2 wrong use, 3 something is wrong in the gold.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

STATUSES = {
    "visit": "announced under_way held postponed cancelled",
    "talks": "announced under_way held postponed cancelled",
    "agreement": "drafting agreed signed ratified in_force implementing suspended ended",
    "mechanism": "proposed agreed operating suspended ended",
    "commitment": "proposed pledged agreed implementing delivered suspended cancelled",
}
SECTORS = frozenset((
    "defence", "security", "diplomacy", "trade", "finance", "agriculture", "energy", "mining", "transport",
    "infrastructure", "industry", "digital", "space", "education", "science", "culture", "health", "humanitarian",
    "civil_protection", "environment",
))  # fmt: skip
PARTS = frozenset(("visitor", "host", "participant", "signatory", "provider", "receiver", "lead", "operator"))
ZONES = frozenset((
    "headline", "lead", "body", "caption", "byline", "dateline", "source", "related", "navigation", "form", "comment",
))  # fmt: skip
EDTF = re.compile(r"^\d{4}(-\d\d(-\d\d)?)?[~?%]?$")
VOICE = re.compile(r"^(reporter|press|expert|opposition|company|rumour|official:[A-Z]{2,6}|[a-z]+(:[A-Z]{2})?)$")


class GoldError(Exception):
    """Something in the gold cannot stand: says the file, the record and what was expected."""


def records(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                found.append(json.loads(line))
            except json.JSONDecodeError as error:
                raise GoldError(f"{path}:{number}: no JSON ({error})") from error
    return found


def place(text: str, quote: str, nth: int | None, where: str) -> tuple[int, int]:
    """Start and end of `quote` in `text`; the `nth` one where it stands more than once."""
    starts = [m.start() for m in re.finditer(re.escape(quote), text)]
    if not starts:
        raise GoldError(f"{where}: not in the page: {quote!r}")
    if len(starts) > 1 and nth is None:
        raise GoldError(f'{where}: stands {len(starts)} times, say which with "nth": {quote!r}')
    if nth is not None and not 1 <= nth <= len(starts):
        raise GoldError(f"{where}: nth {nth}, but it stands {len(starts)} times: {quote!r}")
    start = starts[(nth or 1) - 1]
    return start, start + len(quote)


def lay(spot: dict[str, Any], pages: dict[str, str], where: str, key: str = "quote") -> None:
    document = spot.get("document", "")
    if document not in pages:
        raise GoldError(f"{where}: no page {document!r}")
    if not spot.get(key):
        raise GoldError(f"{where}: no {key}")
    spot["start"], spot["end"] = place(pages[document], spot[key], spot.get("nth"), where)


def check_entry(entry: dict[str, Any], where: str) -> None:
    kind = entry.get("kind")
    if kind not in STATUSES:
        raise GoldError(f"{where}: kind {kind!r}; one of {', '.join(STATUSES)}")
    for step in entry["history"]:
        if step["status"] not in STATUSES[kind].split():
            raise GoldError(f"{where}: status {step['status']!r} of a {kind}; one of {STATUSES[kind]}")
    check_days(entry, where)
    check_words(entry, where)
    if entry["parties"] != sorted(entry["parties"]):
        raise GoldError(f"{where}: parties must be sorted: {entry['parties']}")
    if not isinstance(entry.get("optional"), bool):
        raise GoldError(f"{where}: optional must be true or false")
    for amount in entry.get("amounts", []):
        if not isinstance(amount.get("value"), int | float) or not amount.get("unit"):
            raise GoldError(f"{where}: amount {amount}")


def check_days(entry: dict[str, Any], where: str) -> None:
    """Every day is EDTF."""
    days = [("as_of", step.get("as_of")) for step in entry["history"]]
    for name, day in (*days, ("start", entry.get("start")), ("end", entry.get("end"))):
        if day and not EDTF.match(day):
            raise GoldError(f"{where}: {name} {day!r} is no EDTF date")


def check_words(entry: dict[str, Any], where: str) -> None:
    """Sectors, parts, parties and voices are of the guidelines' lists."""
    for sector in entry.get("sectors", []):
        if sector not in SECTORS:
            raise GoldError(f"{where}: sector {sector!r}; one of {', '.join(sorted(SECTORS))}")
    for actor in entry.get("actors", []):
        if actor["part"] not in PARTS:
            raise GoldError(f"{where}: part {actor['part']!r}; one of {', '.join(sorted(PARTS))}")
    for party in entry["parties"]:
        if not re.fullmatch(r"[A-Z]{2}", party):
            raise GoldError(f"{where}: party {party!r} is no ISO 3166-1 alpha-2 code")
    if not VOICE.match(entry.get("said_by") or ""):
        raise GoldError(f"{where}: said_by {entry.get('said_by')!r}")


def lay_zones(document: dict[str, Any], text: str, where: str) -> None:
    """Zones written by their first and last words become spans, in order; together they cover all but white space."""
    at, laid = 0, []
    for zone in document.get("zones", []):
        if isinstance(zone, list):
            start, end, name = zone
        else:
            start = text.find(zone["from"], at)
            stop = text.find(zone["to"], max(start, at)) if start >= 0 else -1
            if start < 0 or stop < 0:
                raise GoldError(f"{where}: zone {zone} is not in the page after {at}")
            end, name = stop + len(zone["to"]), zone["zone"]
        if name not in ZONES:
            raise GoldError(f"{where}: zone {name!r}; one of {', '.join(sorted(ZONES))}")
        if text[at:start].strip():
            raise GoldError(f"{where}: {text[at:start].strip()[:80]!r} is in no zone")
        laid.append([start, end, name])
        at = end
    if laid and text[at:].strip():
        raise GoldError(f"{where}: {text[at:].strip()[:80]!r} is in no zone")
    document["zones"] = laid


def lay_folder(folder: Path) -> dict[str, list[dict[str, Any]]]:
    pages = {p.name: p.read_bytes().decode("utf-8") for p in sorted((folder / "pages").glob("*.txt"))}
    gold = {name: records(folder / "gold" / f"{name}.jsonl") for name in ("documents", "entries", "disputes", "actors")}
    for document in gold["documents"]:
        if document["document"] not in pages:
            raise GoldError(f"documents: no page {document['document']!r}")
        lay_zones(document, pages[document["document"]], f"documents {document['document']}")
    for entry in gold["entries"]:
        where = f"entries {entry.get('id')}"
        check_entry(entry, where)
        if not entry["evidence"]:
            raise GoldError(f"{where}: no evidence")
        for spot in entry["evidence"]:
            lay(spot, pages, where)
            if not 12 <= spot["end"] - spot["start"] <= 450:
                raise GoldError(f"{where}: evidence of {spot['end'] - spot['start']} characters; 12 to 450")
        cited = {spot["document"] for spot in entry["evidence"]}
        for step in entry["history"]:
            if step["document"] not in cited:
                raise GoldError(f"{where}: history cites {step['document']}, the evidence does not")
    for dispute in gold["disputes"]:
        for side in dispute["sides"]:
            lay(side, pages, f"disputes {dispute.get('subject')}")
    identifiers = [entry["id"] for entry in gold["entries"]]
    if len(set(identifiers)) != len(identifiers):
        raise GoldError("entries: an id stands twice")
    return gold


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    try:
        gold = lay_folder(folder)
    except (GoldError, KeyError) as error:
        print(f"{folder}: {error}", file=sys.stderr)
        return 3
    for name, lines in gold.items():
        path = folder / "gold" / f"{name}.jsonl"
        if lines or path.exists():
            path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    counts = ", ".join(f"{len(gold[name])} {name}" for name in ("documents", "entries", "disputes"))
    print(f"{folder}: {counts}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
