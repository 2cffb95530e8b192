"""The best set for the periods ahead, with its reasons: the sheet, its table and its search."""
