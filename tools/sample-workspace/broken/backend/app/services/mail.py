def send(to: str, subject: str) -> None:
    print(f"to {to}: {subject}")
