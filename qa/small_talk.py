"""placeholder"""


def small_talk(text: str) -> str | None:
    return None
