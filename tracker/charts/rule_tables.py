"""The rules of the tracker as tables: for the page on the method."""

from tracker.charts.markup import Markup, div, join, mark, span, status, table, tag

EXAMPLES_SHOWN = 6


def _head(t, *keys: str) -> tuple[str, ...]:
    return tuple(t(f"methodology.col_{key}") for key in keys)


def status_rules(rows: list[dict], t) -> Markup:
    body = [(str(row["order"]), div(*(div(status(t, shown), span(f" {n:,}", class_="only-s"))
             for shown, n in zip(row["statuses"], row["counts"]))), row["meaning"], div(*(div(f"{n:,}") for n in row["counts"]))) for row in rows]
    return table(_head(t, "order", "status", "when", "count"), body, caption=t("methodology.status_title"), numeric={3}, class_="rules statuses")


def three_facts(t) -> Markup:
    return div(*(div(tag("p", t(f"methodology.facts_{i}"), class_="l"), tag("p", t(f"methodology.facts_{i}_c"), class_="c"), class_="card")
                 for i in (1, 2, 3)), class_="cards three facts")


def measures(rows: list[dict], t) -> Markup:
    body = [(row["name"], row["meaning"], row["shown_value"]) for row in rows]
    return table(_head(t, "measure", "meaning", "value"), body, caption=t("methodology.progress_title"), numeric={2}, class_="rules measures")


def verdicts(rows: list[dict], t) -> Markup:
    body = [(_verdict(row["verdict"], t), row["meaning"], f"{row['count']:,}") for row in rows]
    return table(_head(t, "verdict", "rule", "indicators"), body, caption=t("methodology.verdict_title"), numeric={2}, class_="rules")


def _verdict(verdict: str, t) -> Markup:
    return span(mark(verdict), t(f"verdict.{verdict}"), class_=f"status s-{verdict}")


def methods(rows: list[dict], t) -> Markup:
    """A method that cannot be formed says so instead of a verdict."""
    body = [(row["name"], t.percent(row["ratio"]), _verdict(row["verdict"], t) if row["verdict"] else t("methodology.method_none")) for row in rows]
    return table(_head(t, "method", "ratio", "verdict"), body, caption=t("methodology.method_title"), numeric={1}, class_="rules methods")


def stages(rows: list[dict], t) -> Markup:
    body = [(row["name"], row["meaning"], f"{row['reported_programmes']:,}" if row["reported_programmes"] else t("common.no_data")) for row in rows]
    return table(_head(t, "stage", "meaning", "programmes"), body, caption=t("methodology.money_title"), numeric={2}, class_="rules")


def grades(rows: list[dict], t) -> Markup:
    body = [(row["grade"], row["meaning"], f"{row['count']:,}") for row in rows]
    return table(_head(t, "grade", "meaning", "reports"), body, caption=t("methodology.grade_title"), numeric={2}, class_="rules")


def gaps(rows: list[dict], t) -> Markup:
    """Counts with a few codes; all codes are in the download."""
    head = tuple(t(f"quality.col_{key}") for key in ("finding", "count", "whole", "codes"))
    body = [(join(row["finding"], span(t.won(row["won"]), class_="sub2") if row["won"] is not None else None),
             f"{row['count']:,}", f"{row['whole']:,}", span(_examples(row["codes"], t), class_="small")) for row in rows]
    return table(head, body, caption=t("quality.subtitle"), numeric={1, 2}, class_="rules gaps")


def _examples(codes: list[str], t) -> str:
    shown, rest = t.join(codes[:EXAMPLES_SHOWN]), len(codes) - EXAMPLES_SHOWN
    return shown if rest <= 0 else f"{shown} {t('quality.more', n=rest)}"


def folded(words: str, shown: Markup) -> Markup:
    """What few look up, behind its own name."""
    return tag("details", tag("summary", words), shown)


def portals(rows, t) -> Markup:
    body = [(t.pick(row.name), t.pick(row.owner), t.pick(row.shows)) for row in rows]
    return table(_head(t, "portal", "owner", "shows"), body, caption=t("methodology.portals_title"), class_="stack")


def glossary(rows: list[dict], t) -> Markup:
    """The reader's word first, the other language's beside it, marked as such for those who have it read aloud."""
    own, other, tongue = ("name", "name_en", "en") if t.language == "ko" else ("name_en", "name", "ko")
    body = [(row[own], span(row[other], lang=tongue), row["meaning"]) for row in rows]
    return table(_head(t, "term", "other", "meaning"), body, caption=t("methodology.glossary_title"), class_="rules words")


def rights(rows: list[dict], t) -> Markup:
    """Actions by roles: where, and an empty cell where not at all."""
    roles = tuple(rows[0]["scopes"])
    own = span(t("rights.own_mark"), class_="sub2")
    body = [(join(row["name"], None if row["own_work"] else own), *(_scope(row["scopes"][role], t) for role in roles)) for row in rows]
    return table((t("rights.col_action"), *(t(f"role.{role}") for role in roles)), body, caption=t("rights.table_title"), class_="stack rights")


def _scope(scope: str, t) -> Markup:
    return span(t(f"rights.scope_{scope}"), class_=f"scope-{scope}" + (" hidden" if scope == "none" else ""))


def roles(rows: list[dict], t) -> Markup:
    body = [(row["name"], row["about"], t("rights.roles_count", n=row["actions"])) for row in rows]
    return table(tuple(t(f"rights.col_{key}") for key in ("role", "about", "count")), body, caption=t("rights.roles_title"), class_="rules")
