"""What the check of a paper says: on the terminal, as JSON, as a document, and as comments in the draft."""
