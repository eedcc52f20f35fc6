"""Zones: which characters of a saved page are article, which furniture, which readers' comments.

cutting   the page's lines, cut further where a page glued two things together
marks     what each line is by the words it holds (knowledge: `zones.toml`)
shapes    what each line is by its form: running text, headline-like, a name, a scrap; how much like a comment it sounds
comments  where readers speak
course    the course of the page through furniture, article and other articles, as one decision over all lines
naming    the zone of each line, from all of these
"""

from bilan.reading.zones.reader import ZoneReader

__all__ = ["ZoneReader"]
