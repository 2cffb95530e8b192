"""How painted words stand in their boxes; mirrored painters turn them."""

from PySide6.QtCore import Qt

MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
"""At the leading edge, in the middle of the height."""
RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
"""At the trailing edge, in the middle of the height."""
