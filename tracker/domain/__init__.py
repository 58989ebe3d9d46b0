"""What is true: values and rules. Standard library only; no clock, no database, no language, no I/O."""
