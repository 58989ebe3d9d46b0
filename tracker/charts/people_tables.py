"""People and sessions as tables."""

from tracker.charts.look import Look
from tracker.charts.markup import Markup, join, link, span, table


def people(rows: list[dict], t, look: Look) -> Markup:
    """Everybody; the office leads to the account."""
    head = tuple(t(f"people.col_{key}") for key in ("office", "code", "roles", "ministries", "state"))
    body = [(link(look.href("people", code=row["code"]), row["office"]), row["code"], row["roles"], row["ministries"] or t("common.none"),
             t(f"people.state_{row['state']}")) for row in rows]
    return table(head, body, caption=t("pages.people"), class_="stack people", row_class=lambda i: "shut" if rows[i]["state"] == "disabled" else None)


def sessions(rows: list[dict], t) -> Markup:
    """Where somebody is signed in; the reader's own session is named."""
    head = tuple(t(f"me.col_{key}") for key in ("where", "method", "began", "seen", "ends"))
    here = lambda row: join(row["where"], span(" ", t("me.here"), class_="sub2") if row["own"] else None)
    body = [(here(row), row["method"], row["began"], row["seen"], row["ends"]) for row in rows]
    return table(head, body, caption=t("me.sessions"), class_="stack")
