"""Numbers, dates and money as Korean and English official prose writes them.

Blanks inside a date or a sum are no-break spaces, so that lines never end inside one.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from tracker.domain.periods import Period, Precision

NB = "\u00a0"
JO, EOK, MAN = 10**12, 10**8, 10**4
MINUS = "\u2212"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_JO, _EOK, _MAN = "조", "억", "만"
_YEAR, _MONTH, _QUARTER = "년", "월", "분기"
_HALVES = {1: "상반기", 2: "하반기"}
_EOK_IN = ((EOK, 0, (_EOK, "")), (10**9, 1, ("", f"{NB}bn")))  # Korean, English
_ENGLISH_UNITS = ((10**12, "trillion", "tn"), (10**9, "billion", "bn"), (10**6, "million", "m"))


def rounded(amount: int, unit: int) -> int:
    """`amount` in whole `unit`s, halves away from zero."""
    return int((Decimal(amount) / unit).quantize(Decimal(1), ROUND_HALF_UP))


def number_words(value, digits: int = 0) -> str:
    """With separators; trailing zeros of the fraction are dropped when `digits` is 0 and the value has a fraction."""
    number = Decimal(str(value))
    text = f"{number:,.{digits}f}" if digits else f"{number.normalize():,f}"
    return text.replace("-", MINUS)


def date_words(value: date, language: str) -> str:
    if language == "ko":
        return f"{value.year}.{NB}{value.month}.{NB}{value.day}."
    return f"{value.day}{NB}{_MONTHS[value.month - 1]}{NB}{value.year}"


def period_words(value: Period, language: str) -> str:
    y, m = value.first.year, value.first.month
    half = 1 if m == 1 else 2
    if value.precision is Precision.DAY:
        return date_words(value.first, language)
    if language == "ko":
        tail = {Precision.MONTH: f"{NB}{m}{_MONTH}", Precision.QUARTER: f"{NB}{(m + 2) // 3}{_QUARTER}",
                Precision.HALF: f"{NB}{_HALVES[half]}", Precision.YEAR: ""}[value.precision]
        return f"{y}{_YEAR}{tail}"
    head = {Precision.MONTH: f"{_MONTHS[m - 1]}{NB}", Precision.QUARTER: f"Q{(m + 2) // 3}{NB}",
            Precision.HALF: f"H{half}{NB}", Precision.YEAR: ""}[value.precision]
    return f"{head}{y}"


def month_words(month: int, language: str) -> str:
    return f"{month}{_MONTH}" if language == "ko" else _MONTHS[month - 1]


def points_words(difference, language: str) -> str:
    sign = "+" if difference >= 0 else MINUS
    return f"{sign}{abs(float(difference)) * 100:.1f}{'%p' if language == 'ko' else NB + 'pp'}"


def money_words(amount: int, language: str, currency: str) -> str:
    """The amount with the word for its currency, where each language puts it."""
    return f"{_korean(amount)}{NB}{currency}" if language == "ko" else f"{currency}{NB}{_english(amount, 1)}"


def won_short(amount: int, language: str) -> str:
    return _korean(amount) if language == "ko" else _english(amount, 2)


def won_in(amount: int, unit: str, language: str) -> str:
    """Money counted in one unit throughout: `eok` (hundred millions; billions in English) or `jo` (trillions).

    Any other unit, and a sum too small to show in it, is written as `won_short` writes it.
    """
    size, digits, sign = {"jo": (JO, 2, (_JO, f"{NB}tn")), "eok": _EOK_IN[language == "en"]}.get(unit, (0, 0, ("", "")))
    number = (Decimal(amount) / size).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) if size else Decimal(0)
    if not number:
        return won_short(amount, language)
    return f"{number:,.{digits}f}{sign[language == 'en']}".replace("-", MINUS)


def _korean(amount: int) -> str:
    sign, amount = (MINUS, -amount) if amount < 0 else ("", amount)
    if 0 < amount < EOK:
        return sign + (f"{rounded(amount, MAN):,}{_MAN}" if amount >= MAN else f"{amount:,}")
    jo, eok = divmod(rounded(amount, EOK), JO // EOK)
    parts = [f"{jo:,}{_JO}"] if jo else []
    parts += [f"{eok:,}{_EOK}"] if eok else []
    return sign + (NB.join(parts) or "0")


def _english(amount: int, name: int) -> str:
    sign, amount = (MINUS, -amount) if amount < 0 else ("", amount)
    for unit, *names in _ENGLISH_UNITS:
        if amount >= unit:
            number = (Decimal(amount) / unit).quantize(Decimal("0.01"), ROUND_HALF_UP)
            digits = f"{number:,.2f}".rstrip("0").rstrip(".")
            return f"{sign}{digits}{NB}{names[name - 1]}"
    return f"{sign}{amount:,}"
