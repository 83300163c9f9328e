"""Other readers than the rules: none is used unless it is asked for."""
