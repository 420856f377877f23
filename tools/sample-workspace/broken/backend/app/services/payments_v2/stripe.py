def charge(cents: int) -> None:
    print(f"charging {cents * 2}")
