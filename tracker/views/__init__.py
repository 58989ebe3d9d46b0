"""Pure functions from (Plan, as_of, words) to rows ready to show. The only input of charts and tables."""
