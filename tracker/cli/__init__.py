"""The command line: one file per command group. `commands` gathers all of them, `public` those of a public site, which
must not even load what knows a store."""
