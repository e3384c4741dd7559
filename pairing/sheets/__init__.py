"""Lists in and out as files: the columns people know, the ways they write things, and errors
that name row, column and reason."""
