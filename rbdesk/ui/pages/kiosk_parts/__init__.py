"""What the kiosk of the survey is made of."""
