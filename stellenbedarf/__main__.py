"""Run the command line with `python -m stellenbedarf`."""

from stellenbedarf.cli import main

main()
