"""Dated and sourced figures that ship with the tool, and the loader for them and for a town's own."""
