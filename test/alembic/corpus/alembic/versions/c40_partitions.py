"""A table in parts."""
from alembic import op

revision = "c40"
down_revision = "c39"


def upgrade():
    op.execute("CREATE TABLE readings (at timestamptz NOT NULL, value float8) PARTITION BY RANGE (at)")
    for month in range(1, 4):
        op.execute(
            f"CREATE TABLE readings_{month:02d} PARTITION OF readings "
            f"FOR VALUES FROM ('2026-{month:02d}-01') TO ('2026-{month + 1:02d}-01')"
        )
    op.execute("ALTER TABLE readings DETACH PARTITION readings_01")
    op.execute(
        "ALTER TABLE readings ATTACH PARTITION readings_01 FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')"
    )


def downgrade():
    op.execute("DROP TABLE readings_01, readings_02, readings_03")
    op.execute("DROP TABLE readings")
