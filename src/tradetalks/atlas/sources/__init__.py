"""Readers of official statistical files."""
