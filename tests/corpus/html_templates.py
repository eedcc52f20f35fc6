"""Pages made from gold zones: each stretch of a plain page wrapped in the markup that `data/html_templates.toml`
gives its zone."""

import json
import re
import tomllib
from collections.abc import Iterator
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TEMPLATES: list[dict[str, Any]] = tomllib.loads((HERE / "data" / "html_templates.toml").read_text(encoding="utf-8"))[
    "template"
]
ARTICLE = ("headline", "lead", "body")
_ITEM = re.compile(r"(\s*[|•·>»:–/—-]+\s+|\s{2,})")

Stretch = tuple[str, str, bool]
"""`(zone, text, whether it stands on the line of the one before)`."""


def pages(folder: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """`(gold line, text)` of each page of a folder with `gold/documents.jsonl` and `pages/`."""
    for line in (folder / "gold" / "documents.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        yield gold, (folder / "pages" / gold["document"]).read_text(encoding="utf-8")


def made(gold: dict[str, Any], text: str, template: dict[str, Any], url: str) -> str:
    """The page as HTML."""
    stretches = _stretches(gold["zones"], text)
    lead = next((words for zone, words, _ in stretches if zone == "lead"), "").split("\n")[0]
    if not lead:  # as programs do it: the beginning of the text
        lead = next((words for zone, words, _ in stretches if zone == "body"), "")[:157] + "…"
    facts = {"title": gold["title"] or "", "day": gold["published"] or "", "outlet": gold["outlet"] or "",
             "author": (gold["authors"] or [""])[0], "lead": lead, "url": url}  # fmt: skip
    head = _head(template["head"], facts) if gold["title"] else ""  # a page of teasers does not call itself an article
    body = template["page"][0] + "".join(_parts(stretches, template)) + template["page"][1]
    return (
        f'<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8">{head}</head>{_filled(body, facts, "day")}</html>'
    )


def _head(head: str, facts: dict[str, str]) -> str:
    """Metadata that the page has no value for are left out."""
    scripts = re.split(r"(<script.*?</script>)", head, flags=re.S)
    kept: list[str] = []
    for part in scripts:
        if part.startswith("<script"):
            kept.append(_filled(part, {k: json.dumps(v, ensure_ascii=False)[1:-1] for k, v in facts.items()}))
        else:
            tags = re.findall(r"<[^>]+>[^<]*", part)
            kept += [_filled(tag, {k: escape(v) for k, v in facts.items()}) for tag in tags
                     if all(facts[slot] for slot in re.findall(r"\{(\w+)\}", tag))]  # fmt: skip
    return "".join(kept)


def _filled(text: str, facts: dict[str, str], *only: str) -> str:
    for slot, value in facts.items():
        if not only or slot in only:
            text = text.replace("{" + slot + "}", value)
    return text


def _stretches(zones: list[list[Any]], text: str) -> list[Stretch]:
    found: list[Stretch] = []
    ends = [0, *(end for _, end, _ in zones)]
    for (start, end, zone), before in zip(zones, ends, strict=False):
        found.append((zone, text[start:end], bool(found) and "\n" not in text[before:start]))
    return found


def _parts(stretches: list[Stretch], template: dict[str, Any]) -> Iterator[str]:
    article = [i for i, (zone, _, _) in enumerate(stretches) if zone in ARTICLE]
    first, last = (article[0], article[-1]) if article else (len(stretches), -1)
    while last >= 0 and last + 1 < len(stretches) and stretches[last + 1][0] in ("byline", "dateline"):
        last += 1
    texts = [i for i in article if stretches[i][0] == "body" or (template["lead_in"] and stretches[i][0] == "lead")]
    opened = closed = False
    for group in _groups(stretches):
        here = group[0]
        if here == first:
            yield template["article"][0]
        if texts and not opened and texts[0] in group:
            opened = True
            yield template["content"][0]
        yield _group([stretches[i] for i in group], template, first <= here <= last)
        if opened and not closed and texts[-1] <= group[-1]:
            closed = True
            yield template["content"][1]
        if group[-1] >= last >= here:
            yield template["article"][1]


def _groups(stretches: list[Stretch]) -> list[list[int]]:
    """Stretches that share a line."""
    groups: list[list[int]] = []
    for i, (_, _, glued) in enumerate(stretches):
        if glued and {stretches[i][0], stretches[groups[-1][-1]][0]} <= {"byline", "dateline", "body", "lead"}:
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def _group(stretches: list[Stretch], template: dict[str, Any], inside: bool) -> str:
    if len(stretches) > 1 and stretches[-1][0] in ("byline", "dateline"):
        spans = [template["span"][zone][0] + escape(text) + template["span"][zone][1] for zone, text, _ in stretches]
        return template["meta"][0] + " ".join(spans) + template["meta"][1]
    zone, text, _ = stretches[-1]
    above = "".join(
        _group([(other, line, False)], template, inside)
        for other, words, _ in stretches[:-1]
        for line in words.split("\n")[:-1]
    )
    if above:
        return above + _group(
            [*((z, words.split("\n")[-1], g) for z, words, g in stretches[:-1]), stretches[-1]], template, inside
        )
    prefix = "".join(escape(words) + " " for _, words, _ in stretches[:-1])
    if zone in ("byline", "dateline") and zone not in template["line"]:
        span = template["span"][zone]
        return template["meta"][0] + span[0] + escape(text).replace("\n", "<br>") + span[1] + template["meta"][1]
    opening, closing = _around(zone, template, inside)
    lines = [
        _line(line, zone, template, prefix if number == 0 else "")
        for number, line in enumerate(text.split("\n"))
        if line.strip()
    ]
    return opening + "".join(lines) + closing


def _around(zone: str, template: dict[str, Any], inside: bool) -> tuple[str, str]:
    blocks: dict[str, list[str]] = template.get("block", {})
    if not inside and f"out.{zone}" in template:
        return tuple(template[f"out.{zone}"])  # type: ignore[return-value]
    return tuple(blocks.get(zone, ["", ""]))  # type: ignore[return-value]


def _line(line: str, zone: str, template: dict[str, Any], prefix: str) -> str:
    kind = "subhead" if zone == "body" and not prefix and _is_subhead(line) else zone
    opening, closing = template["line"][kind]
    text = prefix + escape(line)
    if zone == "related" and "href" not in opening and not line.endswith((".", "…", ":", "?")):
        text = f'<a href="/a/{len(line)}">{escape(line)}</a>'
    if zone == "navigation":
        text = "".join(
            part if _ITEM.fullmatch(part) else f'<a href="/">{escape(part)}</a>' for part in _ITEM.split(line) if part
        )
    return f"{opening}{text}{closing}\n"


def _is_subhead(line: str) -> bool:
    return len(line) < 70 and not re.search(r"[.!?…»”\"):;,]\s*$", line)


def characters(zones: list[tuple[int, int, str]], text: str) -> list[tuple[str, str]]:
    """Every character that is not white space, with its zone."""
    found = []
    covered = [(start, end, zone) for start, end, zone in zones]
    for (_, end, _), (start, _, _) in pairwise(covered):
        assert end <= start
    for start, end, zone in covered:
        found += [(char, zone) for char in text[start:end] if not char.isspace()]
    return found
