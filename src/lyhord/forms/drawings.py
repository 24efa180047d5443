"""Small drawings beside the options of a child's survey: our own, 48 units wide, drawn in strokes.

They stand beside words and never instead of them, on the screen and on paper.
"""

from collections.abc import Mapping
from types import MappingProxyType

_PERSON = '<circle cx="24" cy="13" r="7"/><path d="M10 43q0-19 14-19t14 19"/>'
_DRAWINGS: Mapping[str, str] = MappingProxyType(
    {
        "yes": '<path d="M9 26l10 10L39 13"/>',
        "no": '<path d="M12 12l24 24m0-24L12 36"/>',
        "vet_inte": '<path d="M16 17q1-9 9-9t8 8q0 6-8 9v6m0 7v.5"/>',
        "7-9": '<circle cx="24" cy="20" r="6"/><path d="M14 43q0-14 10-14t10 14"/>',
        "10-12": '<circle cx="24" cy="13" r="7"/><path d="M12 43q0-20 12-20t12 20"/>',
        "teacher": '<path d="M20 6h24v20H25M27 13h11m-11 6h7"/><circle cx="12" cy="19" r="6"/>'
        '<path d="M3 43q0-15 9-15t9 15"/>',
        "school_nurse": f'{_PERSON}<path d="M24 30v9m-4.5-4.5h9"/>',
        "counsellor": '<path d="M5 8h26v17H17l-7 6v-6H5zM35 17h8v16h-5v6l-6-6H20v-3"/>',
        "after_school": '<circle cx="24" cy="24" r="18"/><path d="M24 15l9 6-3.5 11h-11L15 21z"/>'
        '<path d="M24 6v9m18 5l-9 1m2 17l-5.5-6m-16 6l5-6M6 20l9 1"/>',
        "doctor_nurse": '<path d="M13 5v12q0 9 8 9t8-9V5m-8 21v7q0 10 9 10t9-11"/>'
        '<circle cx="39" cy="28" r="4"/>',
        "social_services": '<path d="M6 43V21L24 7l18 14v22z"/>'
        '<path d="M24 35q-8-5-8-9t4-4q3 0 4 3 1-3 4-3 4 0 4 4t-8 9z"/>',
        "police": '<path d="M24 5l16 6v12q0 14-16 20Q8 37 8 23V11zM24 15l2.5 6h6l-5 4 2 6-5.5-4-5.5'
        ' 4 2-6-5-4h6z"/>',
        "coach": f'{_PERSON}<path d="M16 12q8-11 16 0h7M18 25l6 10 6-10"/>'
        '<circle cx="24" cy="38" r="3"/>',
        "family": '<circle cx="14" cy="12" r="6"/><circle cx="34" cy="12" r="6"/>'
        '<circle cx="24" cy="27" r="5"/>'
        '<path d="M4 42q0-19 12-19m28 19q0-19-12-19M15 43q0-9 9-9t9 9"/>',
        "other_adult": _PERSON,
        "nobody": f'<g stroke-dasharray="1 5">{_PERSON}</g>',
        "not_online": '<path d="M15 4h18v40H15zm6 34h6M6 8l36 32"/>',
    }
)

# the sign of a question looks the other way in these scripts
_TURNED = frozenset({"vet_inte"})
_TURNED_IN = frozenset({"ar", "fa", "ps", "ur"})


def drawing(option: str, language: str) -> str:
    """Give the drawing beside an option as it looks in a language, or nothing."""
    drawn = _DRAWINGS.get(option, "")
    if option in _TURNED and language in _TURNED_IN:
        return f'<g transform="matrix(-1 0 0 1 48 0)">{drawn}</g>'
    return drawn
