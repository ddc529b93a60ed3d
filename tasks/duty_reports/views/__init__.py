"""The doors of the duty reports."""
