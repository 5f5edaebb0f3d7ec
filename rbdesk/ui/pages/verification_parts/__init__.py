"""What the page Verifikasi is made of."""
