"""The pages of getting in and out: what a browser sees, and everything that is no form of ours."""

import re
import threading
from datetime import timedelta

import pytest

from tests.builders import a_person
from tests.server.ways_in import Clock, a_browser, token_in, words_in
from tests.services.entrance import NOW, PASSWORD, console, peopled, signed_in
from tracker.server.account import AT_ONCE
from tracker.server.account_forms import LARGEST_FORM, safe_next
from tracker.server.middleware import LARGEST_UPLOAD, POSTS
from tracker.services import accounts
from tracker.services.signing import seal_of
from tracker.text import wording

KO, EN = wording("ko"), wording("en")
LOGIN = "/account/login"
UPLOAD = "/_stcore/upload_file/s/f"


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(sqlite_engine):
    return peopled(sqlite_engine)


@pytest.fixture
def browser(tmp_path, store, clock):
    return a_browser(tmp_path, store, clock)


def enter(browser, name="rita", password=PASSWORD, path=LOGIN, **more):
    return browser.fill(path, name=name, password=password, **more)


def who(browser):
    person = accounts.visit(browser.counter.engine, accounts.token_in(browser.cookies, browser.counter.desk.settings), browser.counter.clock())
    return person and person.code


def take_cookie(browser, token):
    browser.cookies.set("tracker", browser.counter.seal.sealed("session", token))


@pytest.mark.parametrize(("language", "t"), [("ko", KO), ("en", EN)])
@pytest.mark.parametrize("path", ["/account/login", "/account/logout", "/account/join", "/account/password"])
def test_every_page_is_a_whole_page_in_its_language(browser, path, language, t):
    shown = browser.get(f"{path}?lang={language}")
    other = "en" if language == "ko" else "ko"
    assert shown.status_code == 200 and f'<html lang="{language}">' in shown.text and shown.headers["cache-control"] == "no-store"
    assert shown.text.count("<h1>") == 1 and "<script" not in shown.text and "noindex" in shown.text
    assert f'lang="{other}"' in shown.text and "content-security-policy" in shown.headers
    assert not re.search("[\uac00-\ud7a3]", words_in(shown.text).replace("한국어", "")) or language == "ko"


def test_signing_in_and_where_it_leads(browser):
    answer = enter(browser)
    assert (answer.status_code, answer.headers["location"]) == (303, "/work") and who(browser) == "rita"
    cookie = next(line for line in answer.headers.get_list("set-cookie") if line.startswith("tracker="))
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Path=/" in cookie and "Secure" not in cookie and "Max-Age" not in cookie
    assert enter(browser, path=LOGIN + "?lang=en").headers["location"] == "/work?lang=en"
    assert enter(browser, "boss").headers["location"] == "/"
    assert enter(browser, path=LOGIN + "?next=%2Freport%3Fcode%3DM07-01").headers["location"] == "/report?code=M07-01"


def test_under_https_the_cookie_belongs_to_this_site_alone(tmp_path, store):
    browser = a_browser(tmp_path, store, site="https://testserver", https=True)
    cookies = enter(browser).headers.get_list("set-cookie")
    assert cookies and all(line.startswith("__Host-tracker") and "Secure" in line and "HttpOnly" in line and "Domain" not in line for line in cookies)


@pytest.mark.parametrize(("name", "password"), [("rita", "wrong"), ("nobody", PASSWORD), ("", ""), ("<b>rita", "wrong")])
def test_a_refusal_says_one_thing_and_keeps_what_was_typed(browser, name, password):
    answer = enter(browser, name, password)
    assert answer.status_code == 403 and KO("account.wrong") in answer.text and 'role="alert"' in answer.text
    assert "<b>rita" not in answer.text and who(browser) is None
    assert not password or f'value="{password}"' not in answer.text


def test_too_many_tries_are_told_how_long_to_wait(browser, clock):
    for _ in range(5):
        enter(browser, password="wrong")
    clock.at += timedelta(seconds=100)
    answer = enter(browser)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "200")
    assert KO("account.too_many", minutes=4) in words_in(answer.text)
    clock.at += timedelta(seconds=200)
    assert enter(browser).status_code == 303


