"""`verify-release`: is a release what was published? Needs nothing but its files, from a folder or from the web."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import typer

from tracker.cli.speaking import speaking, words_of
from tracker.domain.errors import NotFound, NotReady
from tracker.domain.release import MANIFEST, Flaw, Manifest, manifest_bytes, read_manifest, sha256
from tracker.exchange.release_folder import Fetch, Finding, checked, fetch_from, ids, unnamed, withdrawal
from tracker.exchange.withdrawal import Proof
from tracker.text import Wording

NOT_SOUND = 1
SECONDS, LARGEST = 30, 256 << 20  # per file of the web


def verify_release(
    where: Annotated[str, typer.Argument(metavar="DIR_OR_URL", help="The folder or address of one release, or a folder of releases.")],
    key: Annotated[str, typer.Option(help="The public key it must be signed with, or a file that holds it.")] = "",
    lang: Annotated[str, typer.Option(help="ko or en; TRACKER_LANGUAGE when not given.")] = "",
) -> None:
    """Check every file, the signature and the chain to the releases before it. Exit code 1 where anything is wrong."""
    t, sound = words_of(lang), True
    with speaking(t):
        trusted = _key(key)
        for place in _places(where):
            sound &= _told(place, trusted, t)
        typer.echo(t("release.sound" if sound else "release.unsound"))
    if not sound:
        raise typer.Exit(NOT_SOUND)


def _key(text: str) -> str:
    return Path(text).read_text("utf-8").strip() if text and Path(text).is_file() else text.strip()


def _places(where: str) -> list[str]:
    """The release itself, or every one of a folder."""
    folder = Path(where)
    if _is_address(where) or (folder / MANIFEST).exists() or (folder.is_dir() and _looks_like_id(folder.name)):
        return [where.rstrip("/")]
    held = ids(folder)
    if not held:
        raise NotFound("release.nothing_there", where=where)
    return [str(folder / str(id)) for id in held]


def _is_address(where: str) -> bool:
    return where.startswith(("https://", "http://"))


def _fetch(place: str) -> Fetch:
    return _fetch_web(place) if _is_address(place) else fetch_from(Path(place))


def _fetch_web(place: str) -> Fetch:
    def fetch(path: str) -> bytes | None:
        try:
            with urlopen(Request(f"{place}/{path}", headers={"User-Agent": "verify-release"}), timeout=SECONDS) as answer:  # noqa: S310
                return answer.read(LARGEST)
        except HTTPError as error:
            if error.code in (404, 410):
                return None
            raise NotReady("release.not_fetched", where=f"{place}/{path}", why=str(error.code)) from None
        except (URLError, TimeoutError) as error:
            raise NotReady("release.not_fetched", where=f"{place}/{path}", why=type(error).__name__) from None
    return fetch


def _told(place: str, trusted: str, t: Wording) -> bool:
    """Says how one release fares; whether it is sound."""
    name = "" if _is_address(place) and place.rsplit("/", 1)[-1] == "latest" else place.rsplit("/", 1)[-1]
    manifest, findings = checked(_fetch(place), name if _looks_like_id(name) else "", trusted)
    if manifest and not _is_address(place):
        findings = (*findings, *unnamed(Path(place), manifest))
    said = f"{manifest.id}" if manifest else place
    typer.echo(t("release.checking", id=said, n=len(manifest.files) if manifest else 0))
    wrong = [f for f in findings if f.flaw is not Flaw.UNSIGNED]
    lines = [*(_words(f, t) for f in findings), *(_chain(place, manifest, t, wrong) if manifest else ()), *(_withdrawn(place, manifest, trusted, t, wrong) if manifest else ())]
    if manifest and manifest.key and not wrong:
        lines.insert(0, t("release.signed_trusted" if trusted else "release.signed", print=manifest.key))
    for line in lines:
        typer.echo(f"  {line}")
    return not wrong


def _looks_like_id(name: str) -> bool:
    return bool(name) and name[:4].isdigit()


def _words(finding: Finding, t: Wording) -> str:
    return t(f"release.flaw_{finding.flaw}", path=finding.path)


def _withdrawn(place: str, manifest: Manifest, trusted: str, t: Wording, wrong: list[Finding]) -> Iterator[str]:
    """What the mark beside a release in a folder says and proves; the web shows no marks. One that was tampered with is added
    to `wrong`."""
    if _is_address(place):
        return
    found = withdrawal(Path(place).parent, manifest.id, sha256(manifest_bytes(manifest)), trusted)
    if found is None:
        return
    when, why = (t("release.withdrawn_on", on=t.day(found.at)) if found.at else ""), t.pick(found.reason)
    yield t("release.withdrawn_because", when=when, reason=why) if why else t("release.state_withdrawn")
    yield t(f"release.withdrawal_{found.proof}", print=found.key)
    if found.proof is Proof.BAD:
        wrong.append(Finding(Flaw.BAD_SIGNATURE, str(manifest.id)))


def _chain(place: str, manifest: Manifest, t: Wording, wrong: list[Finding]) -> Iterator[str]:
    """Follows the chain as far as the releases before it lie beside it; what breaks it is added to `wrong`."""
    fetch = _fetch(place.rsplit("/", 1)[0])
    while manifest.previous:
        content = fetch(f"{manifest.previous.id}/{MANIFEST}")
        if content is None:
            yield t("release.chain_not_there", id=str(manifest.previous.id))
            return
        if sha256(content) != manifest.previous.manifest:
            wrong.append(Finding(Flaw.BROKEN_CHAIN, str(manifest.previous.id)))
            yield t("release.flaw_broken_chain", path=str(manifest.previous.id))
            return
        manifest = read_manifest(content)
    yield t("release.chain_holds", first=str(manifest.id))
