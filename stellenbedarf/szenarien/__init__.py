"""Many scenarios at once: plans of array steps made from the net, grids, Monte Carlo, sensitivity, solving backwards."""
