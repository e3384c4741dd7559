"""The pages of agreements: one and its way, writing, texts that are read, templates."""
