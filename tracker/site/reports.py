"""Printed reports by name and form: what the command line, the routes and a release ask for."""

from collections.abc import Callable

from tracker.domain.plan import Plan
from tracker.domain.words import LANGUAGES
from tracker.site import report_brief, report_quarterly
from tracker.site.info import ReleaseInfo
from tracker.site.report_html import html
from tracker.site.report_markdown import markdown
from tracker.site.report_parts import Document
from tracker.site.report_source import Source
from tracker.site.report_typst import printed

KINDS: dict[str, Callable[[Source], Document]] = {"brief": report_brief.document, "quarterly": report_quarterly.document}
FORMS: dict[str, tuple[Callable[[Document], bytes], str]] = {
    "pdf": (printed, "application/pdf"), "html": (html, "text/html; charset=utf-8"), "md": (markdown, "text/markdown; charset=utf-8"),
}


def report(kind: str, form: str, of: Source) -> bytes:
    """The report `kind` as `form`. The same source gives the same bytes. KeyError for an unknown kind or form."""
    return FORMS[form][0](KINDS[kind](of))


def files_reports(plan: Plan, info: ReleaseInfo) -> dict[str, bytes]:
    """The reports a release carries, by path: both on paper and the quarterly one to paste."""
    sources = [Source(plan, info.as_of, language, info, info.address) for language in LANGUAGES]
    return {f"data/{kind}.{of.language}.{form}": report(kind, form, of) for of in sources for kind in KINDS for form in ("pdf", "md")}
