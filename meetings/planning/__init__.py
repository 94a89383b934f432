"""Before and while people meet: the header, the agenda, who is invited and who was there."""
