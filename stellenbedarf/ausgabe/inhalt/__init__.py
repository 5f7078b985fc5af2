"""Content of documents: written once from tables, Rechenweg and text templates, laid out per format."""
