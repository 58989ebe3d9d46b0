"""The release to come: what a new site shows while its very first release is still being written.

It lies beside the releases as `.coming/<id>` and holds the plan and nothing else, under the day and the time the release
will bear. It is none itself: no address gives its files, no release names it, and it goes when the first one is there.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path

from tracker.domain.release import Manifest, ReleaseId
from tracker.exchange.release_folder import Release, ids, read_release, write_release

COMING = ".coming"


def coming(folder: Path) -> Release | None:
    """What is announced in the folder of releases; None where nothing sound is, or a release is there already."""
    held = ids(folder / COMING)
    return read_release(folder / COMING, held[0])[0] if held and not ids(folder) else None


def taken(folder: Path) -> tuple[ReleaseId, ...]:
    """The ids no further release may have: of those there are, and of the one that is announced."""
    return ids(folder) or ids(folder / COMING)


def is_coming(release: Release) -> bool:
    return release.folder.parent.name == COMING


def announce(folder: Path, manifest: Manifest, files: Mapping[str, bytes], private_key: str = "") -> Release:
    """Announced at one stroke, in place of what was before. The caller holds the folder."""
    aside = folder / f".{manifest.id}.coming"
    shutil.rmtree(aside, ignore_errors=True)
    made = write_release(aside, manifest, files, private_key)
    forget(folder)
    aside.rename(folder / COMING)
    return Release(folder / COMING / str(manifest.id), made.manifest, made.manifest_sha256)


def forget(folder: Path) -> None:
    """Takes the announcement away. The caller holds the folder."""
    for id in ids(folder / COMING):
        gone = folder / f".{id}.gone"  # a name that `holding` clears away
        shutil.rmtree(gone, ignore_errors=True)
        (folder / COMING).rename(gone)
        shutil.rmtree(gone, ignore_errors=True)
        return
    shutil.rmtree(folder / COMING, ignore_errors=True)
