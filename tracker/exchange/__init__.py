"""One format per file: reading and writing the plan as files."""
