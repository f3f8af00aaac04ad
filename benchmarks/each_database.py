"""What benchmarks of the staff's rooms share: each runs itself anew on every database."""

import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable


def on_each_database(script: str, measure: Callable[[], None]) -> None:
    """Run `measure` in processes of their own: on SQLite, and on DATABASE_URL where it is given."""
    if len(sys.argv) > 1:
        measure()
        return
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores ({platform.machine()})")
    with tempfile.TemporaryDirectory() as folder:
        urls = [f"sqlite:///{folder}/madoguchi.db"]
        if given := os.environ.get("DATABASE_URL"):
            urls.append(given)
        for url in urls:
            env = os.environ | {"DATABASE_URL": url, "MADOGUCHI_DATA": folder}
            env["DJANGO_SETTINGS_MODULE"] = "madoguchi.project.settings"
            subprocess.run([sys.executable, script, "measure"], env=env, check=True)
