"""Systems linear in their unknowns whose coefficients are polynomials in the parameters."""
