"""A stranger's .xlsx, opened in a child process with limits; and text that may go into a file. Used by every import."""
