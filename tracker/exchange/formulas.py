"""Text that a spreadsheet would run as a formula, and the apostrophe that keeps it text."""

# A spreadsheet runs what begins with one of these as a formula, also in the full-width forms of Korean keyboards.
FORMULA_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n")


def harmless(text: str) -> str:
    """Text as a spreadsheet shows it and never runs it: a leading apostrophe before anything like a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def guarded(text: str) -> str:
    """`harmless`, and reversible: text that already looks guarded gets one more apostrophe."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_STARTS) else text


def unguarded(text: str) -> str:
    """What was guarded."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA_STARTS) else text
