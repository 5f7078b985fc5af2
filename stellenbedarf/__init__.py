"""stellenbedarf: caseload in, full-time equivalents and cost per pay grade out, every figure with its origin."""

__version__ = "0.1.0"
