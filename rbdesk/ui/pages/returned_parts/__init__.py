"""What the page Balasan is made of."""
