"""The child process: reads standard input, writes standard output, and is gone. Started by `reading_process`; arguments:
the task, bytes of memory, seconds."""

import json
import sys

from tracker.domain.importing import BadBook

MARK = "mark"


def limited(memory: int, seconds: int, written: int) -> None:
    """No more memory, time and bytes written to files from here on. Windows has no such limits."""
    try:
        import resource
    except ImportError:
        return
    for limit, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_FSIZE, written), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(limit, (most, most))


def read(content: bytes, kind: str) -> bytes:
    """The file as JSON, or what keeps it from being read."""
    from tracker.exchange.preflight import FileKind
    from tracker.exchange.workbook_reading import scanned, wire, wire_problems
    try:
        said = wire(scanned(content, FileKind(kind)))
    except BadBook as bad:
        said = wire_problems(bad)
    return json.dumps(said).encode()


def mark(given: bytes) -> bytes:
    """The marked copy: the marks stand in the first line, the file behind it."""
    from tracker.exchange.workbook_marking import marked
    marks, _, content = given.partition(b"\n")
    return marked(content, [tuple(one) for one in json.loads(marks)])


def main() -> None:
    task, memory, seconds = sys.argv[1:]
    given = sys.stdin.buffer.read()
    limited(int(memory), int(seconds), int(memory) if task == MARK else 0)
    sys.stdout.buffer.write(mark(given) if task == MARK else read(given, task))


if __name__ == "__main__":
    main()
