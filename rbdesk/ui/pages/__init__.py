"""The pages of the window: each knows the desk, the answers and the parts, none knows another page."""
