"""The shell: Streamlit's index.html speaks for each page, in its language, before a script runs."""

import re
from html.parser import HTMLParser

import pytest

from tracker.domain.words import LANGUAGES
from tracker.server.app import STREAMLIT
from tracker.server.middleware import content_security_policy
from tracker.server.shell import INLINE_SCRIPT, Face, Link, Shell, ShellChanged, _hash
from tracker.text import wording
from tracker.views.pages import PAGES

INDEX = (STREAMLIT / "index.html").read_text("utf-8")


class Outline(HTMLParser):
    """The parts of a page the tests look at."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.texts: dict[str, str] = {}
        self._open = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._open = tag

    def handle_data(self, data):
        self.texts[self._open] = self.texts.get(self._open, "") + data

    def all(self, tag, **wanted):
        return [a for name, a in self.tags if name == tag and wanted.items() <= a.items()]


def a_face(**changes) -> Face:
    plain = dict(
        language="ko", title="T", description="D", site="S", facts=("F1", "F2"), note="N", links=(Link("/goals", "G"),),
        canonical="http://h/", alternates=(("ko", "http://h/"), ("en", "http://h/?lang=en")), icon="http://h/i.png",
    )
    return Face(**(plain | changes))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.key)
def test_every_page_in_every_language(client, plan_codes, caplog, entry, language):
    code = f"&code={plan_codes[entry.key]}" if entry.key in plan_codes else ""
    answer = client.get(f"{entry.path}?lang={language}{code}")
    assert answer.status_code == 200, answer.text
    assert "incident" not in caplog.text
    page = Outline(answer.text)
    assert page.all("html", lang=language)
    assert "Streamlit" not in page.texts["title"] and page.texts["title"].strip()
    assert page.all("meta", name="description")[0]["content"]
    assert page.all("meta", property="og:title")[0]["content"] == page.texts["title"]
    assert page.texts["h1"] == page.texts["title"]
    own = page.all("link", rel="canonical")[0]["href"]
    others = {a["hreflang"]: a["href"] for a in page.all("link", rel="alternate") if "hreflang" in a}
    assert set(others) == {"ko", "en", "x-default"} and others[language] == own and others["x-default"] == others["ko"]
    assert wording(language)("server.without_scripts") in answer.text
    assert bool(page.all("meta", name="robots", content="noindex")) == (not entry.public)


def test_a_fault_in_the_facts_costs_only_the_facts(client, monkeypatch, caplog):
    from tracker.server import pages

    def broken(*_):
        raise ZeroDivisionError("hunter2")

    monkeypatch.setattr(pages, "head", broken)
    answer = client.get("/goals")
    assert answer.status_code == 200 and wording("ko")("pages.goals") in Outline(answer.text).texts["title"]
    assert "hunter2" not in answer.text and "incident" in caplog.text


def test_an_english_default_is_the_unmarked_address(tmp_path):
    from tests.server.desks import a_client, a_desk

    page = Outline(a_client(a_desk(tmp_path, language="en")).get("/brief").text)
    assert page.all("html", lang="en")
    others = {a["hreflang"]: a["href"] for a in page.all("link", rel="alternate") if "hreflang" in a}
    assert others["en"] == "http://testserver/brief" and others["ko"] == "http://testserver/brief?lang=ko"


def test_text_is_escaped_everywhere():
    nasty = '"><script>alert(1)</script>'
    page = Shell(INDEX, "", {}).page(a_face(
        title=nasty, description=nasty, site=nasty, facts=(nasty,), note=nasty, links=(Link(nasty, nasty),),
        canonical=nasty, alternates=(("ko", nasty),), icon=nasty,
    ))
    assert "alert(1)</script>" not in page and "&lt;script&gt;" in page


def test_a_query_cannot_break_out(client):
    answer = client.get('/goals?q="><script>alert(1)</script>')
    assert "<script>alert" not in answer.text


def test_the_policy_allows_exactly_the_inline_scripts():
    shell = Shell(INDEX, "", {})
    page = shell.page(a_face())
    assert [_hash(script) for script in INLINE_SCRIPT.findall(page)] == list(shell.script_hashes)
    assert len(re.findall("<script", page)) == len(shell.script_hashes) + 1  # and Streamlit's module, from this site
    assert all(found in content_security_policy(shell.script_hashes) for found in shell.script_hashes)


def test_the_theme_is_known_before_the_first_paint():
    page = Shell(INDEX, "", {"bodyFont": "'Pretendard GOV'</script>"}).page(a_face())
    assert r"'Pretendard GOV'\u003c/script>" in page and "LIGHT_THEME:theme,DARK_THEME:theme" in page


def test_nothing_is_relative_or_foreign():
    page = Shell(INDEX, "", {}).page(a_face())
    addresses = [v for _, a in Outline(page).tags for k, v in a.items() if k in ("href", "src")]
    assert addresses and all(v.startswith(("/", "http://h/")) for v in addresses)


@pytest.mark.parametrize("cut", ['<html lang="en">', "<title>Streamlit</title>", "<noscript>", "window.prerenderReady"])
def test_a_changed_index_is_refused_at_start(cut):
    with pytest.raises(ShellChanged):
        Shell(INDEX.replace(cut, "<!-- gone -->"), "", {})


def test_a_new_relative_address_is_refused_at_start():
    with pytest.raises(ShellChanged):
        Shell(INDEX.replace("</head>", '<link rel="x" data-at="./new.js"></head>'), "", {})