@pytest.mark.parametrize("headers", [
    {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
    {"Origin": "http://testserver:81"}])
def test_other_sites_send_nothing(browser, headers):
    answer = enter(browser, headers=headers)
    assert answer.status_code == 403 and KO("account.stale") in answer.text and who(browser) is None


@pytest.mark.parametrize("headers", [{"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}])
def test_our_own_pages_do(browser, headers):
    assert enter(browser, headers=headers).status_code == 303


@pytest.mark.parametrize("path", POSTS)
def test_a_form_without_our_token_does_nothing(browser, store, path):
    take_cookie(browser, token := signed_in(store, "rita"))
    fields = {"name": "rita", "password": PASSWORD, "again": PASSWORD, "old": PASSWORD}
    for forged in ({}, {"form": ""}, {"form": "x"}, {"form": seal_of(browser.counter.desk.settings).sealed("session", ["x", ""])}):
        answer = browser.post(path, data=fields | forged)
        assert answer.status_code == 403 and "set-cookie" in answer.headers and "tracker=" not in answer.headers["set-cookie"], path
    assert accounts.visit(store, token, NOW)


def test_a_token_of_one_browser_or_session_is_none_of_another(tmp_path, store):
    theirs, mine = a_browser(tmp_path, store), a_browser(tmp_path, store)
    stolen = token_in(theirs.get(LOGIN).text)
    mine.get(LOGIN)
    assert mine.post(LOGIN, data={"form": stolen, "name": "rita", "password": PASSWORD}).status_code == 403
    before = token_in(mine.get(LOGIN).text)
    assert enter(mine).status_code == 303
    assert mine.post("/account/logout", data={"form": before}).status_code == 403 and who(mine) == "rita"
    assert mine.fill("/account/logout").status_code == 303 and who(mine) is None


@pytest.mark.parametrize("made", [
    lambda seal, token: token, lambda seal, token: seal.sealed("form", token), lambda seal, token: seal.sealed("session", [token]),
    lambda seal, token: seal.sealed("session", token)[:-1], lambda seal, token: "", lambda seal, token: "\u00e9"])
def test_a_cookie_not_sealed_here_is_nobody(browser, store, made):
    cookies = {"tracker": made(browser.counter.seal, signed_in(store, "rita"))}
    assert accounts.token_in(cookies, browser.counter.desk.settings) == ""


@pytest.mark.parametrize(("given", "kept"), [
    ("/work", "/work"), ("/report?code=M07-01&lang=en", "/report?code=M07-01&lang=en"), ("/", "/"), ("", ""), ("//evil.example", ""),
    ("/\\evil.example", ""), ("https://evil.example/", ""), ("javascript:alert(1)", ""), ("/a\\..\\b", ""), ("/a\nSet-Cookie: x", ""), ("work", ""),
    ("/%0d%0ax", "/%0d%0ax"), ("/account/logout", ""), ("/_stcore/stream", ""), ("/ x", ""), ("/" + "a" * 700, ""), ("/goals#top", "/goals#top"), ("/@evil", "/@evil")])
def test_where_to_go_on_is_a_place_of_this_site(given, kept):
    assert safe_next(given) == kept


def test_a_foreign_next_is_not_followed(browser):
    assert enter(browser, path=LOGIN + "?next=%2F%2Fevil.example").headers["location"] == "/work"
    assert "evil" not in browser.get(LOGIN + "?next=%2F%2Fevil.example").text


@pytest.mark.parametrize(("body", "kind", "status"), [
    (b"x" * (LARGEST_FORM + 1), "application/x-www-form-urlencoded", 413), (b"{}", "application/json", 400), (b"", "", 400),
    (b"&".join(b"a%d=1" % n for n in range(30)), "application/x-www-form-urlencoded", 400),
    (b"name=\xff\xfe", "application/x-www-form-urlencoded", 400)])
def test_what_is_no_form_is_refused_in_words(browser, body, kind, status):
    answer = browser.post(LOGIN, content=body, headers={"Content-Type": kind})
    assert answer.status_code == status and "<html" in answer.text


def test_a_form_without_a_size_is_read_no_further_than_a_form(browser):
    read = []

    def endless():
        for n in range(1000):
            read.append(n)
            yield b"x" * 1024
    answer = browser.post(LOGIN, content=endless(), headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 413 and KO("account.too_large") in answer.text


def test_signing_out_here_and_everywhere(browser, store):
    enter(browser)
    other = signed_in(store, "rita")
    page = browser.get("/account/logout").text
    assert "rita" in page and who(browser) == "rita"  # looking ends nothing
    answer = browser.fill("/account/logout")
    assert answer.headers["location"] == "/account/login?said=out" and answer.headers["clear-site-data"] == '"cookies", "storage"'
    assert KO("account.signed_out") in browser.get(answer.headers["location"]).text and who(browser) is None
    assert accounts.visit(store, other, NOW)
    enter(browser)
    browser.fill("/account/logout", everywhere="1")
    assert accounts.visit(store, other, NOW) is None


def test_the_old_cookie_opens_nothing_after_signing_out(browser, store):
    enter(browser)
    held = browser.cookies["tracker"]
    browser.fill("/account/logout")
    browser.cookies.set("tracker", held)
    assert who(browser) is None


def test_a_one_time_link(browser, store):
    link = f"/account/join?token={accounts.add_person(console(store), a_person('nora'))}"
    assert "nora" in browser.get(link).text and browser.get(link).status_code == 200  # looking uses nothing up
    assert KO("account.differ") in browser.fill(link, password=PASSWORD, again="other").text
    assert KO("account.password_short") in browser.fill(link, password="short", again="short").text
    assert KO("account.password_simple") in browser.fill(link, password="nora" * 4, again="nora" * 4).text
    answer = browser.fill(link, password=PASSWORD, again=PASSWORD)
    assert answer.status_code == 303 and who(browser) == "nora"
    assert KO("account.link_over") in browser.get(link).text


def test_the_language_and_the_link_stay_when_languages_change(browser, store):
    token = accounts.add_person(console(store), a_person("nora"))
    page = browser.get(f"/account/join?token={token}&lang=en").text
    assert f"/account/join?token={token}&amp;lang=ko" in page and EN("account.join") in page


def test_changing_the_password(browser, store):
    enter(browser)
    held = browser.cookies["tracker"]
    new = {"password": "another four words", "again": "another four words"}
    assert KO("account.wrong_old") in browser.fill("/account/password", old="wrong", **new).text
    assert browser.fill("/account/password", old=PASSWORD, **new).status_code == 303
    assert browser.cookies["tracker"] != held and who(browser) == "rita"
    assert enter(browser).status_code == 403 and enter(browser, password=new["password"]).status_code == 303


def test_nobody_signed_in_changes_nothing(browser):
    page = browser.get("/account/password").text
    assert KO("account.not_signed_in") in page and "<form" not in page


def test_demo_people_only_in_a_demonstration(tmp_path, sqlite_engine):
    peopled(sqlite_engine, a_person("demo.one", demo=True), a_person("real"))
    real, demo = a_browser(tmp_path, sqlite_engine), a_browser(tmp_path, sqlite_engine, demo=True)
    assert "demo.one" not in real.get(LOGIN).text and 'value="real"' not in demo.get(LOGIN).text
    form = token_in(real.get(LOGIN).text)
    assert real.post("/account/demo", data={"form": form, "name": "demo.one"}).status_code == 404
    form = token_in(demo.get(LOGIN).text)
    for name in ("real", "", "nobody"):
        assert demo.post("/account/demo", data={"form": form, "name": name}).status_code == 403
    assert demo.post("/account/demo", data={"form": form, "name": "demo.one"}).status_code == 303 and who(demo) == "demo.one"


def test_passwords_are_hashed_a_few_at_a_time(tmp_path, store):
    browser, at_once, most = a_browser(tmp_path, store), [], []
    busy = threading.Lock()
    real = browser.counter.passwords.verify

    def watched(kept, password):
        with busy:
            at_once.append(1)
            most.append(len(at_once))
        threading.Event().wait(0.05)  # long enough for others to come
        right = real(kept, password)
        with busy:
            at_once.pop()
        return right
    browser.counter.passwords.verify = watched
    form = token_in(browser.get(LOGIN).text)
    with browser:
        threads = [threading.Thread(target=browser.post, args=(LOGIN,), kwargs={"data": {"form": form, "name": f"n{n}", "password": "x"}}) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(most) == 8 and max(most) <= AT_ONCE


ROLES = {"official": False, "reporter": True, "editor": True, "resolver": False, "publisher": False, "admin": False}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_only_who_may_attach_sends_files(tmp_path, sqlite_engine, role, method):
    peopled(sqlite_engine, a_person("who", role))
    browser = a_browser(tmp_path, sqlite_engine)
    assert browser.request(method, UPLOAD).status_code == 403
    take_cookie(browser, signed_in(sqlite_engine, "who"))
    assert browser.request(method, UPLOAD).status_code == (204 if ROLES[role] else 403)
    assert browser.request(method, UPLOAD, headers={"Origin": "https://evil.example"}).status_code == 403
    assert browser.post(UPLOAD).status_code == 405 and browser.get(UPLOAD).status_code == 404


def test_a_right_taken_away_ends_uploads_at_once(browser, store, clock):
    take_cookie(browser, signed_in(store, "rita"))
    assert browser.put(UPLOAD).status_code == 204
    accounts.disable(console(store), "rita")
    answer = browser.put(UPLOAD)
    assert answer.status_code == 403 and KO("server.no_upload_text") in answer.text


def test_an_idle_session_sends_no_file(browser, store, clock):
    take_cookie(browser, signed_in(store, "rita"))
    clock.at += timedelta(minutes=31)
    assert browser.put(UPLOAD).status_code == 403


@pytest.mark.parametrize(("size", "status"), [(LARGEST_UPLOAD, 204), (LARGEST_UPLOAD + 1, 413), ("many", 413)])
def test_files_have_a_largest_size(browser, store, size, status):
    take_cookie(browser, signed_in(store, "rita"))
    assert browser.put(UPLOAD, headers={"Content-Length": str(size)}).status_code == status


def test_the_key_is_made_once_and_for_nobody_else(tmp_path):
    from dataclasses import replace

    from tests.server.desks import a_desk

    chosen = replace(a_desk(tmp_path).settings, var=tmp_path / "var")
    first = seal_of(chosen).sealed("session", "x")
    seal_of.cache_clear()
    file = tmp_path / "var" / "secret.key"
    assert seal_of(chosen).opened("session", first) == "x" and file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["secret.key"] and len(file.read_text()) >= 60
    assert seal_of(replace(chosen, secret="another secret of thirty-two letters")).opened("session", first) is None
    assert "another secret" not in repr(replace(chosen, secret="another secret of thirty-two letters"))


def test_people_know_their_sessions_apart(browser, store):
    browser.headers["user-agent"] = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 secret/1"
    enter(browser)
    mine = accounts.sessions_of_person(console(store), "rita")
    assert [s.agent for s in mine] == ["Chrome · Linux"]
