"""Every page of the tracker: key, address, place in the menu, the query it takes, and what its head says."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module

from tracker.domain.actors import Action
from tracker.domain.plan import Plan

LONGEST_VALUE = 80  # of one query value; anything longer is cut before it reaches a page, a download or a cache key


@dataclass(frozen=True)
class PageEntry:
    """`menu`: main (first row), more (second row), work (the menu of who is signed in) or none. `takes`: query parameters
    of the page itself. `view`: the module below tracker.views whose `facts(plan, as_of, t, query)` feeds the head of the
    page. `needs`: what a reader must be allowed to do; such a page is drawn for one person, by `render(member)`."""

    key: str
    path: str
    menu: str
    takes: tuple[str, ...] = ()
    view: str = ""
    parent: str = "overview"
    needs: Action | None = None

    @property
    def public(self) -> bool:
        return self.needs is None


PAGES = (
    PageEntry("overview", "/", "main", view="overview", parent=""),
    PageEntry("goals", "/goals", "main", ("pillar", "area", "lead", "status", "q"), "goals"),
    PageEntry("milestones", "/milestones", "main", ("view", "area", "lead", "status", "due", "q", "page"), "milestones"),
    PageEntry("funding", "/funding", "main", ("unit", "order", "ministry", "support", "q", "page"), "funding"),
    PageEntry("indicators", "/indicators", "main", ("verdict", "origin"), "indicators"),
    PageEntry("committee", "/committee", "main", ("part",), "committee"),
    PageEntry("areas", "/areas", "more", view="areas"),
    PageEntry("supports", "/supports", "more", view="supports"),
    PageEntry("ministries", "/ministries", "more", view="ministries"),
    PageEntry("changes", "/changes", "more", ("since",), "changes"),
    PageEntry("methodology", "/methodology", "more", view="methodology"),
    PageEntry("data", "/data", "more", ("dataset",), "data"),
    PageEntry("brief", "/brief", "more", view="brief"),
    PageEntry("search", "/search", "more", ("q",), "search"),
    PageEntry("help", "/help", "more", view="help"),
    PageEntry("area", "/area", "none", ("code",), "areas", "areas"),
    PageEntry("goal", "/goal", "none", ("code",), "goals", "goals"),
    PageEntry("milestone", "/milestone", "none", ("code",), "milestones", "milestones"),
    PageEntry("programme", "/programme", "none", ("code",), "funding", "funding"),
    PageEntry("indicator", "/indicator", "none", ("code",), "indicator", "indicators"),
    PageEntry("ministry", "/ministry", "none", ("code", "page"), "ministry", "ministries"),
    PageEntry("history", "/history", "none", ("of", "on"), "object_history", "changes"),
    PageEntry("compare", "/compare", "none", ("from", "to", "known_from", "known_to"), "compare", "changes"),
    PageEntry("corrections", "/corrections", "none", view="corrections", parent="changes"),
    PageEntry("published", "/published", "none", parent="data"),
    PageEntry("rights", "/rights", "none", view="rights", parent="methodology"),
    PageEntry("gallery", "/gallery", "none", parent="methodology"),
    PageEntry("inbox", "/work", "work", ("show", "ministry"), needs=Action.DRAFT),
    PageEntry("report", "/report", "none", ("code", "checkpoint", "corrects"), parent="inbox", needs=Action.DRAFT),
    PageEntry("review", "/review", "work", ("code", "part"), needs=Action.APPROVE),
    PageEntry("requests", "/requests", "work", ("code", "new", "show", "milestone"), needs=Action.READ_WORKSPACE),
    PageEntry("workbooks", "/workbooks", "work", ("ministry",), needs=Action.SUBMIT),
    PageEntry("edit", "/edit", "work", ("kind", "code", "q", "page", "new"), needs=Action.EDIT_PLAN),
    PageEntry("tickets", "/tickets", "work", ("code", "show"), needs=Action.READ_WORKSPACE),
    PageEntry("releases", "/releases", "work", ("code",), needs=Action.PREPARE_RELEASE),
    PageEntry("log", "/log", "work", ("of", "actor", "action", "first", "last", "page"), needs=Action.READ_LOG),
    PageEntry("people", "/people", "work", ("code", "show"), needs=Action.READ_PEOPLE),
    PageEntry("me", "/me", "none", needs=Action.READ_WORKSPACE),
)
BY_KEY = {page.key: page for page in PAGES}
PUBLIC = tuple(page for page in PAGES if page.public)
MENU = tuple(page for page in PUBLIC if page.menu != "none")
WORK = tuple(page for page in PAGES if page.menu == "work")
PATHS = {page.key: page.path for page in PAGES}


@dataclass(frozen=True)
class Head:
    """What the head of a page says: title, description and the facts shown where scripts do not run."""

    title: str
    description: str
    facts: tuple[str, ...]


def head(plan: Plan, as_of: date, t, key: str, query: dict[str, str]) -> Head:
    """The head of a page. A page about one thing (`code`) raises NotFound for an unknown code."""
    name = t(f"pages.{key}")
    facts = _facts(BY_KEY[key])(plan, as_of, t, query)
    subject = facts.subject or name
    title = t("pages.title", subject=subject, site=plan.head.short_name)
    return Head(title, facts.finding or t("pages.description", plan=plan.head.name), (subject, facts.finding, *facts.lines))


def subject_of(plan: Plan, t, key: str, code: str) -> str:
    """What a page is about: the name of the one thing it shows, else its own. NotFound for an unknown code."""
    finds = {"area": plan.area, "goal": plan.goal, "milestone": plan.milestone, "programme": plan.programme,
             "indicator": plan.indicator, "ministry": plan.organisation}
    if key not in finds or not code:
        return t(f"pages.{key}")
    thing = finds[key](code)
    return t.pick(getattr(thing, "title", None) or thing.name)


@dataclass(frozen=True)
class Facts:
    """A page in a few plain sentences: `subject` (name of the one thing shown, else empty), the finding, more lines."""

    subject: str = ""
    finding: str = ""
    lines: tuple[str, ...] = ()


def _facts(page: PageEntry) -> Callable[..., Facts]:
    """`facts_<key>` of the page's view module, else its `facts`, else nothing to say."""
    if not page.view:
        return lambda *_: Facts()
    module = import_module(f"tracker.views.{page.view}")
    return getattr(module, f"facts_{page.key}", None) or getattr(module, "facts", lambda *_: Facts())
