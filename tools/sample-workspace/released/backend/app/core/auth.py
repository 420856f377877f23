def is_allowed(user: str) -> bool:
    return user in {"ana", "ben"}
