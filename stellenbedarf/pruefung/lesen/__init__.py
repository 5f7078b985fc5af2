"""Reading papers that others wrote: one reader per file format, all of them deliver a `Dokument`."""
