"""Who may leave a shared screen: those who type its code, tried only so fast."""

from lyhord.intake.doors import Door
from lyhord.intake.pacing import Pace
from lyhord.privacy import kiosks


class Screens:
    """Knows the codes of shared screens; wrong ones slow the next tries at the same door down."""

    def __init__(self, secret: str, *, pace: Pace) -> None:
        self._secret = secret.encode()
        self._pace = pace

    async def lets_go(self, door: Door, typed: str) -> bool:
        """Whether this is the code of a door."""
        await self._pace.turn(door.collector_id)
        if kiosks.is_leaving_code(typed, self._secret, door.collector_id):
            return True
        self._pace.missed(door.collector_id)
        return False

    def delay(self, door: Door) -> float:
        """How many seconds a try at this door takes now."""
        return self._pace.delay(door.collector_id)
