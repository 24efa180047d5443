"""What columns, audiences and ways of collecting are called in a list, as people type them."""

from collections.abc import Mapping
from types import MappingProxyType

from lyhord.instruments.definition import Audience
from lyhord.storage.collectors import Mode

# what a column may be called, as people type it
HEADINGS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("namn", "name", "skola", "school", "enhet", "verksamhet"), "name"),
        **dict.fromkeys(("kommun", "municipality"), "municipality"),
        **dict.fromkeys(("målgrupp", "audience"), "audience"),
        **dict.fromkeys(("sammanhang", "setting", "situation"), "setting"),
        **dict.fromkeys(("språk", "language"), "language"),
        **dict.fromkeys(("sätt", "mode", "typ", "kanal"), "mode"),
        **dict.fromkeys(("serie", "series", "träff", "event"), "series"),
        **dict.fromkeys(("dag", "day", "datum", "date", "vecka", "week"), "day"),
    }
)
AUDIENCES: Mapping[str, Audience] = MappingProxyType(
    {
        **dict.fromkeys(("child", "children", "barn"), "child"),
        **dict.fromkeys(("youth", "young people", "ungdom", "ungdomar", "unga"), "youth"),
        **dict.fromkeys(("guardian", "guardians", "vårdnadshavare", "föräldrar"), "guardian"),
        **dict.fromkeys(
            ("professional", "professionals", "professionella", "profession", "personal"),
            "professional",
        ),
    }
)
MODES: Mapping[str, Mode] = MappingProxyType(
    {
        **dict.fromkeys(("open", "open link", "öppen", "öppen länk", "länk"), "open"),
        **dict.fromkeys(("codes", "link with codes", "koder", "länk med koder"), "codes"),
        **dict.fromkeys(("kiosk", "shared screen", "delad skärm", "surfplatta"), "kiosk"),
        **dict.fromkeys(("paper", "papper"), "paper"),
    }
)
