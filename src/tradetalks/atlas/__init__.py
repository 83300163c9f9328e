"""The world in one year: flows, structure, tariffs, elasticities, and where each came from."""
