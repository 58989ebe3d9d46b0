"""Text that a spreadsheet would run as a formula, and the apostrophe that keeps it text."""

import re

# A spreadsheet runs what begins with one of these as a formula, also in the full-width forms of Korean keyboards. The
# bar begins the name of a program in older ones.
FORMULA_STARTS = ("=", "+", "-", "@", "|", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\uff5c", "\t", "\r", "\n")
# Blanks and characters without a shape: some programs take them off before they look what a cell begins with.
_UNSEEN = (r"\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0")
_STARTS = "".join(map(re.escape, FORMULA_STARTS))
_LIVE = re.compile(rf"(?:[{_UNSEEN}]*[{_STARTS}])")
_MAYBE_GUARDED = re.compile(rf"(?:[{_UNSEEN}']*[{_STARTS}])")


def harmless(text: str) -> str:
    """Text as a spreadsheet shows it and never runs it: a leading apostrophe before anything like a formula."""
    return f"'{text}" if _LIVE.match(text) else text


def guarded(text: str) -> str:
    """`harmless`, and reversible: text that already looks guarded gets one more apostrophe."""
    return f"'{text}" if _MAYBE_GUARDED.match(text) else text


def unguarded(text: str) -> str:
    """What was guarded."""
    return text[1:] if text.startswith("'") and _MAYBE_GUARDED.match(text) else text
