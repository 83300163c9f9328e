"""The forms in which an article comes, and how each becomes words. Nothing in one is followed."""
