"""What a report says of the state of the plan it was made of, and where its lines lead."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tracker.charts.look import page_address
from tracker.domain.plan import Plan
from tracker.site.info import ReleaseInfo
from tracker.site.places import place
from tracker.text import Wording, wording
from tracker.views.organisations import full
from tracker.views.pages import PATHS
from tracker.views.share import share


@dataclass(frozen=True)
class Source:
    """`plan` on `as_of` in `language`, whole or the share of one `ministry`. `release` is None for the working plan;
    `address` the root of the site, empty where nobody knows it: then nothing is linked."""

    whole: Plan
    as_of: date
    language: str
    release: ReleaseInfo | None = None
    address: str = ""
    ministry: str = ""

    @cached_property
    def t(self) -> Wording:
        return wording(self.language).of(self.whole.head)

    @cached_property
    def plan(self) -> Plan:
        """What the report is about."""
        return share(self.whole, self.ministry) if self.ministry else self.whole

    @property
    def body(self) -> str:
        """The name of the ministry, empty for the whole plan."""
        return full(self.whole, self.t, self.ministry) if self.ministry else ""

    @property
    def edition(self) -> str:
        """Which state of the plan this is, in one line."""
        if self.release is None:
            return self.t("printed.working")
        signed = self.t("printed.signed", key=self.release.key[:12]) if self.release.key else self.t("printed.unsigned")
        return " · ".join((self.t("printed.release", id=str(self.release.id), on=self.t.day(self.release.published_at)),
                           self.t(f"release.kind_{self.release.kind}"), signed))

    @property
    def short_edition(self) -> str:
        return self.t("printed.release_short", id=str(self.release.id)) if self.release else self.t("printed.working_short")

    def href(self, page: str, **query: str) -> str:
        """The permanent address of a page: in the release, or of the site as of the day of the report."""
        if not self.address:
            return ""
        if self.release and self.as_of == self.release.as_of:
            return f"{self.address}/r/{self.release.id}/{place(page, self.language, query).file}"
        release = {"release": str(self.release.id)} if self.release else {}
        return self.address + page_address(PATHS, {"lang": self.language, "as_of": self.as_of.isoformat()} | release)(page, **query)
