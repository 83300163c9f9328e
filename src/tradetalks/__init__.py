"""An open trade-talks desk: read the news, weigh the deal, write the brief."""

__version__ = "0.1.0"
