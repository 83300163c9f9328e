"""How the worlds are made: the default one from raw files, and any year's from the OECD's."""
