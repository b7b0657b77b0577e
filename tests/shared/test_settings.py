"""Settings come from the environment, when they are asked for."""

import pytest

from shared import settings
from shared.settings import MissingSetting


def test_a_setting_is_read_at_the_moment_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LMS_BUS", "one")
    first = settings.setting("LMS_BUS")
    monkeypatch.setenv("LMS_BUS", "other")

    assert (first, settings.setting("LMS_BUS")) == ("one", "other")


@pytest.mark.parametrize("value", [None, ""])
def test_a_missing_setting_is_named(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    monkeypatch.delenv("LMS_BUS", raising=False)
    if value is not None:
        monkeypatch.setenv("LMS_BUS", value)

    with pytest.raises(MissingSetting, match="LMS_BUS"):
        settings.setting("LMS_BUS")
    assert settings.optional_setting("LMS_BUS") is None


def test_all_missing_settings_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LMS_NEEDS", "LMS_ONE,LMS_TWO,LMS_THREE")
    monkeypatch.setenv("LMS_ONE", "here")

    with pytest.raises(MissingSetting, match="LMS_TWO, LMS_THREE"):
        settings.check()


def test_nothing_is_said_when_nothing_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LMS_NEEDS", "LMS_ONE")
    monkeypatch.setenv("LMS_ONE", "here")

    settings.check()


def test_a_rooms_table_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LMS_TABLE_CATALOG", "lms-staging-catalog")

    assert settings.table_name("catalog") == "lms-staging-catalog"


def test_links_begin_with_the_public_address_without_its_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LMS_PUBLIC_URL", "https://learn.example/")

    assert settings.public_url() == "https://learn.example"
