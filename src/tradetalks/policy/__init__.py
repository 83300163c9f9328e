"""Dated measures, schedules, deals, and the one bridge from text to economics."""
