"""A LibreOffice of this machine, with a profile of its own: `saved_again(content)` is a workbook opened and saved by it."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.browser import without

SECONDS = 240  # the first start makes a profile; a machine under load takes its time


def saved_again(content: bytes, to: str = "xlsx") -> bytes:
    """The workbook as LibreOffice writes it; skips loudly where there is none (fails under CI)."""
    program = shutil.which("soffice") or without("LibreOffice")
    with tempfile.TemporaryDirectory() as folder:
        given, out = Path(folder) / "given.xlsx", Path(folder) / "out"
        given.write_bytes(content)
        done = subprocess.run([program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", to, "--outdir", str(out), str(given)],
                              capture_output=True, timeout=SECONDS, check=True)
        said = (done.stdout + done.stderr).decode("utf-8", "replace").lower()
        assert "error" not in said and "warning" not in said.replace("warning: failed to launch javaldx", ""), said
        return (out / f"given.{to}").read_bytes()
