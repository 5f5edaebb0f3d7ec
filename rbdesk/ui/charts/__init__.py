"""One painter for each figure of the analysis floor. They know the theme and no desk."""
