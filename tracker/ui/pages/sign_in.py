"""What a visitor finds at the address of a work page: where to sign in."""

from tracker.ui.work_frame import sign_in_first


def render(reader) -> None:
    sign_in_first(reader)
