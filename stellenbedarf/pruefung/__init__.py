"""Checks staffing papers that others wrote: read, understand, check, explain."""
