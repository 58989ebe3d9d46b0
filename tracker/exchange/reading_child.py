"""The process that reads a file from people: it reads standard input, writes JSON, and may not take more memory or time
than it is given. Started by `workbook_reading`; arguments: bytes of memory, seconds, kind of file."""

import json
import sys

from tracker.domain.importing import BadBook
from tracker.exchange.preflight import FileKind
from tracker.exchange.workbook_reading import scanned, wire, wire_problems


def limited(memory: int, seconds: int) -> None:
    """No more than so much from here on; no files written, nothing else started. Windows has no such limits."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    memory, seconds, kind = sys.argv[1:]
    limited(int(memory), int(seconds))
    content = sys.stdin.buffer.read()
    try:
        said = wire(scanned(content, FileKind(kind)))
    except BadBook as bad:
        said = wire_problems(bad)
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
