from fastapi import APIRouter, Depends

from app.flags import feature_flag

router = APIRouter()


@router.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}


@router.get("/health/details", dependencies=[Depends(feature_flag("new-health"))])
def details() -> dict[str, str]:
    return {"status": "ok", "version": "2"}
