"""Every chart drawn from its EXAMPLE, kept as JSON to be read by a person: one file per chart and language.

`python -m tests.charts.golden [chart …]` writes the files anew (all of them without names); look at what changed.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from tracker.charts import gallery
from tracker.charts.look import Look
from tracker.domain.words import LANGUAGES
from tracker.text import wording

FOLDER = Path(__file__).parent / "golden"
TEXTS = ("sentence", "title", "subtitle")


def file_of(name: str, language: str) -> Path:
    return FOLDER / f"{name}.{language}.json"


def drawn(name: str, language: str) -> dict:
    """What a chart says and draws: sentence, title, subtitle, table, figure."""
    module, t = gallery()[name], wording(language)
    said = {part: getattr(module, part)(module.EXAMPLE, t) for part in TEXTS}
    twin = asdict(module.table(module.EXAMPLE, t)) | {"numeric": sorted(module.table(module.EXAMPLE, t).numeric)}
    return json.loads(json.dumps(said | {"table": twin, "figure": module.figure(module.EXAMPLE, t, Look())}, default=str))


def write(names: list[str]) -> None:
    for name in names or list(gallery()):
        for language in LANGUAGES:
            file_of(name, language).write_text(json.dumps(drawn(name, language), ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    write(sys.argv[1:])
