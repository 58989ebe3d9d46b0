"""Everything that was published, as rows: which release, when, what it put right, whether it was taken back."""

from collections.abc import Sequence

from tracker.domain.release import Issued


def rows(issued: Sequence[Issued], t) -> list[dict]:
    """One row a release, the newest first. `sha256` names its list of files, None where the edition cannot know it: nothing
    can hold its own fingerprint."""
    return [{
        "id": str(one.manifest.id), "kind": t(f"release.kind_{one.manifest.kind}"), "as_of": one.manifest.as_of,
        "published_on": t.day(one.manifest.published_at), "withdrawn": one.withdrawn, "sha256": one.sha256 or None,
        "notice": t.pick(one.manifest.notice) if one.manifest.notice else "", "signed": bool(one.manifest.key),
    } for one in reversed(issued)]
