"""Names that a form uses beside the answers, so that no question may be called so."""

# What a survey page sends beside answers.
OF_THE_PAGE = frozenset({"submission", "version", "language", "code", "wave_code"})
# What the desk sends beside the answers of a paper.
OF_A_PAPER = frozenset({"code"})
RESERVED = OF_THE_PAGE | OF_A_PAPER
