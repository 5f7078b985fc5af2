"""From the case to the result: builds the net of quantities and computes it exactly."""
