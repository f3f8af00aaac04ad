"""What every app with personal data shares: outbox, jobs, limits of how often, days of deletion."""
