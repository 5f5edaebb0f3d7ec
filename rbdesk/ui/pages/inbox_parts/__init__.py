"""What Kotak Masuk is made of: its board and lists, the plan, and the way of files into the desk."""
