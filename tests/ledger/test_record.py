"""What bears an entry out, part by part."""

import datetime

from fold_build import Page, folded

from bilan.ledger.record import record

DAY = datetime.date(2025, 2, 1)


def borne(*pages: Page, disputed: bool = False) -> object:
    entry = folded(pages).entries[0]
    ids = frozenset({entry.id} if disputed else ())
    return record(entry, {page.name: page.record for page in pages}, DAY, ids)


def say(page: str, published: str | None, said_by: str = "reporter", **given: str) -> Page:
    page_ = Page(page, published, **given)
    return page_.say("Ivan Petrov a vu Bamako", "visit", start="2025-01-09", actors=["visitor Ivan Petrov RU"],
                     said_by=said_by)  # fmt: skip


def test_reprints_are_one_voice_and_two_pages() -> None:
    pages = [say(name, "2025-01-10", outlet=name, source="Agence X") for name in "ab"]
    found = borne(*pages)
    assert (found.voices, found.pages, found.points["voices"]) == (1, 2, 1)
    assert borne(*(say(n, "2025-01-10", outlet=n) for n in "abcd")).points["voices"] == 3


def test_officials_of_both_sides() -> None:
    one, both = borne(say("a", "2025-01-10", "official:ML")), borne(
        say("a", "2025-01-10", "official:ML", outlet="a"), say("b", "2025-01-10", "official:RU", outlet="b")
    )  # fmt: skip
    assert (one.officials, one.both_sides, both.officials, both.both_sides) == (("ML",), False, ("ML", "RU"), True)
    assert both.score == 2 + 1 + 1 + 1 and one.score == 1 + 1 + 0 + 1


def test_days_since_the_last_news_and_a_dispute() -> None:
    found = borne(say("a", "2025-01-10"), say("b", "2025-01-22", outlet="b"))
    assert (found.last_told, found.days_since, found.dated) == ("2025-01-22", 10, True)
    undated = borne(say("a", None))
    assert (undated.last_told, undated.days_since, undated.dated) == (None, None, False)
    assert borne(say("a", "2025-01-10"), disputed=True).score == borne(say("a", "2025-01-10")).score - 1
    assert borne(say("a", "2025-03-10")).days_since is None
