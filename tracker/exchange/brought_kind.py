"""What a file that was brought holds, by its content: a whole plan, or rows of a workbook."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

PLAN_FILE = "plan.toml"


def holds_plan(content: bytes) -> bool:
    """Whether it is a zipped bundle or plan JSON; everything else is taken for a workbook, and looked over as one."""
    if content.startswith(b"PK"):
        try:
            with ZipFile(BytesIO(content)) as archive:
                return any(name.rpartition("/")[2] == PLAN_FILE for name in archive.namelist())
        except (BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
            return False
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"
