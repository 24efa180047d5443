"""Tries to sign in by name and network, in this process's memory alone: no address is kept."""

import ipaddress
import math
from collections.abc import Callable

from lyhord.storage.attempts import Patience
from lyhord.web.exchange import AnyRequest

MOST = 10_000
NETWORK_BITS = {4: 24, 6: 56}
QUIET_SECONDS = 24 * 60 * 60
_STEEPEST = 20


class Networks:
    """Lets a network that tried a name too often wait, without others waiting with it."""

    def __init__(self, clock: Callable[[], float], patience: Patience) -> None:
        self._clock = clock
        self._patience = patience
        self._tries: dict[tuple[str, str], tuple[int, float]] = {}

    def begin(self, name: str, network: str) -> int:
        """Count a try and give 0, or give the seconds that it has to wait first."""
        now = self._clock()
        failures, until = self._tries.pop((name, network), (0, now))
        if until > now:
            self._tries[name, network] = (failures, until)
            return math.ceil(until - now)
        if until < now - QUIET_SECONDS:
            failures = 0
        self._tries[name, network] = (failures + 1, now + self._wait_after(failures))
        if len(self._tries) > MOST:  # the longest quiet goes first
            del self._tries[next(iter(self._tries))]
        return 0

    def forget(self, name: str, network: str) -> None:
        """The right password came from there."""
        self._tries.pop((name, network), None)

    def _wait_after(self, failures: int) -> int:
        over = failures + 1 - self._patience.free
        return min(self._patience.longest, 2 ** min(over, _STEEPEST) - 1) if over > 0 else 0


def network_of(request: AnyRequest) -> str:
    """The network that the connection comes from; what headers say of it is not believed."""
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    return str(ipaddress.ip_network((address, NETWORK_BITS[address.version]), strict=False))
