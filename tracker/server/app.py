"""The application around Streamlit: `parts` gives `st.App` its routes, middleware and start-up."""

import gc
import hashlib
from collections.abc import Callable, Mapping
from contextlib import asynccontextmanager
from functools import cache, partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import anyio
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

from tracker.charts.style import staff_stylesheet, stylesheet
from tracker.config import Settings, Site, settings
from tracker.domain.errors import TrackerError
from tracker.incidents import record
from tracker.server.api import api_routes
from tracker.server.desk import Desk, Inside, common_head, script
from tracker.server.downloads import download_routes
from tracker.server.due import watch
from tracker.server.evidence import evidence_routes
from tracker.server.files import Bundle, compress_in_background
from tracker.server.first import write_first
from tracker.server.machines import health, machine_routes
from tracker.server.middleware import POSTS, Early, Files, Guard, content_security_policy
from tracker.server.pages import page_routes, stray
from tracker.server.release_files import release_file_routes
from tracker.server.reports import report_routes
from tracker.server.safety import insist
from tracker.server.shell import Shell
from tracker.services.editions import Editions, editions_of
from tracker.text import wording

INSIDE = "tracker.server.inside"  # imported only where there is an inside
ASSETS = Path(__file__).parent / "assets"
THEME_COLOURS = ("primaryColor", "backgroundColor", "secondaryBackgroundColor", "textColor", "linkColor", "borderColor")
THEME = {"bodyFont": "font", "headingFont": "headingFont", "baseFontSize": "baseFontSize", "baseRadius": "baseRadius"}
STREAMLIT = Path(find_spec("streamlit").submodule_search_locations[0]) / "static"


class Stray(StringConvertor):
    """Any path outside Streamlit's own folders: without this route Streamlit answers every unknown path with 200."""

    regex = "(?!(?:_stcore|media|component)/).*"


register_url_convertor("stray", Stray())


def parts(option: Callable[[str], object]) -> dict[str, Any]:
    """The keyword arguments of `st.App`. `option` gives Streamlit's effective options by name."""
    insist(option)
    chosen = settings()
    kept = chosen.var / "cache"
    bundles = {
        "/static/": Bundle(STREAMLIT / "static", kept, hashed=True),
        "/assets/": own_assets(kept),
    }
    desk = desk_of(chosen, editions_of(chosen), bundles["/assets/"], theme_of(option), _inside(chosen))
    may_upload = import_module(INSIDE).may_upload(desk) if desk.inside else None
    return {
        "routes": routes(desk),
        "middleware": [
            Middleware(Guard, policy=content_security_policy(desk.shell.script_hashes), refusal=desk.refusal, may_upload=may_upload, posts=posts_of(chosen)),
            Middleware(Early, routes=published_routes(desk)),
            Middleware(Files, bundles=bundles, refusal=desk.refusal),
        ],
        "lifespan": lifespan(desk, tuple(bundles.values())),
        "on_script_error": on_script_error,
    }


def posts_of(chosen: Settings) -> tuple[str, ...]:
    """The addresses that take a form: the form of corrections only where the office offers it."""
    return (*POSTS, chosen.correcting) if chosen.correcting.startswith("/") else POSTS


def own_assets(kept: Path) -> Bundle:
    """Fonts, icons and style sheets, with the one the pages share."""
    return Bundle(ASSETS, kept, hashed=False, made={"style.css": stylesheet().encode(), "staff.css": staff_stylesheet().encode()})


def _inside(chosen: Settings) -> Inside | None:
    return None if chosen.site is Site.PUBLIC else import_module(INSIDE).Insiders(chosen)


def desk_of(chosen: Settings, editions: Editions, assets: Bundle, theme: Mapping[str, object], inside: Inside | None = None) -> Desk:
    """The desk over Streamlit's present index.html. Raises ShellChanged where it is not the one we know."""
    index = (STREAMLIT / "index.html").read_text("utf-8")
    scripts = (file.name for file in (STREAMLIT / "static" / "js").iterdir())
    shell = Shell(index, common_head(assets) + script(assets, scripts), theme)
    return Desk(chosen, editions, shell, assets, build_of(chosen.root / "tracker"), inside)


def theme_of(option: Callable[[str], object]) -> dict[str, object]:
    """The theme of .streamlit/config.toml under the names the browser knows its parts by."""
    return {name: option(f"theme.{THEME.get(name, name)}") for name in (*THEME_COLOURS, *THEME)}


def routes(desk: Desk) -> list[BaseRoute]:
    """Own routes, the stray one last."""
    last = Route("/{path:stray}", stray(desk), methods=["GET"], name="stray")
    ways_in = import_module(INSIDE).ways_in(desk) if desk.inside else []
    return [*machine_routes(desk), *download_routes(desk), *report_routes(desk), *evidence_routes(desk), *page_routes(desk), *ways_in, last]


def published_routes(desk: Desk) -> list[BaseRoute]:
    """What is sent from memory, to whoever asks."""
    return [*api_routes(desk), *release_file_routes(desk)]


@cache
def build_of(folder: Path) -> str:
    """A name for the present state of the program's own files."""
    seen = hashlib.sha256()
    for file in sorted(p for p in folder.rglob("*") if p.suffix in (".py", ".toml", ".css")):
        seen.update(file.read_bytes())
    return seen.hexdigest()[:12]


def lifespan(desk: Desk, bundles: tuple[Bundle, ...]):
    @asynccontextmanager
    async def alive(app):
        """Prepare what is read, then take all that is loaded out of the garbage collector's way."""
        try:
            await anyio.to_thread.run_sync(_prepared, desk)
        except TrackerError as problem:
            t = wording(desk.settings.language)
            raise SystemExit(t(problem.key, **problem.values)) from None
        compress_in_background(*reversed(bundles))
        gc.freeze()
        gc.enable()  # `serve` begins without: next to nothing of what a start makes is ever garbage
        async with anyio.create_task_group() as beside:
            if desk.inside:
                beside.start_soon(watch, partial(import_module(INSIDE).publish_due, desk))
                beside.start_soon(write_first, partial(import_module(INSIDE).wants_first, desk), desk.settings.root)
            yield {}
            beside.cancel_scope.cancel()

    return alive


def _prepared(desk: Desk) -> None:
    """Everything that is read first is read before anybody asks."""
    if desk.inside:
        import_module(INSIDE).made_ready(desk)
    if desk.settings.site is Site.PUBLIC:
        health(desk)  # reads what is published; that nothing is, stands in the log
    elif desk.settings.site is Site.BOTH:
        desk.rack.shown()


def on_script_error(error: Exception) -> None:
    """An error that left a page's script: the trace stays here."""
    record(error, "page script")
