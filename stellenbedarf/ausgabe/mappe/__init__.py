"""The result workbook: every input in one cell, every computed figure a live formula with its value stored."""
