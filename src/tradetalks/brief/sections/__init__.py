"""The numbered sections of a brief, one module each: findings in, a `Section` out."""
