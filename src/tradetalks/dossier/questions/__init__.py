"""What a dossier answers: each answer with its article and the exact words."""
