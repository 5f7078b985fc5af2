"""The Word document: the office's template for the frame, generated paragraphs and tables for the content."""
