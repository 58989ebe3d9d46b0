"""The static edition: everything a release consists of, as bytes, from the same views and charts as the pages."""
