"""What Kirim is made of beside its cards: building a package, what is said of it, smaller pictures, the receipt."""
