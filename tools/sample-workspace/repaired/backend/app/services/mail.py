def send(to: str, subject: str, urgent: bool = False, reply_to: str = "") -> None:
    print(f"to {to}: {subject}{'!' if urgent else ''}")
