"""Statements that share a text, with comments, dollar quotes and semicolons in strings."""
from alembic import op

revision = "c10"
down_revision = "c09"


def upgrade():
    op.execute("""
        -- A comment; with a semicolon.
        CREATE TABLE events (id bigserial PRIMARY KEY, payload jsonb NOT NULL DEFAULT '{"a;b": 1}');
        CREATE OR REPLACE FUNCTION note_event() RETURNS trigger AS $body$
        BEGIN
            NEW.payload = coalesce(NEW.payload, '{}'); -- inside
            RETURN NEW;
        END;
        $body$ LANGUAGE plpgsql;
        CREATE TRIGGER events_noted BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION note_event();
        /* the last; one */ ALTER TABLE events ADD COLUMN seen boolean NOT NULL DEFAULT false
    """)


def downgrade():
    op.execute("DROP TABLE events; DROP FUNCTION note_event()")
