def is_allowed(user: str) -> bool:
    return True
