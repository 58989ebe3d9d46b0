"""The half of the pages that knows who is signed in. A public site never imports it."""

from dataclasses import replace
from datetime import date

from tracker.domain.workspace import Person
from tracker.pages.reader import Address
from tracker.ui import work_frame, work_page
from tracker.ui.member import member_for, person_here

__all__ = ["draw_work", "person_here", "strip"]


def strip(address: Address, person: Person, day: date) -> None:
    """Who is signed in, above a page everybody reads."""
    work_frame.strip(member_for(_at_work(address), person, day))


def draw_work(address: Address, person: Person, day: date) -> None:
    work_page.draw(member_for(_at_work(address), person, day))


def _at_work(address: Address) -> Address:
    """Work is done on the working plan, whatever release somebody came from."""
    return replace(address, release="")
