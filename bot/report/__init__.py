"""The report of `explore` as one page: plots drawn, words for those who cannot see them, and the HTML around them."""
