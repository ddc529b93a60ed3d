"""The moves of an assignment's life that need no request: they live in tasks.items.life with all others."""

from tasks.items.life.moving import acknowledge, cancel, move, terminate

__all__ = ["acknowledge", "cancel", "move", "terminate"]
