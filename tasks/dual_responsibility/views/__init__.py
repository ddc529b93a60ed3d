"""Pages of 一岗双责."""
