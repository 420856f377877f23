"""DO blocks, and SQL that makes SQL."""
from alembic import op

revision = "c11"
down_revision = "c10"


def upgrade():
    op.execute("""
        DO $$
        BEGIN
            IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'priority') THEN
                CREATE TYPE priority AS ENUM ('low', 'high');
            END IF;
        END $$;
    """)
    op.execute("""
        DO $do$
        DECLARE one record;
        BEGIN
            FOR one IN SELECT tablename FROM pg_tables WHERE tablename IN ('orders', 'events') LOOP
                EXECUTE format('ALTER TABLE %I ADD COLUMN touched boolean', one.tablename);
            END LOOP;
        END
        $do$
    """)


def downgrade():
    op.execute("ALTER TABLE orders DROP COLUMN touched")
    op.execute("ALTER TABLE events DROP COLUMN touched")
    op.execute("DROP TYPE priority")
