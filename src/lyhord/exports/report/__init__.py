"""A disclosed report as files for people: documents, slides, a workbook, cards and short texts."""
