"""The least that a PySide6 program can do: show one window and tell when it was painted. The floor of start-up."""

import json
import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel


class Window(QLabel):
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, self.tell)

    def tell(self) -> None:
        print(json.dumps({"first_paint": time.monotonic()}), flush=True)
        QApplication.quit()


if __name__ == "__main__":
    application = QApplication(sys.argv)
    window = Window("A minimal window")
    window.resize(1440, 900)
    window.show()
    application.exec()
