"""A reader arrives: the edition they see at an address, and the name under which what is drawn of it may be kept."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from tracker.config import Settings, Site
from tracker.domain.errors import NotFound
from tracker.pages.reader import Address, Published, Reader, reader_for
from tracker.services.editions import Edition, Editions, editions_of


@dataclass(frozen=True)
class Visit:
    """`view` names everything that what is drawn depends on. `readable`: the dates of the address could be read; `knows`:
    there is a plan of the day or release that was asked for, else `edition` is the present one."""

    view: str
    address: Address
    edition: Edition = field(compare=False)
    inside: bool
    readable: bool
    knows: bool
    doors: bool
    public: str = ""

    @cached_property
    def reader(self) -> Reader:
        seen = self.edition
        made = reader_for(self.address, seen.plan, seen.revision, seen.day, seen.past)
        return replace(made, knows=self.knows, published=_published(seen), doors=self.doors, inside=self.inside, public=self.public,
                       issued=seen.issued)


def visit_at(address: Address, readable: bool, inside: bool, settings: Settings, day: date) -> Visit:
    """The visit of somebody who is signed in, or not. Raises NotReady where there is nothing to be seen."""
    editions = editions_of(settings)
    edition, knows = _asked(editions, address, inside)
    if edition.release:
        address = address.of_release(edition.day)
    public = "" if edition.release or settings.site is not Site.BOTH else editions.newest()
    view = f"{edition.revision} {day} {readable} {inside} {knows} {public} {address}"
    return Visit(view, address, edition, inside, readable, knows, settings.site is not Site.PUBLIC, public)


def _asked(editions: Editions, address: Address, inside: bool) -> tuple[Edition, bool]:
    try:
        found = editions.seen(inside, address.release, address.known_on)
        _ = found.plan  # a day before the log begins is told by reading it
        return found, True
    except NotFound:
        return editions.seen(inside), False


def _published(edition: Edition) -> Published | None:
    release, standing = edition.release, edition.standing
    if release is None:
        return None
    return Published(release.manifest, release.manifest_sha256, release.withdrawn, standing.newest, standing.broken, standing.unproven)
