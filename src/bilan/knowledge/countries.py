"""Which two-letter codes are countries: ISO 3166-1 alpha-2, from the Unicode CLDR that Babel carries."""

import babel

_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})


def codes() -> frozenset[str]:
    """All codes, upper case."""
    territories = babel.Locale("en").territories
    return frozenset(code for code in map(str, territories) if len(code) == 2 and code.isalpha()) - _NO_COUNTRIES
