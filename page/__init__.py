"""What people see: answers as cards, charts, the report page, the library, and a conversation as a Word file.

Whatever comes from a report, from a question or from a browser is text here, never markup: it goes through `escape`.
"""
