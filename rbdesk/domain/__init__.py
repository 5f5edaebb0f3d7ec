"""What an assessment is and what it is worth. Pure: standard library only, no clock, no disk, no words for people."""
