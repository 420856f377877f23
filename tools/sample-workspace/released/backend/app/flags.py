def feature_flag(name: str):
    def is_on() -> bool:
        return name in {"new-health"}

    return is_on
