"""Pieces of the page Karantina."""
