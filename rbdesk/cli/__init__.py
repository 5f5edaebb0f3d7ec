"""The headless face: the same workflow functions as the window, Indonesian for people, JSON for programs."""
