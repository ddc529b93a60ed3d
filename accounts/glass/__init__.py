"""应急授权 (break-glass): for so many minutes somebody stands in for the security administrator; everybody concerned hears of it."""
