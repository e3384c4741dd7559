"""The words the reader knows: plain tables, a new phrase is one line in one of them."""
