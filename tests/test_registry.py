"""A folder is a registry."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gametheory_dprk.registry import discover


def make_package(folder: Path, name: str, modules: dict[str, str]) -> None:
    package = folder / name
    package.mkdir()
    (package / "__init__.py").write_text("")
    for module, text in modules.items():
        (package / f"{module}.py").write_text(text)


CARD = "from types import SimpleNamespace\nSPEC = SimpleNamespace(name={name!r})\n"


def test_every_module_with_a_card_is_found_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    cards = {"one": CARD.format(name="b"), "two": CARD.format(name="a"), "helper": "x = 1\n"}
    make_package(tmp_path, "plugins_found", cards)
    assert list(discover("plugins_found")) == ["a", "b"]


def test_a_name_taken_twice_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    make_package(
        tmp_path, "plugins_twice", {"one": CARD.format(name="a"), "two": CARD.format(name="a")}
    )
    with pytest.raises(ValueError, match="two plug-ins are called 'a'"):
        discover("plugins_twice")
    sys.modules.pop("plugins_twice", None)
