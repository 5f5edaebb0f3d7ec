"""The cards of the settings page, one subject each. They show values and say what the person changed."""
