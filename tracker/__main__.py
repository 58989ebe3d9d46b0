"""`python -m tracker`: the command line."""

import gc
from importlib import import_module

from tracker.config import Site, settings

if __name__ == "__main__":
    gc.disable()  # nothing that is loaded is ever garbage, and looking for it takes a fifth of the time
    commands = import_module("tracker.cli.public" if settings().site is Site.PUBLIC else "tracker.cli.commands")
    gc.enable()
    commands.app(prog_name="python -m tracker")
