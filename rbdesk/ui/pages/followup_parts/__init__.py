"""What the page Tindak Lanjut is made of."""
