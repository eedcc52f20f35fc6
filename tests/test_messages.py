"""The catalogues say everything the code says, in both languages."""

import sys
from pathlib import Path

import pytest

from bilan.errors import AccessError, UseError
from bilan.messages import translator

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))

import catalogues


def test_catalogues_are_complete_and_compiled() -> None:
    assert not catalogues.faults()


def test_messages_of_the_code_are_found() -> None:
    said = catalogues.messages()
    assert (None, "{path}: no such file or folder; check the path") in said
    assert ("kind", "visit") in said and ("status.visit", "held") in said
    assert any(isinstance(text, tuple) for _, text in said)


def test_slots_are_the_same_in_every_language() -> None:
    for path in catalogues.LOCALE.glob("*/LC_MESSAGES/bilan.po"):
        catalogue, _, _ = catalogues.update(path)
        for message in catalogue:
            for text in message.string if isinstance(message.string, tuple | list) else [message.string]:
                if message.id and text:
                    first = message.id if isinstance(message.id, str) else message.id[1]
                    assert set(_slots(text)) <= set(_slots(first)), f"{path}: {text}"


def _slots(text: str) -> list[str]:
    return [part.partition("}")[0] for part in text.split("{")[1:]]


def test_an_error_is_said_in_the_language_asked_for() -> None:
    error = AccessError("{path}: no such file or folder; check the path", path="x")
    assert str(error) == "x: no such file or folder; check the path"
    assert translator("fr").error(error).startswith("x : ni fichier")
    assert translator("en").error(error) == str(error)


def test_a_word_without_translation_stands_for_itself() -> None:
    assert translator("fr").term("kind", "visit") == "visite"
    assert translator("en").term("kind", "visit") == "visit"
    assert translator("fr").term("kind", "nothing") == "nothing"


def test_plurals() -> None:
    one = "{count} page without a day is left out of this view."
    many = "{count} pages without a day are left out of this view."
    assert translator("en").plural(one, many, 2) == many.format(count=2)
    assert translator("fr").plural(one, many, 0).startswith("0 page sans date est")
    assert translator("fr").plural(one, many, 2).startswith("2 pages sans date sont")


def test_an_unknown_language_is_wrong_use() -> None:
    with pytest.raises(UseError, match="de: no such language"):
        translator("de")


def test_a_message_about_braces_is_left_alone() -> None:
    assert translator("fr").error(AccessError("{x}: y")) == "{x}: y"
