"""One module per figure, their common theme, and export to image files."""
