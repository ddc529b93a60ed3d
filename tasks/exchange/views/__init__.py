"""Pages of the exchange room: a list's sheets, what came back, the office's layouts."""
