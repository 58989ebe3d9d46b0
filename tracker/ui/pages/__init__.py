"""The work pages: one page, one file, one `render(member)`. What everybody reads is drawn by tracker.pages."""
