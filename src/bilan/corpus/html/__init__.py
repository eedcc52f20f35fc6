"""HTML pages in: decoded, cut into lines, zoned by their structure, with what they say of themselves."""

from bilan.corpus.html.reader import HtmlReader

__all__ = ["HtmlReader"]
