"""What stands before the first paint: nothing that the sign-in page does not need."""

import json
import os
import subprocess
import sys

LOOK = """
import json, sys
sys.argv = ["desk"]
from PySide6 import QtCore
from PySide6.QtWidgets import QApplication
from desk.__main__ import main

def look(application):
    [window] = application.topLevelWidgets()
    application.processEvents()
    print(json.dumps({
        "exposed": window.windowHandle().isExposed(),
        "built": [name for name in ("Qt", "QEvent") if name in vars(QtCore)],
        "modules": sorted(sys.modules),
    }))
    sys.stdout.flush()
    import os
    os._exit(0)

QApplication.exec = look
main()
"""
SLOW = ("sqlalchemy", "argon2", "keyring", "babel", "httpx", "msgspec", "concurrent.futures", "dataclasses")
OURS = ("desk.db", "desk.office", "desk.domain", "desk.sync", "desk.paper", "desk.ui.widgets", "desk.ui.screens")


def test_the_sign_in_page_loads_nothing_heavy() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", LOOK],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "DESK_DATA": "/nonexistent"},
        capture_output=True,
        text=True,
        check=True,
    )
    seen = json.loads(ran.stdout)
    assert seen["exposed"]
    assert seen["built"] == []
    assert not [name for name in seen["modules"] if name in SLOW or name.startswith(OURS)]
