"""What the pages show, as frozen values: no template decides, none asks the database."""
