"""The picture another site shows beside a link to ours: what the plan, or an area, has come to, in numbers, on its day.

One for the plan and one for each area, in each language. Every page of the edition names the one that fits it.
"""

from tracker.charts import status_strip
from tracker.domain.plan import Plan
from tracker.domain.words import LANGUAGES
from tracker.exchange.pictures import fewer_colours
from tracker.site.info import ReleaseInfo
from tracker.site.places import Place, card_of, place
from tracker.site.report_charts import strip_of
from tracker.site.report_parts import Document, paragraph, run
from tracker.site.report_source import Source
from tracker.site.report_typst import printed
from tracker.views import areas, overview

WIDTH, HEIGHT = 1200, 630  # pixels, as the template sets them


def files_cards(plan: Plan, info: ReleaseInfo) -> dict[str, bytes]:
    """Every card as PNG by its path in the release; none where the site has no address, so that nobody could be led to one."""
    if not info.address:
        return {}
    sources = [Source(plan, info.as_of, language, info, info.address) for language in LANGUAGES]
    return {card_of(place("area" if code else "overview", of.language, {"code": code})): fewer_colours(printed(document(of, code), "png"))
            for of in sources for code in ("", *(a.code for a in plan.areas))}


def said(of: Source, code: str = "") -> tuple[str, str]:
    """What the card is about, and its one sentence."""
    if code:
        return of.t.pick(of.plan.area(code).name), areas.finding(of.plan, of.as_of, of.t, code)
    return of.t.pick(of.plan.head.name), overview.finding(of.plan, of.as_of, of.t)


def alternative(plan: Plan, info: ReleaseInfo, there: Place) -> str:
    """The card in words."""
    of, code = Source(plan, info.as_of, there.language, info, info.address), there.value("code") if there.page == "area" else ""
    return ". ".join((*said(of, code), status_strip.sentence(_rows(of, code), of.t)))


def document(of: Source, code: str = "") -> Document:
    """The card: whose, what, the strip with its numbers, of which day and release."""
    title, finding = said(of, code)
    rows, t = _rows(of, code), of.t
    foot = " · ".join((t("common.as_of", as_of=of.as_of), of.short_edition, of.address.partition("//")[2]))
    above = t.pick(of.plan.head.name) if code else t("site.card_about")
    blocks = (paragraph(above, role="sub"), paragraph(run(title, "bold"), role="big"), paragraph(finding, role="finding"),
              strip_of(rows["counts"], status_strip.sentence(rows, t), t), paragraph(foot, role="source"))
    return Document("card", title, of.language, of.as_of, blocks)


def _rows(of: Source, code: str) -> dict:
    """Rows of charts.status_strip, without what the committee announced of the whole."""
    if not code:
        return overview.strip(of.plan, of.as_of) | {"official": None}
    n = areas.numbers(of.plan, of.as_of)[code]
    return {"as_of": of.as_of, "total": n["milestones"], "counts": [(kind, count) for kind, count in n["spread"].items() if count]}
