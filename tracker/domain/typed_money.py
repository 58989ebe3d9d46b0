"""Money as an editor types it: digits in a unit named beside them. Kept as whole won."""

import re
import unicodedata
from decimal import Decimal
from enum import StrEnum


class MoneyUnit(StrEnum):
    """Documents say millions of won, the press hundred millions."""

    WON = "won"
    MILLION = "million"  # 백만원
    EOK = "eok"  # 억원


SIZE = {MoneyUnit.WON: 1, MoneyUnit.MILLION: 10**6, MoneyUnit.EOK: 10**8}
LARGEST = 10**17  # won; beyond any budget, within every database


def won_typed(text: str, unit: MoneyUnit) -> int:
    """`9,900` in millions is 9,900,000,000 won. ValueError for what is no number, no whole won, or beyond any budget."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
    if not re.fullmatch(r"-?[0-9]{1,18}(\.[0-9]{1,8})?", plain):
        raise ValueError(text)
    won = Decimal(plain) * SIZE[unit]
    if won != won.to_integral_value() or abs(won) > LARGEST:
        raise ValueError(text)
    return int(won)


def typed_in(won: int, unit: MoneyUnit) -> str:
    """The amount as it is typed in a unit, with every digit that matters."""
    whole, rest = divmod(abs(won), SIZE[unit])
    digits = f"{whole:,}" + (f".{rest:0{len(str(SIZE[unit])) - 1}d}".rstrip("0") if rest else "")
    return f"-{digits}" if won < 0 else digits


def unit_for(won: int | None) -> MoneyUnit:
    """Millions, the unit of the budget papers, unless the amount is not whole in them."""
    return MoneyUnit.WON if won is not None and won % SIZE[MoneyUnit.MILLION] else MoneyUnit.MILLION
