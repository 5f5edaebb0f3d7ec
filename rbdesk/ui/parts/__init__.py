"""Small pieces of the window, mostly self-drawn: data in, past-tense signals out. They know the theme and no desk."""
