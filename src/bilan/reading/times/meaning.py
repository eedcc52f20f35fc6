"""What a time expression means before it is placed in the calendar: frozen records, made by rules, placed by `placing`.

Units: `S` second, `MIN` minute, `H` hour, `D` day, `WE` weekend, `W` week, `F` fortnight, `M` month, `Q` quarter,
`HY` half-year, `Y` year, `DE` decade, `CE` century. Weekdays are 0 (Monday) to 6.
"""

from typing import Literal, NamedTuple

Shift = Literal["last", "next", "this"]
Edge = Literal["START", "MID", "END"]


class Calendar(NamedTuple):
    """A day, month or year, as far as the words give it. `shift` is "dernier", "prochain", "ce"."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    shift: Shift | None = None


class Shifted(NamedTuple):
    """So many units from the reference: "hier", "l'an dernier", "il y a deux ans", "dans trois jours".

    `exact`: counted from the day itself ("dans deux mois"), not the unit as a whole ("le mois prochain").
    `weekday`: a day inside that week. `base`: counted from this day and not from the reference.
    """

    unit: str
    number: float
    exact: bool = False
    weekday: int | None = None
    base: "Meaning | None" = None


class Length(NamedTuple):
    """A duration; `number` is None for "plusieurs années". `toward` in "les cinq dernières années"."""

    number: float | None
    unit: str
    approximate: bool = False
    toward: Shift | None = None


class Every(NamedTuple):
    """A set: "par an", "tous les deux ans", "chaque lundi" (`weekday`), "tous les matins" (`part`)."""

    number: float
    unit: str
    weekday: int | None = None
    part: str | None = None
    clock: "Clock | None" = None


class Ref(NamedTuple):
    """`PAST_REF`, `PRESENT_REF` or `FUTURE_REF`."""

    value: str


class Season(NamedTuple):
    """`code` is TIMEX3's: SP, SU, FA, WI."""

    code: str
    year: int | None = None
    shift: Shift | None = None


class Nth(NamedTuple):
    """The `number`th (-1: the last) `unit` of something: "premier trimestre 2025", "première semaine d'octobre".

    `of` is None where the words leave it to the reference ("au premier trimestre"). `weekday`: the nth Monday.
    """

    number: int
    unit: str
    of: "Meaning | None" = None
    weekday: int | None = None


class Years(NamedTuple):
    """A run of years: a decade, a century, a school year, "2019-2023"."""

    first: int
    last: int


class Edged(NamedTuple):
    """The beginning, middle or end of something: "fin 2025", "mi-mars"."""

    edge: Edge
    of: "Meaning"


class Holiday(NamedTuple):
    """A feast of the calendar; `month`/`day`, or `easter` days from Easter Sunday."""

    month: int
    day: int
    easter: int | None = None
    year: int | None = None


class Clock(NamedTuple):
    """A time of day. `half` is `am`/`pm` where the words give it; hours are 0 to 24; `zone` minutes east of UTC."""

    hour: int
    minute: int | None = None
    second: int | None = None
    half: str | None = None
    zone: int | None = None


class Part(NamedTuple):
    """A part of the day: TIMEX3's MO, MI, AF, EV, NI, DT; `edge` of it."""

    code: str
    edge: Edge | None = None


class At(NamedTuple):
    """A time of day on a day."""

    day: "Meaning"
    time: "Clock | Part | Span"


class Span(NamedTuple):
    """From `first` to `last`, both of them in."""

    first: "Meaning"
    last: "Meaning"


class Several(NamedTuple):
    """Days named one by one: "les 6, 9 et 12 février"."""

    days: tuple[Calendar, ...]


class Open(NamedTuple):
    """`after` (from then on) or `before`, where a convention asks for open intervals."""

    side: Literal["after", "before"]
    of: "Meaning"
    strict: bool = False


Meaning = (
    Calendar
    | Shifted
    | Length
    | Every
    | Ref
    | Season
    | Nth
    | Years
    | Edged
    | Holiday
    | Clock
    | Part
    | At
    | Span
    | Several
    | Open
)
