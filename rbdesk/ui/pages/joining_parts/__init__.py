"""The parts of Satukan dua laptop: what is read and planned, and the rows that clash side by side."""
