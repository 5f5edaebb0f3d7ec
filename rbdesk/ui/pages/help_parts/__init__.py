"""The parts of Bantuan."""
