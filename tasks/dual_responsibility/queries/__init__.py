"""Questions of this room, a file for each page."""
