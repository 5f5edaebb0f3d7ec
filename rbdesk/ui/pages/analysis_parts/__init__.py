"""The parts of Analisis."""
