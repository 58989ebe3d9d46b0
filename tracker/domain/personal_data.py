"""Patterns of personal data in what is about to be handed in: numbers of people, not of documents.

Nothing is changed or kept: a finding is shown masked, and the writer mends the text or says what it is. What carries a
valid check digit cannot be waved through.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from itertools import count


class Personal(StrEnum):
    RESIDENT = "resident"  # resident registration number
    FOREIGNER = "foreigner"  # foreigner registration number
    PASSPORT = "passport"
    CARD = "card"
    ACCOUNT = "account"
    MOBILE = "mobile"
    PHONE = "phone"
    EMAIL = "email"
    OFFICE_EMAIL = "office_email"


HIDDEN = "\u2022"  # not a star: labels read stars as emphasis
NEVER = frozenset({Personal.RESIDENT, Personal.FOREIGNER})  # no confirmation lets these pass


@dataclass(frozen=True)
class Finding:
    """`masked` may be shown; `mark` names the finding in a confirmation without repeating it."""

    kind: Personal
    start: int
    end: int
    masked: str
    mark: str

    @property
    def confirmable(self) -> bool:
        return self.kind not in NEVER


_EDGE, _END = r"(?<![\dA-Za-z])", r"(?![\dA-Za-z])"
_PERSON = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{2})\s?(-?)\s?([1-8])(\d{6})(?!\d)")
_PASSPORT = re.compile(_EDGE + r"[MSRODG](?:\d{8}|\d{3}[A-Z]\d{4})" + _END)
_CARD = re.compile(r"(?<![\d-])(?:\d{4}[ -]?){3}\d{4}(?![\d-])|(?<![\d-])3[47]\d{2}[ -]?\d{6}[ -]?\d{5}(?![\d-])")
_ACCOUNT = re.compile(r"(?<![\d-])\d{2,6}-\d{2,6}-\d{2,7}(?:-\d{1,3})?(?![\d-])|(?<!\d)\d{10,14}(?!\d)")
_BANK = re.compile(r"\uacc4\uc88c|\uc740\ud589|\uc608\uae08\uc8fc|\uc785\uae08|\bbank|\baccount (?:no|number)", re.I)
_PASSPORT_WORD = re.compile(r"\uc5ec\uad8c|passport", re.I)
_MOBILE = re.compile(r"(?<![\d-])(?:\+82[ -]?|0)1[016789][ .-]?\d{3,4}[ .-]?\d{4}(?![\d-])")
_PHONE = re.compile(r"(?<![\d-])(?:(?:\+82[ -]?|0)(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70)|\(0(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4])\))[ .)-]{1,2}\d{3,4}[ .-]\d{4}(?![\d-])")
_EMAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9][\w.+-]*@((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})", re.A)
_OFFICES = ("go.kr", "korea.kr", "mil.kr")
_NEAR = 25  # characters before a number in which a bank or a passport is named
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)


def findings(text: str) -> tuple[Finding, ...]:
    """What looks like personal data, in order; a stretch of text is told once, as the gravest it can be."""
    found: list[Finding] = []
    for look in _LOOKS:
        for kind, start, end in look(text):
            if not any(start < f.end and f.start < end for f in found):
                found.append(_finding(kind, start, end, text[start:end]))
    return tuple(sorted(found, key=lambda f: f.start))


def _finding(kind: Personal, start: int, end: int, said: str) -> Finding:
    bare = re.sub(r"[\s.()-]", "", said) if kind not in (Personal.EMAIL, Personal.OFFICE_EMAIL) else said.casefold()
    return Finding(kind, start, end, masked(kind, said), sha256(f"{kind}:{bare}".encode()).hexdigest()[:12])


def masked(kind: Personal, said: str) -> str:
    """Enough to find it again, not enough to use it."""
    if kind in (Personal.EMAIL, Personal.OFFICE_EMAIL):
        name, _, host = said.partition("@")
        return f"{name[:2]}{HIDDEN * 3}@{host}"
    shown = 6 if kind in NEVER else 3
    place = count()
    return re.sub(r"\w", lambda letter: letter[0] if next(place) < shown else HIDDEN, said)


Look = Callable[[str], Iterable[tuple[Personal, int, int]]]


def _persons(text: str) -> Iterable[tuple[Personal, int, int]]:
    """Six digits of a birthday, then seven. Numbers given since October 2020 carry no check digit, so the hyphen
    between the halves is believed without one."""
    for m in _PERSON.finditer(text):
        century = {"1": 1900, "2": 1900, "5": 1900, "6": 1900}.get(m[5], 2000)
        if _is_day(century + int(m[1]), int(m[2]), int(m[3])) and (m[4] or check_digit_fits(m[1] + m[2] + m[3] + m[5] + m[6])):
            yield (Personal.RESIDENT if m[5] in "1234" else Personal.FOREIGNER), m.start(), m.end()


def check_digit_fits(digits: str) -> bool:
    """Whether the last of thirteen digits follows from the others; a foreigner's is two further on."""
    rest = 11 - sum(int(d) * w for d, w in zip(digits, _WEIGHTS)) % 11
    return int(digits[12]) == (rest + (2 if digits[6] in "5678" else 0)) % 10


def _is_day(year: int, month: int, number: int) -> bool:
    try:
        date(year, month, number)
    except ValueError:
        return False
    return True


def _passports(text: str) -> Iterable[tuple[Personal, int, int]]:
    """A letter and eight digits that read as a day (a file number) count only where a passport is named before."""
    for m in _PASSPORT.finditer(text):
        digits = m[0][1:]
        dated = digits.isdigit() and _is_day(int(digits[:4]) or 1, int(digits[4:6]), int(digits[6:]))
        if not dated or _named_before(_PASSPORT_WORD, text, m.start()):
            yield Personal.PASSPORT, m.start(), m.end()


def _cards(text: str) -> Iterable[tuple[Personal, int, int]]:
    for m in _CARD.finditer(text):
        digits = re.sub(r"\D", "", m[0])
        if digits[0] in "234569" and luhn_fits(digits):
            yield Personal.CARD, m.start(), m.end()


def luhn_fits(digits: str) -> bool:
    """The check digit of payment cards."""
    total = 0
    for n, d in enumerate(map(int, reversed(digits))):
        d = d * 2 if n % 2 else d
        total += d - 9 if d > 9 else d
    return total % 10 == 0


def _accounts(text: str) -> Iterable[tuple[Personal, int, int]]:
    """Account numbers have no form of their own: only where a bank is named just before."""
    return ((Personal.ACCOUNT, m.start(), m.end()) for m in _ACCOUNT.finditer(text)
            if len(re.sub(r"\D", "", m[0])) >= 10 and _named_before(_BANK, text, m.start()))


def _named_before(word: re.Pattern, text: str, at: int) -> bool:
    return bool(word.search(text[max(0, at - _NEAR):at]))


def _emails(text: str) -> Iterable[tuple[Personal, int, int]]:
    for m in _EMAIL.finditer(text):
        host = m[1].casefold()
        office = any(host == end or host.endswith(f".{end}") for end in _OFFICES)
        yield (Personal.OFFICE_EMAIL if office else Personal.EMAIL), m.start(), m.end()


def _of(kind: Personal, pattern: re.Pattern) -> Look:
    return lambda text: ((kind, m.start(), m.end()) for m in pattern.finditer(text))


# The gravest first: a stretch already taken is not told again.
_LOOKS: tuple[Look, ...] = (
    _emails, _of(Personal.MOBILE, _MOBILE), _of(Personal.PHONE, _PHONE), _persons, _cards, _accounts, _passports)
