"""`python -m tracker`: the command line."""

from importlib import import_module

from tracker.config import Site, settings

if __name__ == "__main__":
    commands = import_module("tracker.cli.public" if settings().site is Site.PUBLIC else "tracker.cli.commands")
    commands.app(prog_name="python -m tracker")
