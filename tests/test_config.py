"""Settings: defaults, every variable, and one clear line for every wrong value."""

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tracker.config import ROOT, BadSetting, read_settings, today

HERE = Path("/somewhere")


def test_an_empty_environment_gives_the_defaults():
    chosen = read_settings({}, HERE)
    assert chosen.database_url == "sqlite:////somewhere/var/tracker.sqlite"
    assert (chosen.as_of, chosen.language, chosen.host, chosen.port) == (None, "ko", "127.0.0.1", 8501)
    assert (chosen.root, chosen.var) == (HERE, HERE / "var")


def test_every_variable_is_read():
    chosen = read_settings({
        "TRACKER_DATABASE_URL": "postgresql://u:p@h:5432/d", "TRACKER_AS_OF": "2026-06-30", "TRACKER_LANGUAGE": "en",
        "TRACKER_HOST": "::1", "TRACKER_PORT": "9000", "TRACKER_ADDRESS": "https://tracker.example/",
    }, HERE)
    assert chosen.database_url == "postgresql://u:p@h:5432/d"
    assert (chosen.as_of, chosen.language, chosen.host, chosen.port) == (date(2026, 6, 30), "en", "::1", 9000)
    assert chosen.address == "https://tracker.example"


def test_https_follows_the_address_and_a_demonstration_has_its_own_database():
    assert read_settings({"TRACKER_ADDRESS": "https://tracker.example"}, HERE).https
    assert not read_settings({"TRACKER_ADDRESS": "https://tracker.example", "TRACKER_HTTPS": "0"}, HERE).https
    assert read_settings({"TRACKER_HTTPS": "1"}, HERE).https and not read_settings({}, HERE).https
    demo = read_settings({"TRACKER_DEMO": "1"}, HERE)
    assert demo.demo and demo.database_url == "sqlite:////somewhere/var/demo.sqlite" and not read_settings({}, HERE).demo


def test_keys_that_are_trusted_are_given_or_lie_in_a_file(tmp_path):
    one, two = f"ed25519-public:{'a' * 64}", f"ed25519-public:{'b' * 64}"
    (tmp_path / "keys").write_text(f"{one}\n{two}\n")
    assert read_settings({}, HERE).trusted_keys == ""
    for given in (f"{one} {two}", str(tmp_path / "keys")):
        assert read_settings({"TRACKER_SITE": "public", "TRACKER_TRUSTED_KEYS": given}, HERE).trusted_keys == f"{one} {two}"
    private = f"ed25519-private:{'c' * 64}"
    for wrong in (private, one[:-1], f"{one} {private}", str(tmp_path), str(tmp_path / "nothing")):
        with pytest.raises(BadSetting, match="TRACKER_TRUSTED_KEYS") as refused:
            read_settings({"TRACKER_TRUSTED_KEYS": wrong}, HERE)
        assert "cccc" not in str(refused.value)


OIDC = {"TRACKER_OIDC_ISSUER": "https://login.example/realm", "TRACKER_OIDC_CLIENT_ID": "tracker"}


def test_an_identity_provider():
    assert read_settings({}, HERE).provider is None
    plain = read_settings(OIDC, HERE).provider
    assert (plain.name, plain.scopes, plain.groups_claim, plain.group_roles) == ("login.example", "openid profile email", "groups", ())
    given = read_settings(OIDC | {
        "TRACKER_OIDC_CLIENT_SECRET": "hunter2", "TRACKER_OIDC_SCOPES": "openid", "TRACKER_OIDC_GROUPS_CLAIM": "roles", "TRACKER_OIDC_NAME": "Login",
        "TRACKER_OIDC_GROUP_ROLES": "ai-editors=editor; msit-reporters=reporter:MSIT;"}, HERE).provider
    assert [(g.group, g.role.value, g.ministry) for g in given.group_roles] == [("ai-editors", "editor", ""), ("msit-reporters", "reporter", "MSIT")]
    assert (given.name, given.groups_claim, given.client_secret) == ("Login", "roles", "hunter2") and "hunter2" not in repr(given)


