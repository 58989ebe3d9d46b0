"""The HTML that carries every page: Streamlit's own index.html, made to speak for the page before any script runs.

Plain Streamlit answers every address with the same English page called "Streamlit". The shell gives each its language, title,
description, addresses in both languages, fonts and colours at first paint, and the page's facts for readers without scripts.
"""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

# Streamlit asks below every deep link for its own addresses and takes the first that answers as its root. Naming the root and
# the answer it would get spares two failed requests and a round trip; origins stay limited to this site. With the theme known
# from the first moment, nothing is drawn in another font or colour, and that font is never fetched. The icon font (375 KB) is
# fetched by Streamlit on every page, used or not; left to the style sheet it is fetched where an icon is drawn.
START = (
    "var load=document.fonts.load.bind(document.fonts);document.fonts.load=function(font,text){"
    'return font.indexOf("Material Symbols")<0?load(font,text):Promise.resolve([])};'
    'var here=window.location.origin,theme=%s;window.__streamlit={BACKEND_BASE_URL:here+"/",MAIN_PAGE_BASE_URL:here+"/",'
    "LIGHT_THEME:theme,DARK_THEME:theme,"
    "HOST_CONFIG:{allowedOrigins:[here],useExternalAuthToken:false,enableCustomParentMessages:false,"
    'enforceDownloadInNewTab:false,metricsUrl:"",blockErrorDialogs:false,resourceCrossOriginMode:null}};'
)
INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)

# What is cut out of Streamlit's index.html, and the mark that takes its place. Each must be found exactly once.
CUTS: tuple[tuple[str, str], ...] = (
    (r'<html lang="en">', '<html lang="\0language\0">'),
    (r"<title>Streamlit</title>", "\0head\0"),
    (r'<link rel="shortcut icon" href="\./favicon\.png" />', ""),
    (r'<link\s+rel="preload"\s+href="\./static/media/SourceSans[^>]*/>', ""),
    (r'<!--(?:(?!-->).)*agent API(?:(?!-->).)*-->\s*<link rel="service-desc"[^>]*/>', ""),
    (r"<noscript>.*?</noscript>", "\0noscript\0"),
    (r"<script>(?=\s*window\.prerenderReady)", "<script>\0start\0</script><script>"),
)


class ShellChanged(Exception):
    """Streamlit's index.html is not the one these cuts were made for."""


CARD = (1200, 630)  # pixels of the picture of a link


@dataclass(frozen=True)
class Link:
    address: str
    label: str


@dataclass(frozen=True)
class Face:
    """What the shell says of one page. Addresses are absolute where they name this site to others (`canonical`,
    `alternates` by language, `icon`, and `card`, the picture of a link to the page where there is one), else paths. `facts` are sentences, `note` says why they stand there alone. What is not `searchable` asks search engines to leave it out; `styles` are sheets
    beyond those of every page."""

    language: str
    title: str
    description: str
    site: str
    facts: tuple[str, ...]
    note: str
    links: tuple[Link, ...]
    canonical: str
    alternates: tuple[tuple[str, str], ...]
    icon: str
    searchable: bool = True
    styles: tuple[str, ...] = ()
    card: str = ""


class Shell:
    """Streamlit's index.html, cut once at start; `page` fills it. `head` is HTML for every page's head, `theme` the options
    of Streamlit's theme by their browser names. `script_hashes` are what the policy must allow."""

    def __init__(self, index: str, head: str, theme: Mapping[str, object]) -> None:
        text = index
        for pattern, mark in CUTS:
            text, count = re.subn(pattern, lambda _: mark, text, flags=re.DOTALL)
            if count != 1:
                raise ShellChanged(f"index.html: {pattern!r} found {count} times")
        text = text.replace('href="./', 'href="/').replace('src="./', 'src="/')
        text = text.replace("\0start\0", START % json.dumps(theme).replace("<", "\\u003c"))
        if './' in re.sub(INLINE_SCRIPT, "", text):
            raise ShellChanged("index.html: an address relative to the page is left")
        self._text = text
        self._head = head
        self.script_hashes = tuple(map(_hash, INLINE_SCRIPT.findall(text)))

    def page(self, face: Face) -> str:
        """The whole HTML of one page."""
        return (
            self._text.replace("\0language\0", face.language)
            .replace("\0head\0", self._head + _head(face))
            .replace("\0noscript\0", _noscript(face))
        )


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _head(face: Face) -> str:
    title, description = escape(face.title), escape(face.description)
    others = "".join(f'<link rel="alternate" hreflang="{lang}" href="{escape(at)}">' for lang, at in face.alternates)
    return (
        f"<title>{title}</title>"
        f'<meta name="description" content="{description}">'
        f'<meta property="og:type" content="website"><meta property="og:site_name" content="{escape(face.site)}">'
        f'<meta property="og:title" content="{title}"><meta property="og:description" content="{description}">'
        f'<meta property="og:url" content="{escape(face.canonical)}">{_picture(face)}'
        f'<meta property="og:locale" content="{"ko_KR" if face.language == "ko" else "en_GB"}">'
        f'<link rel="canonical" href="{escape(face.canonical)}">{others}'
        + (_feeds(face) if face.searchable else '<meta name="robots" content="noindex">')
        + "".join(f'<link rel="stylesheet" href="{escape(at)}">' for at in face.styles)
    )


def _picture(face: Face) -> str:
    """What other sites show beside a link to the page."""
    if not face.card:
        return f'<meta property="og:image" content="{escape(face.icon)}">'
    about = {"og:image": face.card, "og:image:type": "image/png", "og:image:width": CARD[0], "og:image:height": CARD[1], "og:image:alt": face.description}
    named = "".join(f'<meta property="{name}" content="{escape(str(value))}">' for name, value in about.items())
    return f'{named}<meta name="twitter:card" content="summary_large_image">'


def _feeds(face: Face) -> str:
    """What changed, for feed readers that are shown a page."""
    kinds = (("atom", "application/atom+xml"), ("json", "application/feed+json"))
    return "".join(f'<link rel="alternate" type="{kind}" title="{escape(face.site)}" href="/feeds/changes.{form}?lang={face.language}">' for form, kind in kinds)


def _noscript(face: Face) -> str:
    facts = "".join(f"<li>{escape(fact)}</li>" for fact in face.facts)
    links = "".join(f'<li><a href="{escape(link.address)}">{escape(link.label)}</a></li>' for link in face.links)
    return (
        f'<noscript><main class="plain"><h1>{escape(face.title)}</h1><p>{escape(face.description)}</p>'
        f"<ul>{facts}</ul><p>{escape(face.note)}</p><nav><ul>{links}</ul></nav></main></noscript>"
    )
