"""Pieces of Beranda; they know no page."""
