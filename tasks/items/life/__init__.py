"""An assignment's life (PRODUCT 2.4): accept or object, ask for time, support a lead unit, be cancelled, ended, taken up again."""

from tasks.items.life.dating import ask_extension, grant_extension, refuse_extension, reschedule
from tasks.items.life.moving import acknowledge, cancel, move, reopen, terminate
from tasks.items.life.objecting import adjust, object_, reject, withdraw
from tasks.items.life.supporting import confirm, contribute, end_support, send_back
from tasks.items.life.telling import tell_moved

__all__ = [
    "acknowledge", "adjust", "ask_extension", "cancel", "confirm", "contribute", "end_support", "grant_extension", "move", "object_",
    "refuse_extension", "reject", "reopen", "reschedule", "send_back", "tell_moved",
    "terminate", "withdraw",
]  # fmt: skip
