"""Loads Qt without two things that PySide does at each start and that nobody needs for the first paint.

It replaces `__import__` with its own, which reads the source of every module that is imported from then on and looks
for "PySide6" in it, to know where `from __feature__ import snake_case` may apply. Here nothing imports a feature, and
at a start it would be two hundred files. So Python's own import is put back.

And it compiles what tells of signatures, 100 KB of source in an archive of its own: the words for a call with wrong
arguments, the help of a method, the writing of .pyi files. That takes 30 ms, of any start the largest single part.
Each of these modules is there at once, but empty; its source runs when first something in it is asked for.

Import this before anything else that imports PySide6.
"""

import builtins
import sys
from types import CodeType, ModuleType
from typing import Any

_import, _compile = builtins.__import__, builtins.compile

_LATER = {
    f"shibokensupport/signature/{name}.py"
    for name in ("errorhandler", "layout", "mapping", "parser", "lib/enum_sig", "lib/pyi_generator", "lib/tool")
}
WAITING: dict[str, Any] = {}
"""The sources that nobody has asked for yet, by their names in the archive."""


def _put_off(source: Any, filename: Any, *how: Any, **more: Any) -> CodeType:
    """What compiles while Qt is loaded. A module that is not known here, of another version, is compiled at once."""
    if filename in _LATER:
        WAITING[filename] = source
        source = ""
    code: CodeType = _compile(source, filename, *how, **more)
    return code


class _Later:
    """Runs the source of an empty module when it is first asked for a name."""

    def __init__(self, module: ModuleType, filename: str) -> None:
        self._module, self._filename = module, filename
        vars(module)["__getattr__"] = self
        if filename.endswith("/mapping.py"):
            # C asks the module's dictionary for this one, which a __getattr__ does not answer for.
            vars(module)["update_mapping"] = lambda: self("update_mapping")()

    def __call__(self, name: str) -> Any:
        if name.startswith("__"):  # Python's own questions, such as whether it is a package
            raise AttributeError(name)
        if vars(self._module).pop("__getattr__", None) is not None:
            exec(_compile(WAITING.pop(self._filename), self._filename, "exec"), vars(self._module))
        return getattr(self._module, name)


builtins.compile = _put_off  # type: ignore[assignment]
try:
    import PySide6.QtCore  # noqa: F401
finally:
    builtins.__import__, builtins.compile = _import, _compile

for _filename in WAITING:
    _Later(sys.modules[_filename.removesuffix(".py").replace("/", ".")], _filename)
