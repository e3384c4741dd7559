"""What people type about agreements, turned into the values the services take."""
