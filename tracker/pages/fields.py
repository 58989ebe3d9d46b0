"""Filters a page offers, as values: who draws them decides how. What is chosen lives in the address."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """One of few or many: `options` are (value, label); the empty value means all. Label text: `filter.<name>`."""

    name: str
    options: tuple[tuple[str, str], ...]
    required: bool = False
    width: int = 230


@dataclass(frozen=True)
class Words:
    """A free text field. Label text: `filter.<name>`."""

    name: str
    width: int = 260
