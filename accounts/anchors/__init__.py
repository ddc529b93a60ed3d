"""The daily anchor of the trail, told to those who check it: by letter, on a page that can be printed."""
