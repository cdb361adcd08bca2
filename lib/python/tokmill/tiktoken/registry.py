"""Encodings by name, and those of plug-ins.

A plug-in is a module of the namespace package `tiktoken_ext` with a dict ENCODING_CONSTRUCTORS: functions by the names
of encodings, each of which returns the arguments of Encoding. The built-in encodings are always there, so that plug-ins
are not searched for them, and tiktoken's own plug-in, which has the same encodings, is not imported.
"""

from __future__ import annotations

from _thread import RLock

from .. import _native
from .core import Encoding, _built_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

_lock = RLock()
ENCODINGS: dict[str, Encoding] = {}
ENCODING_CONSTRUCTORS: dict[str, Callable[[], dict[str, Any]]] | None = None

_OWN_PLUGIN = "tiktoken_ext.openai_public"
_BUILT_IN: tuple[str, ...] = tuple(_native.encoding_names())
_plugin_modules: list[str] | None = None


class _BuiltIn:
    """Returns the arguments of a built-in encoding."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self) -> dict[str, Any]:
        encoding = get_encoding(self._name)
        return {
            "name": self._name,
            "pat_str": encoding._pat_str,
            "mergeable_ranks": encoding._mergeable_ranks,
            "special_tokens": encoding._special_tokens,
        }


def _available_plugin_modules() -> Sequence[str]:
    global _plugin_modules
    if _plugin_modules is None:
        try:
            import tiktoken_ext  # type: ignore[import-not-found,import-untyped,unused-ignore]
        except ImportError:
            found = []
        else:
            import pkgutil

            paths = pkgutil.iter_modules(tiktoken_ext.__path__, tiktoken_ext.__name__ + ".")
            found = [module.name for module in paths]
        _plugin_modules = found
    return _plugin_modules


def _find_constructors() -> None:
    global ENCODING_CONSTRUCTORS
    with _lock:
        if ENCODING_CONSTRUCTORS is not None:
            return
        found: dict[str, Callable[[], dict[str, Any]]] = {name: _BuiltIn(name) for name in _BUILT_IN}
        for module_name in _available_plugin_modules():
            if module_name == _OWN_PLUGIN:
                continue
            import importlib

            module = importlib.import_module(module_name)
            if not hasattr(module, "ENCODING_CONSTRUCTORS"):
                raise ValueError(
                    f"tiktoken plugin {module_name} does not define ENCODING_CONSTRUCTORS"
                )
            for name, constructor in module.ENCODING_CONSTRUCTORS.items():
                if name in found:
                    raise ValueError(
                        f"Duplicate encoding name {name} in tiktoken plugin {module_name}"
                    )
                found[name] = constructor
        ENCODING_CONSTRUCTORS = found


def get_encoding(encoding_name: str) -> Encoding:
    """Return the encoding of this name: always the same object.

    Raises ValueError if there is none.
    """
    if not isinstance(encoding_name, str):
        raise ValueError(f"Expected a string in get_encoding, got {type(encoding_name)}")
    encoding = ENCODINGS.get(encoding_name)
    return _make(encoding_name) if encoding is None else encoding


def _make(name: str) -> Encoding:
    with _lock:
        if name in ENCODINGS:
            return ENCODINGS[name]
        if ENCODING_CONSTRUCTORS is None and name not in _BUILT_IN:
            _find_constructors()
        constructor = (ENCODING_CONSTRUCTORS or {}).get(name)
        if name in _BUILT_IN and (constructor is None or isinstance(constructor, _BuiltIn)):
            encoding = _built_in(name)
        elif constructor is not None:
            encoding = Encoding(**constructor())
        else:
            from . import __version__

            raise ValueError(
                f"Unknown encoding {name}.\n"
                f"Plugins found: {_available_plugin_modules()}\n"
                f"tiktoken version: {__version__} (are you on latest?)"
            )
        ENCODINGS[name] = encoding
        return encoding


def list_encoding_names() -> list[str]:
    """Return the names of all encodings."""
    _find_constructors()
    return list(ENCODING_CONSTRUCTORS or ())
