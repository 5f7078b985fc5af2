"""Many scenarios at once: plans of array steps, grids, Monte Carlo, sensitivity, solving backwards, projection."""
