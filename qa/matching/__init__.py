"""The figures a question may mean: each weighed by its words, its times and the cells around it."""
