"""How fast pages come in: HTML to documents beside trafilatura's and resiliparse's extraction, and a crawl beside
its parts.

    python bench/pages.py [FOLDER]      FOLDER of `.html` pages; else pages made from the sample dossier

Prints milliseconds a page and pages a second, best of five runs, one process.
"""

import gzip
import io
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "corpus"))

from html_templates import TEMPLATES, made  # noqa: E402
from html_templates import pages as gold_pages  # noqa: E402

from bilan.corpus.archives import warcs  # noqa: E402
from bilan.corpus.formats import Formats  # noqa: E402
from bilan.corpus.html import HtmlReader  # noqa: E402
from bilan.knowledge.files import Shelf  # noqa: E402

RUNS = 5


def pages(folder: Path | None) -> list[bytes]:
    """The pages to measure on."""
    if folder is not None:
        return [path.read_bytes() for path in sorted(folder.glob("*.html"))]
    return [
        made(gold, text, template, "https://page.example/a").encode()
        for template in TEMPLATES
        for gold, text in gold_pages(ROOT / "dossier")
    ]


def best(work: Callable[[], object]) -> float:
    """Seconds of the best of RUNS runs."""
    seconds = []
    for _ in range(RUNS):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def crawl(given: Sequence[bytes]) -> bytes:
    """The pages as a WARC file of packed records."""
    made = []
    for number, data in enumerate(given):
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + data
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://page.example/{number}\r\n"
            f"Content-Type: application/http\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        made.append(gzip.compress(head.encode() + answer + b"\r\n\r\n"))
    return b"".join(made)


def main() -> int:
    """Measures and prints."""
    given = pages(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    reader, formats, packed = HtmlReader(Shelf()), Formats(Shelf()), crawl(given)
    runs: dict[str, Callable[[], object]] = {
        "html to document": lambda: [reader.document("a", data) for data in given],
        "crawl, bare reading": lambda: sum(1 for _ in warcs.records(_unpacked(packed), "a")),
        "crawl to documents": lambda: sum(1 for _ in formats.documents("a", packed)),
        **others(given),
    }
    found = {name: best(work) / len(given) for name, work in runs.items()}
    print(f"{len(given)} pages, {sum(map(len, given)) / len(given) / 1000:.0f} kB each")
    for name, seconds in found.items():
        print(f"{name:30} {seconds * 1000:8.2f} ms {1 / seconds:9.0f} pages/s")
    parts = found["crawl, bare reading"] + found["html to document"]
    print(f"crawl: {parts / found['crawl to documents']:.0%} of the speed of bare reading and extraction")
    return 0


def _unpacked(packed: bytes) -> "io.RawIOBase":
    from bilan.corpus.archives.packed import Unpacked  # noqa: PLC0415

    return Unpacked(io.BytesIO(packed))


def others(given: Sequence[bytes]) -> dict[str, Callable[[], object]]:
    """What else extracts text, where it is installed."""
    found: dict[str, Callable[[], object]] = {}
    try:
        import trafilatura  # noqa: PLC0415

        found["trafilatura"] = lambda: [trafilatura.extract(data.decode("utf-8", "replace")) for data in given]
        found["trafilatura, fast"] = lambda: [
            trafilatura.extract(data.decode("utf-8", "replace"), fast=True) for data in given
        ]
    except ImportError:
        print("trafilatura is not installed: not compared", file=sys.stderr)
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415

    found["resiliparse"] = lambda: [
        extract_plain_text(data.decode("utf-8", "replace"), main_content=True) for data in given
    ]
    return found


if __name__ == "__main__":
    sys.exit(main())
