"""The application with a leak in each place something could come out of: what a slip there would look like.

Run as a program it serves like `python -m tracker serve`. `LEAKS` says where each comes out.
"""

import logging
from dataclasses import replace

from tracker.config import settings
from tracker.services.reading import internal
from tracker.store.engine import engine_for

LEAKS = ("shell", "websocket", "download", "interface", "error", "head", "log")


def secrets(engine) -> list[str]:
    """Something of the workspace for each leak, in their order."""
    found = internal(engine).workspace
    return [found.comments[0].text, found.notes[0].note, found.requests[0].reason.ko, found.people[0].email, found.tickets[0].wrong,
            found.submissions[0].summary.ko, found.people[0].subject]


def secret(number: int) -> str:
    return secrets(engine_for(settings().database_url))[number]


def plant() -> None:
    from tracker.pages import canvas, milestone
    from tracker.server import api_answers, desk, downloads, pages

    head, render, table, released, explain = pages._head, milestone.render, downloads._table, api_answers.released, desk.Desk.explain

    def leaking_head(*given):
        said, name = head(*given)
        return replace(said, description=f"{said.description} {secret(0)}"), name

    def leaking_page(reader):
        render(reader)
        canvas.current().html(f"<p>{secret(1)}</p>")

    def leaking_table(edition, name, asked):
        found = table(edition, name, asked)
        return replace(found, rows=[{**row, found.columns[0].key: secret(2)} for row in found.rows])

    def leaking_answer(self, *given):
        answer = explain(self, *given)
        answer.body = answer.body.replace(b"</main>", f"<p>{secret(4)}</p></main>".encode())
        answer.headers["Content-Length"], answer.headers["X-Note"] = str(len(answer.body)), secret(5)
        logging.getLogger("tracker").warning("refused for %s", secret(6))
        return answer

    pages._head, milestone.render, downloads._table, desk.Desk.explain = leaking_head, leaking_page, leaking_table, leaking_answer
    api_answers.released = lambda *given: released(*given) | {"by": secret(3)}


if __name__ == "__main__":
    from tracker.cli.serve import serve

    plant()
    serve()
