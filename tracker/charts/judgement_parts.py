"""The committee's judgement beside a computed status: a plain word, because the shapes belong to what is computed."""

from tracker.charts.markup import Markup, div, p, span, status


def block(found: dict | None, t) -> Markup | None:
    """Who judged what, when, why and until when; where it is kinder than the rule, that is said."""
    if found is None:
        return None
    said = p(span(t("judged.title"), class_="l"), " ", span(t(f"judged.{found['judged']}"), class_="w"), class_="said")
    by = t("judged.by", assessor=found["assessor"], on=found["on"], until=found["expires_on"])
    kinder = p(t("judged.kinder"), " ", status(t, found["computed"]), class_="kinder") if found["kinder"] else None
    return div(said, p(found["reason"], class_="body"), p(by, class_="small"), kinder, class_="judged")
