"""Plans on the site: what happened, a few questions, and what to do by when."""
