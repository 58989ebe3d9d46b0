"""A text in both languages of the tracker."""

from dataclasses import dataclass

LANGUAGES = ("ko", "en")


@dataclass(frozen=True)
class Bilingual:
    """The same words in Korean and English; an empty string means the words are missing."""

    ko: str = ""
    en: str = ""

    def within(self, language: str) -> str:
        """The words in `language`, or the other language's where they are missing."""
        return (self.ko or self.en) if language == "ko" else (self.en or self.ko)

    def has(self, language: str) -> bool:
        return bool(self.ko if language == "ko" else self.en)

    def __bool__(self) -> bool:
        return bool(self.ko or self.en)


NOTHING = Bilingual()
