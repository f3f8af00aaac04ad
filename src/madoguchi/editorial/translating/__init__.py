"""What translation needs, as plain Python: marks, files for agencies, memory, terms, machines."""
