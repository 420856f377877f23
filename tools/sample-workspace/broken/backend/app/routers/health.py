from fastapi import APIRouter

router = APIRouter()


@router.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}


@router.get("/health/details")
def details() -> dict[str, str]:
    return {"status": "ok", "version": "2"}
