"""What Bilan says, in the reader's language: gettext catalogues under `locale/`. English stands in the code."""

import gettext
from pathlib import Path

from bilan.errors import BilanError, UseError

DOMAIN = "bilan"
FOLDER = Path(__file__).parent / "locale"
LANGUAGES = ("fr", "en")


class Translator:
    """Looks a message up, then fills its `{slots}`."""

    def __init__(self, language: str, catalogue: gettext.NullTranslations) -> None:
        self.language = language
        self._catalogue = catalogue

    def __call__(self, message: str, /, **slots: object) -> str:
        found = self._catalogue.gettext(message) if message else ""
        return found.format(**slots) if slots else found

    def plural(self, one: str, many: str, count: int, /, **slots: object) -> str:
        """The form for `count`, which fills the slot of that name."""
        return self._catalogue.ngettext(one, many, count).format(count=count, **slots)

    def term(self, topic: str, word: str) -> str:
        """A word of a closed vocabulary ("status", "delivered") as a person says it; itself if none is known."""
        return self._catalogue.pgettext(topic, word)

    def error(self, error: BilanError) -> str:
        """What went wrong, as one line."""
        text = self(error.message, **error.slots) if error.slots else self(str(error))
        return " ".join(text.split())


def translator(language: str) -> Translator:
    """The messages in `language` (ISO 639-1). Raises UseError for a language without a catalogue."""
    if language not in LANGUAGES:
        raise UseError("{language}: no such language; choose fr or en", language=language)
    catalogue = gettext.translation(DOMAIN, FOLDER, languages=[language], fallback=True)
    return Translator(language, catalogue)
