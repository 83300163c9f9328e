"""Worlds of one's own: from trade, output, tariffs and inputs to one balanced, checked world."""
