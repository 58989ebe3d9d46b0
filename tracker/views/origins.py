"""Where a fact comes from, as the pages name it."""

import re
from urllib.parse import urlsplit

from tracker.domain.periods import parse_period
from tracker.domain.plan import Plan
from tracker.domain.sources import Confidence, Origin


def named(plan: Plan, t, origin: Origin) -> dict:
    """`words` (title of a main document, else publisher), `url` (empty where no source may be linked), `weak` for low confidence."""
    source = plan.sources_by_url.get(origin.url)
    words = t.pick(source.title) or _shorn(source.publisher) if source else publisher(origin.url)
    return {"words": words or t("common.no_data"), "url": origin.url, "weak": origin.confidence is Confidence.LOW}


def publisher(url: str) -> str:
    """The host of an address without the prefixes that say nothing."""
    return _shorn(urlsplit(url).hostname or "")


def _shorn(host: str) -> str:
    return re.sub(r"^(n?www|m)\.", "", host)


def published_words(t, published: str) -> str:
    """The day or period a source names, as the pages write dates; what is neither stays as it is."""
    try:
        return t.period(parse_period(published))
    except ValueError:
        return published
