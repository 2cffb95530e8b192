"""Loads Qt and puts Python's own import back.

PySide6 replaces `__import__` with its own, which reads the source of every module that is imported from then on and
looks for "PySide6" in it, to know where `from __feature__ import snake_case` may apply. Here nothing imports a
feature, and at a start it would be two hundred files. Import this before anything else that imports PySide6.
"""

import builtins

_import = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401

builtins.__import__ = _import