@pytest.mark.parametrize(("name", "value"), [
    ("TRACKER_OIDC_ISSUER", "http://login.example"), ("TRACKER_OIDC_ISSUER", "login.example"), ("TRACKER_OIDC_ISSUER", "https://x/?a"),
    ("TRACKER_OIDC_CLIENT_ID", ""), ("TRACKER_OIDC_GROUP_ROLES", "editors"), ("TRACKER_OIDC_GROUP_ROLES", "x=king"),
    ("TRACKER_OIDC_GROUP_ROLES", "x=anonymous"), ("TRACKER_OIDC_GROUP_ROLES", "x=reporter"), ("TRACKER_OIDC_GROUP_ROLES", "x=editor:MSIT"),
    ("TRACKER_OIDC_GROUP_ROLES", "=editor"), ("TRACKER_SECRET", "short"), ("TRACKER_HTTPS", "yes"), ("TRACKER_DEMO", "true")])
def test_a_wrong_account_setting_names_its_variable(name, value):
    with pytest.raises(BadSetting) as caught:
        read_settings(OIDC | {name: value}, HERE)
    assert str(caught.value).startswith(f"{name}: ") and "short" not in str(caught.value)


def test_a_secret_is_never_repeated():
    assert "s" * 40 not in repr(read_settings({"TRACKER_SECRET": "s" * 40}, HERE))


def test_an_empty_value_counts_as_absent():
    assert read_settings({"TRACKER_PORT": " ", "TRACKER_AS_OF": ""}, HERE) == read_settings({}, HERE)


@pytest.mark.parametrize(("name", "value"), [
    ("TRACKER_PORT", "0"), ("TRACKER_PORT", "65536"), ("TRACKER_PORT", "85o1"), ("TRACKER_PORT", "-1"),
    ("TRACKER_PORT", "٨٥٠١"), ("TRACKER_AS_OF", "2026-13-01"), ("TRACKER_AS_OF", "today"), ("TRACKER_AS_OF", "20260630"), ("TRACKER_AS_OF", "0001-01-01"), ("TRACKER_LANGUAGE", "kr"),
    ("TRACKER_ADDRESS", "tracker.example"), ("TRACKER_ADDRESS", "https://x/y"), ("TRACKER_ADDRESS", 'https://x"><b>'),
    ("TRACKER_HOST", "local host"), ("TRACKER_HOST", "http://x"), ("TRACKER_DATABASE_URL", "mysql://h/d"),
    ("TRACKER_DATABASE_URL", "tracker.sqlite"), ("TRACKER_DATABASE_URL", "sqlite:tracker.sqlite"),
    ("TRACKER_DATABASE_URL", "postgresql://u:p@h:port/d"),
])
def test_a_wrong_value_names_its_variable_in_one_line(name, value):
    with pytest.raises(BadSetting) as caught:
        read_settings({name: value}, HERE)
    assert str(caught.value).startswith(f"{name}: ") and "\n" not in str(caught.value)


@pytest.mark.parametrize("value", ["mysql://user:hunter2@host/db", "postgresql://user:hunter2@host:port/db"])
def test_a_password_is_never_repeated(value):
    with pytest.raises(BadSetting) as caught:
        read_settings({"TRACKER_DATABASE_URL": value}, HERE)
    assert "hunter2" not in str(caught.value)
    assert "hunter2" not in repr(read_settings({"TRACKER_DATABASE_URL": "postgresql://user:hunter2@host/db"}, HERE))


def test_today_is_the_fixed_day_or_todays():
    assert today(read_settings({"TRACKER_AS_OF": "2026-11-22"}, HERE)) == date(2026, 11, 22)
    assert today(read_settings({}, HERE)) >= date(2025, 1, 1)


def test_the_process_ends_with_that_line_and_code_2():
    run = subprocess.run(
        [sys.executable, "-c", "from tracker.config import settings; settings()"], cwd=ROOT, text=True, capture_output=True,
        env={**os.environ, "TRACKER_PORT": "many"}, check=False,
    )
    assert run.returncode == 2
    assert run.stderr.strip() == "TRACKER_PORT: must be a whole number from 1 to 65535, not 'many'"


def test_every_variable_is_explained_in_the_readme():
    names = set(re.findall(r'read\("(TRACKER_[A-Z_]+)"', (ROOT / "tracker/config.py").read_text("utf-8")))
    assert len(names) >= 24 and {name for name in names if f"`{name}`" not in (ROOT / "README.md").read_text("utf-8")} == set()
