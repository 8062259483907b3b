"""The units and reports a question is about, told against the reports there are."""
