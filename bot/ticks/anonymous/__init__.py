"""Anonymous reports (SPEC §6): taken in, answered and asked without the identity ever entering the record in clear."""
