"""Outputs: every format reads the same tables, the same Rechenweg and the same content."""
