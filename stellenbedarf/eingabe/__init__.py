"""Raw input: cells and YAML nodes as text with the place where they stand, before any meaning is given to them."""
