"""A process that writes the first release and stops in the middle until it is killed (`stop`), or goes through (`go`)."""

import signal
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from tests.services.press import small
from tracker.config import Settings
from tracker.services.first_release import write_first
from tracker.site.files import build_at_once

AT, DAY = datetime(2026, 11, 22, 3, tzinfo=UTC), date(2026, 11, 22)


def settings_of(url: str, folder: Path) -> Settings:
    return Settings(url, DAY, "ko", "127.0.0.1", 8501, folder.parent, folder.parent, releases=folder)


def stopping(contents) -> dict[str, bytes]:
    print("building", flush=True)
    signal.pause()
    return small(contents)


if __name__ == "__main__":
    how, url, folder = sys.argv[1:]
    print("begun", flush=True)
    print(write_first(settings_of(url, Path(folder)), AT, DAY, build_at_once, stopping if how == "stop" else small).id, flush=True)
