def health() -> dict[str, str]:
    return {"status": "ok", "version": "2"}
