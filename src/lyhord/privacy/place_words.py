"""What words for places begin and end in, and which stand beside names of people; no rule."""

# "Björkgläntan", "Solbacken": in capitals after a word for a place, or where somebody goes
NATURE = (
    *("gläntan", "backen", "gården", "kullen", "dalen", "lunden", "ängen", "hagen", "udden"),
    *("viken", "åsen", "höjden", "berget", "källan", "stugan", "boet", "kojan", "stacken", "fröet"),
    *("borgen", "bryggan", "skutan", "rosen", "blomman", "sippan", "solen", "stjärnan", "hemmet"),
    *(
        "huset",
        "mon",
        "liden",
        "åkern",
        "trädet",
        "träffen",
        "knuten",
        "knoppen",
        "kotten",
        "bäcken",
    ),
    *(
        "gärdet",
        "vreten",
        "grinden",
        "bruket",
        "parken",
        "sjön",
        "holmen",
        "näset",
        "skogen",
        "åsarna",
    ),
    *("trollet", "fröna", "bären", "stigen", "bågen", "slottet", "båten", "fyren", "lyktan"),
)
SHORTEST_NATURE = 6
PARTS = frozenset(
    (
        *("sankt", "sankta", "st", "nya", "gamla", "norra", "södra", "östra", "västra"),
        *("stora", "lilla", "övre", "nedre", "mellersta", "röda", "gula", "blå", "gröna", "vita"),
        *("svarta", "bruna", "gyllene", "tre", "fyra", "fem", "sju"),
    )
)
STREETS = ("gatan", "vägen", "gränd", "stigen", "backen", "torget", "gata", "väg")
HOMES = ("skolan", "korttids", "boendet", "hvb", "hvb-hemmet", "gruppbostaden", "boende")
OWNED_ENDS = (
    *("skola", "gymnasium", "hem", "boende", "mottagning", "centrum", "center", "klinik"),
    *("förening", "klubb", "café", "kafé", "råd", "bostad", "enhet", "fritids", "verkstad", "byrå"),
)
BEFORE_ENDS = (
    *("hemmet", "boendet", "mottagningen", "kliniken", "föreningen", "klubben", "kaféet", "caféet"),
    *("bostaden", "enheten", "teamet", "verkstaden", "huset", "gården", "centralen", "salongen"),
    *("handeln", "byrån", "verksamheten", "skolan", "centrum", "center", "gruppen", "studion"),
    *(
        "firman",
        "kooperativet",
        "jouren",
        "kåren",
        "butiken",
        "biblioteket",
        "praktiken",
        "gymnasiet",
    ),
    *("församlingen", "stugan", "lokalen", "hallen", "kören", "kollot", "caféet"),
)
# groups that are chats or work, and not places
NO_PLACE = (
    *("facebook", "whatsapp", "messenger", "snap", "insta", "chatt", "arbets", "projekt", "styr"),
    *(
        "samverkans",
        "referens",
        "klass",
        "föräldra",
        "ålders",
        "mål",
        "yrkes",
        "sms",
        "små",
        "kompis",
    ),
)
# kinds of places that people's first names stand beside: "mottagningen Anna", "Annas skola"
OF_PEOPLE = frozenset(
    """
    skolan kliniken mottagningen gruppen bandet verksamheten enheten klubben föreningen församlingen
    kyrkan gymmet firman företaget frisören stallet restaurangen macken vårdcentralen verkstaden
    bvc lss bup avdelning avdelningen verksamhet omsorg familjebehandling familjebehandlingen
    hemtjänst familjestöd hemtjänsten gruppen studion praktiken butiken biblioteket kören hallen
    lokalen stugan
    skola förskola dagis fritids gymnasium hem mottagning klinik klubb boende korttids
    """.split()  # noqa: SIM905 - read more easily
)
ALSO_OF_PEOPLE = ("gruppen", "studion", "firman", "butiken", "praktiken", "gymnasiet")
