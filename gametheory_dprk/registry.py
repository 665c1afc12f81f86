"""A folder is a registry: every module of a package that exports `SPEC` is a plug-in.

Other distributions add plug-ins through entry points whose group is the dotted name of
the package, for instance `gametheory_dprk.solvers`.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any


@cache
def discover(package: str) -> Mapping[str, Any]:
    """Find every `SPEC` of a package, keyed by its name and ordered by name.

    Parameters
    ----------
    package : str
        Dotted name of the package, which is also the entry-point group for outsiders.

    Returns
    -------
    Mapping[str, Any]
        Specifications keyed by `SPEC.name`.

    Raises
    ------
    ValueError
        If two modules claim the same name.

    Examples
    --------
    >>> "nash" in discover("gametheory_dprk.concepts")
    True
    """
    found: dict[str, Any] = {}
    path = import_module(package).__path__
    shipped = (f"{package}.{module.name}" for module in pkgutil.iter_modules(path))
    specifications = [getattr(import_module(name), "SPEC", None) for name in shipped]
    specifications += [entry.load() for entry in entry_points(group=package)]
    for specification in specifications:
        if specification is None:
            continue
        if specification.name in found:
            raise ValueError(f"{package}: two plug-ins are called {specification.name!r}")
        found[specification.name] = specification
    return dict(sorted(found.items()))


def find(package: str, name: str) -> Any:
    """Find one plug-in, importing no other where a module of the package bears its name.

    Returns
    -------
    Any
        Its specification, or None.

    Examples
    --------
    >>> find("gametheory_dprk.concepts", "nash").name, find("gametheory_dprk.concepts", "spec")
    ('nash', None)
    """
    path = import_module(package).__path__
    if name in (module.name for module in pkgutil.iter_modules(path)):
        specification = getattr(import_module(f"{package}.{name}"), "SPEC", None)
        if specification is not None and specification.name == name:
            return specification
    return discover(package).get(name)
