"""What every command does with words: the language asked for, and errors as sentences with exit code 2."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from tracker.config import settings
from tracker.domain.errors import BadInput, TrackerError
from tracker.domain.words import LANGUAGES
from tracker.exchange.problems import all_in_words
from tracker.text import Wording, wording

WRONG = 2  # exit code of everything the person can mend


def words_of(language: str) -> Wording:
    """The translator of the language asked for, else of TRACKER_LANGUAGE. An unknown one ends the command with words."""
    chosen = language or settings().language
    if chosen not in LANGUAGES:
        refuse(wording(settings().language)("cli.bad_language", value=chosen, known=", ".join(LANGUAGES)))
    return wording(chosen)


def refuse(*lines: str) -> None:
    for line in lines:
        typer.echo(line, err=True)
    raise typer.Exit(WRONG)


@contextmanager
def speaking(t: Wording) -> Iterator[None]:
    """Errors of the tracker leave as words; anything else as one line naming its kind. Never a trace."""
    try:
        yield
    except typer.Exit:
        raise
    except typer.Abort:  # nobody answered what was asked, a password for instance
        refuse(t("cli.not_answered"))
    except BadInput as bad:
        refuse(t(bad.key, **bad.values), *all_in_words(bad, t))
    except TrackerError as error:
        refuse(t(error.key, **error.values))
    except BrokenPipeError:
        raise
    except Exception as error:
        refuse(t("cli.failed", kind=type(error).__name__))
