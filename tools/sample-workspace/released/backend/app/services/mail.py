def send(to: str, subject: str, urgent: bool = False) -> None:
    print(f"to {to}: {subject}{'!' if urgent else ''}")
