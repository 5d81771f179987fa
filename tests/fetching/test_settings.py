"""fetching.yml: everything that is wrong is said at once, and never a key."""

from __future__ import annotations

from pathlib import Path

import pytest

from knipperlicht.fetching.run import FETCHERS, PLAIN
from knipperlicht.fetching.settings import CONTACT, FILE, NBB_KEY, Settings, WrongSettings, nbb_key, read
from knipperlicht.sources.records import record_sources


def written(root: Path, text: str) -> Settings:
    (root / FILE).write_text(text, "utf-8")
    return read(root)


def test_without_a_file_everything_is_off(tmp_path: Path) -> None:
    settings = read(tmp_path)
    assert not settings.contact and not any(getattr(settings, source) for source in FETCHERS)


def test_a_source_that_is_named_is_on(tmp_path: Path) -> None:
    settings = written(tmp_path, "contact: a@b.example\nfavv: {}\nnbb: {days: 3, numbers: [0999.010.126]}\n")
    assert settings.favv and settings.nbb and settings.nbb.numbers == ["0999010126"] and settings.vkbo is None


def test_the_environment_says_who_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CONTACT, "c@d.example")
    assert written(tmp_path, "contact: a@b.example").contact == "c@d.example"


def test_all_faults_are_said_together(tmp_path: Path) -> None:
    with pytest.raises(WrongSettings) as caught:
        written(
            tmp_path,
            "seconds_between: 0\nvkbo: {municipality: [Kortrijk]}\nvies: {numbers: [0999.010.127, 2999.020.165]}\n",
        )
    said = str(caught.value)
    assert all(
        part in said for part in ("seconds_between", "vkbo.municipality", "vies.numbers.0", "vies.numbers.1")
    )


@pytest.mark.parametrize("text", ["a: [", "- a", "key: x", "nbb: {key: x}", "!!python/object:os.system {}"])
def test_what_is_no_setting_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(WrongSettings, match=FILE):
        written(tmp_path, text)


def test_a_wrong_key_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    from knipperlicht.errors import KnipperlichtError

    monkeypatch.setenv(NBB_KEY, "geheim met blanks")
    with pytest.raises(KnipperlichtError) as caught:
        nbb_key()
    assert "geheim" not in str(caught.value)


def test_every_fetcher_has_its_source_its_settings_and_a_secure_address() -> None:
    assert FETCHERS.keys() == PLAIN.keys() <= record_sources().keys()
    assert FETCHERS.keys() == Settings.model_fields.keys() - {"contact", "seconds_between"}
    assert all(plain.address.startswith("https://") for plain in PLAIN.values())  # type: ignore[attr-defined]


def test_every_fetcher_is_on_the_command_line_and_on_the_page() -> None:
    from knipperlicht.cli.fetch import SOURCES

    page = (Path(__file__).parents[2] / "docs/fetching.md").read_text("utf-8")
    assert set(SOURCES) == FETCHERS.keys()
    assert all(f"| {source} |" in page for source in FETCHERS)
