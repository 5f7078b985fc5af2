"""Charts as plain data and as accessible SVG, drawn without any library."""
