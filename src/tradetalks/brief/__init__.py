"""One self-contained document from an article or a deal: facts, tables, charts, prose."""
