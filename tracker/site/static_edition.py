"""The static edition of a release: every public page in both languages, readable without a script and without a server.

Beginning with the pages of the menu and of everything the plan holds, each page an edition's page leads to is written too:
no link inside it is broken, and nothing is written that nothing leads to.
"""

from collections.abc import Iterator

from tracker.domain.plan import Plan
from tracker.domain.words import LANGUAGES
from tracker.kept import Kept
from tracker.pages.reader import Past
from tracker.site import static_search
from tracker.site.info import ReleaseInfo
from tracker.site.places import Place, place
from tracker.site.static_assets import Assets, assets
from tracker.site.static_head import FONTS, SCRIPT, STYLE, sitemap
from tracker.site.static_page import Written, write
from tracker.site.static_reader import COMMON
from tracker.views.pages import PUBLIC

# The pages about one thing, and where the plan keeps those things.
SUBJECTS = {"area": "areas", "goal": "goals", "milestone": "milestones", "programme": "programmes", "indicator": "indicators",
            "ministry": "organisations"}


def files_static(plan: Plan, info: ReleaseInfo, past: Past | None = None) -> dict[str, bytes]:
    """The files of the edition by their path in the release. `plan` is what is published."""
    pages, files, letters, places = {}, {}, set(), []
    for page in _pages(plan, info, past):
        letters |= page.letters
        places.append(page.place)
        pages |= page.pages
        files |= page.figures
    shared = assets(letters)
    files |= {path: _named(html, shared) for path, html in pages.items()} | shared.files
    files |= {static_search.index_file(language): static_search.index(plan, language) for language in LANGUAGES}
    if info.address:
        files["sitemap.xml"] = sitemap(info, places)
    return dict(sorted(files.items()))


def _pages(plan: Plan, info: ReleaseInfo, past: Past | None) -> Iterator[Written]:
    """Every page once, each with those it leads to."""
    waiting = list(starts(plan))
    known, common = set(waiting), Kept(COMMON)

    def asked(there: Place) -> None:
        if there not in known:
            known.add(there)
            waiting.append(there)

    while waiting:
        yield write(plan, info, past, waiting.pop(), asked, common)


def starts(plan: Plan) -> Iterator[Place]:
    """Where everything begins: the pages that stand for themselves, and one for each thing of the plan."""
    for language in LANGUAGES:
        yield from (place(page.key, language) for page in PUBLIC if page.key not in SUBJECTS)
        yield from (place(key, language, {"code": one.code}) for key, group in SUBJECTS.items() for one in getattr(plan, group))


def _named(html: bytes, shared: Assets) -> bytes:
    for mark, name in ((STYLE, shared.style), (SCRIPT, shared.script), (FONTS, shared.fonts)):
        html = html.replace(mark.encode(), name.encode())
    return html
