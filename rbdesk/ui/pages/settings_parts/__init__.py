"""What Pengaturan does beside its cards: writing the activation files."""
