"""Where text comes from, and files that are no text."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from gametheory_dprk.errors import ScenarioError, UnknownNameError
from gametheory_dprk.scenario import source
from gametheory_dprk.scenario.reader import read
from gametheory_dprk.scenario.source import catalog, read_source


def refused(origin: str | Path, **more: object) -> str:
    with pytest.raises(ScenarioError) as caught:
        read(origin, **more)  # type: ignore[arg-type]
    assert len(caught.value.problems) == 1
    return str(caught.value)


def test_digest_is_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "deal.yaml"
    content = "title: é\r\n".encode()
    path.write_bytes(content)
    found = read_source(path)
    assert (found.id, found.digest) == ("deal", hashlib.sha256(content).hexdigest())
    assert found.folder == tmp_path


def test_standard_input_is_passed_in() -> None:
    assert read_source("-", "gtd: 1").text == "gtd: 1"
    assert "<stdin>:1:1: the file is empty" in refused("-", stdin="")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "1:1: the file is empty"),
        (b"gtd: 1\ntitle: \xff\n", "2:8: byte 0xFF is not UTF-8"),
        ("titel: ö ".encode() + b"\xc3", "1:10: byte 0xC3 is not UTF-8"),
        ("gtd: 1\n".encode("utf-16"), "1:1: the file is UTF-16"),
        (b"gtd: 1\n\x00\x01\x02", "2:1: character U+0000"),
        (b"\x89PNG\r\n\x1a\n\x00", "1:1: byte 0x89 is not UTF-8"),
        (b"a: " + b"x" * 10_000_000, "1:1: the file is larger than 2 MB"),
    ],
    ids=["empty", "latin1", "cut", "utf16", "binary", "picture", "large"],
)
def test_files_that_are_no_scenario(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(content)
    assert f"{path}:{words}" in refused(path)


def test_byte_order_mark_of_utf8_is_ignored(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(b"\xef\xbb\xbfgtd: 1\n")
    assert read_source(path).text == "gtd: 1\n"


def test_directory_and_missing_file(tmp_path: Path) -> None:
    assert "is a directory" in refused(tmp_path)
    assert "no such file" in refused(tmp_path / "none.yaml")
    assert "cannot be read" in refused("a\0b")


def library(folder: Path) -> Path:
    (folder / "dprk").mkdir()
    (folder / "dprk" / "singapore_2018.yaml").write_text("gtd: 1\n")
    (folder / "refs.bib").write_text("")
    return folder


def test_shipped_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = library(tmp_path)
    monkeypatch.setattr(source, "_library", lambda: shipped)
    catalog.cache_clear()
    try:
        assert catalog() == ("dprk/singapore_2018",)
        assert read_source("dprk/singapore_2018").id == "dprk/singapore_2018"
        with pytest.raises(UnknownNameError, match="did you mean 'dprk/singapore_2018'"):
            read_source("dprk/singapor_2018")
        with pytest.raises(UnknownNameError, match="did you mean 'singapore_2018'"):
            read_source("singapore_2019")
    finally:
        catalog.cache_clear()


def test_library_is_found_in_a_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Path:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(source, "files", missing)
    assert (source._library() / "__init__.py").is_file()
