"""What a person does. One function for each act; the only floor that writes to the store. No words for people."""
