"""Streamlit's options that must hold for the tracker to be safe, whatever file, variable or flag set them last."""

import sys
from collections.abc import Callable

# The reason stands beside each: it is printed when the value is wrong.
REQUIRED: tuple[tuple[str, object, str], ...] = (
    ("client.showErrorDetails", "none", "errors would show traces and what they quote to visitors"),
    ("client.showErrorLinks", False, "errors would link to search engines"),
    ("client.toolbarMode", "viewer", "visitors would get developer tools"),
    ("browser.gatherUsageStats", False, "browsers would report to an outside address"),
    ("server.enableAgentApi", False, "sessions would be open to programs without the pages"),
    ("server.enableXsrfProtection", True, "other sites could send forms in a visitor's name"),
    ("server.enableCORS", True, "other sites could read answers"),
    ("server.enableStaticServing", False, "files beside the entry script would be public"),
    ("server.baseUrlPath", "", "own routes live at the root"),
    ("global.developmentMode", False, "the pages would come from a development server"),
    ("runner.magicEnabled", False, "stray expressions would be written into pages"),
)


def wrong_options(option: Callable[[str], object]) -> list[str]:
    """One line for each required option whose effective value differs; `option` gives the value by name."""
    return [
        f"{name} must be {wanted!r}, not {option(name)!r}: {reason}"
        for name, wanted, reason in REQUIRED
        if option(name) != wanted
    ]


def insist(option: Callable[[str], object]) -> None:
    """Leave with one clear line and exit code 2 unless every required option holds."""
    if problems := wrong_options(option):
        print(f".streamlit/config.toml: {'; '.join(problems)}", file=sys.stderr)
        raise SystemExit(2)
