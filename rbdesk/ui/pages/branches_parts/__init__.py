"""Pieces of the page Bandingkan dua laptop."""
