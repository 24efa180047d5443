"""What addresses are made of: house numbers, flats, postcodes, and what a number counts instead."""

UNITS = (
    r"%|kr\b|km\b|m\b|min|år|ggr|gång|st\b|stycken|tim|dag|veck|mån|pers|barn|elev|meter|grader"
    r"|kilo|vux|and|jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|av\b|till\b|kl|bilar|poliser"
    r"|killar|tjejer|hus\b|plats|kompis|lärare|ung"
)
POSTCODE = r"(?:se?-)?(?:\d{3}\s?\d\d|\d\d\s\d{3})"
NUMBER_WORDS = (
    r"ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tretton|fjorton|femton|sexton|sjutton"
    r"|arton|nitton|(?:tjugo|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio)"
    r"(?:ett|två|tre|fyra|fem|sex|sju|åtta|nio)?|hundra[^\W\d_]{0,12}"
)
_DOOR = (
    r"lgh|lägenhet|lght|lag|vån|våning|plan|tr|trappa|trapp|uppgång|uppg|port|ingång|ing|dörr"
    r"|dörrkod|portkod|kod|rum|flat|apt|door"
)
_SIDE = r"(?:\s?(?:upp|höger|vänster|t\.?\s?h|t\.?\s?v|ö\.?\s?g|ög)\b\.?)?"
FLAT = (
    rf"(?:,?\s\(?(?:(?:{_DOOR})\.?\s(?:nr\.?\s)?\w{{1,5}}\b|(?:nb|bv|ög|öv|nedre botten)\b"
    rf"|\d{{1,2}}\s?(?:tr|trappor|trp|vån|våningen)\b\.?{_SIDE})){{0,3}}"
)
HOUSE = r"\d{1,4}(?::\d(?!\d))?(?:\s?[-–]\s?\d{1,3})?(?:\s?[a-hA-H](?:-[a-hA-H])?(?!\w))?"
NO_COUNT = rf"(?!\w|[.,:-]\d|\s?(?:{UNITS}))"  # after a house number
CAPITAL = r"[A-ZÅÄÖ][^\W\d_]"
STREET_WORD = r"[^\W\d_][\w:'-]{1,30}"
STREETS = r"(?:gatan|vägen|gränd|gränden|stigen|backen|allén|slingan)"
