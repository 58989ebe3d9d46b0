"""Unexpected errors: the trace goes to the log under a short id, and the id is all that anyone outside sees."""

import logging
import secrets

log = logging.getLogger("tracker.incidents")


def record(error: BaseException, where: str = "") -> str:
    """Log `error` with its trace under a new id and give the id, like `7F3A-91C2`, to show to the person. `where` may be
    what a visitor wrote, so it is quoted: a line break in it starts no line of the log. An error that passes here again on
    its way out keeps its id and is not logged twice."""
    if known := getattr(error, "incident", ""):
        return known
    number = secrets.token_hex(4).upper()
    incident = f"{number[:4]}-{number[4:]}"
    log.error("incident %s%s", incident, f" at {where!a}" if where else "", exc_info=error)
    error.incident = incident
    return incident
