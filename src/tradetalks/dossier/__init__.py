"""From an article to a sourced record: who, about what, how near, in whose words."""
