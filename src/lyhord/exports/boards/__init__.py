"""The board of a workshop, to be hung up again."""

from lyhord.exports.boards.boards import PrintedBoard, PrintedColumn, PrintedGroup, board_file

__all__ = ["PrintedBoard", "PrintedColumn", "PrintedGroup", "board_file"]
