"""The parts of Ringkasan."""
