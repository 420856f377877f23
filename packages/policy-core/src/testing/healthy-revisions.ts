import type { DraftRevision } from './any-revisions.ts';

const key = 'sa.Column("id", sa.Integer(), primary_key=True)';
const made = (name: string, ...parts: readonly string[]) =>
  `op.create_table(\n    "${name}",\n    ${[key, ...parts].join(',\n    ')},\n)`;
const words = (name: string, size: number, more = 'nullable=False') =>
  `sa.Column("${name}", sa.String(length=${size}), ${more})`;
const number = (name: string, more = 'nullable=False') => `sa.Column("${name}", sa.Integer(), ${more})`;
const moment = (name: string) =>
  `sa.Column("${name}", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False)`;
const points = (table: string, column: string, to: string) =>
  `sa.ForeignKeyConstraint(["${column}"], ["${to}.id"], name="fk_${table}_${column}")`;
const alone = (table: string, column: string) =>
  `sa.UniqueConstraint("${column}", name="uq_${table}_${column}")`;
const indexed = (table: string, column: string) =>
  `op.create_index("ix_${table}_${column}", "${table}", ["${column}"])`;
const unindexed = (table: string, column: string) =>
  `op.drop_index("ix_${table}_${column}", table_name="${table}")`;
const added = (table: string, column: string) => `op.add_column("${table}", ${column})`;
const removed = (table: string, column: string) => `op.drop_column("${table}", "${column}")`;
const gone = (table: string) => `op.drop_table("${table}")`;
const sql = (text: string) => `op.execute("${text}")`;

type Change = Pick<DraftRevision, 'upgrade' | 'downgrade'>;

const pair = (upgrade: readonly string[], downgrade: readonly string[]): Change => ({ upgrade, downgrade });

/** Two years of a shop that rents rooms, in the order of their making: nothing here is to be complained of. */
export const HEALTHY: Readonly<Record<string, Change>> = {
  'tenants come first': pair(
    [made('tenants', words('name', 80), words('slug', 40), moment('created_at'), alone('tenants', 'slug'))],
    [gone('tenants')],
  ),
  'accounts of a tenant': pair(
    [
      made(
        'accounts',
        number('tenant_id'),
        words('email', 255),
        points('accounts', 'tenant_id', 'tenants'),
        alone('accounts', 'email'),
      ),
      indexed('accounts', 'tenant_id'),
    ],
    [unindexed('accounts', 'tenant_id'), gone('accounts')],
  ),
  'rooms with a kind that is an enum': pair(
    [
      made(
        'rooms',
        words('name', 80),
        'sa.Column("kind", sa.Enum("single", "double", name="room_kind"), nullable=False)',
      ),
    ],
    [gone('rooms'), sql('DROP TYPE room_kind')],
  ),
  'bookings of rooms': pair(
    [
      made(
        'bookings',
        number('room_id'),
        number('account_id'),
        moment('begins_at'),
        points('bookings', 'room_id', 'rooms'),
        points('bookings', 'account_id', 'accounts'),
      ),
      indexed('bookings', 'room_id'),
      indexed('bookings', 'begins_at'),
    ],
    [unindexed('bookings', 'begins_at'), unindexed('bookings', 'room_id'), gone('bookings')],
  ),
  'a remark that may be left out': pair(
    [added('bookings', 'sa.Column("remark", sa.Text(), nullable=True)')],
    [removed('bookings', 'remark')],
  ),
  'how many people come': pair(
    [added('bookings', number('people', 'server_default="1", nullable=False'))],
    [removed('bookings', 'people')],
  ),
  'a state of bookings, checked': pair(
    [
      added('bookings', words('state', 20, 'server_default="open", nullable=False')),
      sql(
        "ALTER TABLE bookings ADD CONSTRAINT ck_bookings_state CHECK (state IN ('open', 'paid')) NOT VALID",
      ),
    ],
    ['op.drop_constraint("ck_bookings_state", "bookings", type_="check")', removed('bookings', 'state')],
  ),
  'the check holds for old rows': pair(
    [sql('ALTER TABLE bookings VALIDATE CONSTRAINT ck_bookings_state')],
    ['# A constraint that was looked at stays looked at.', sql('SELECT 1')],
  ),
  'prices by season': pair(
    [
      made(
        'seasons',
        words('name', 40),
        'sa.Column("starts_on", sa.Date(), nullable=False)',
        'sa.Column("ends_on", sa.Date(), nullable=False)',
        'sa.CheckConstraint("ends_on > starts_on", name="ck_seasons_order")',
      ),
      made(
        'prices',
        number('season_id'),
        'sa.Column("amount", sa.Numeric(precision=10, scale=2), nullable=False)',
        points('prices', 'season_id', 'seasons'),
      ),
    ],
    [gone('prices'), gone('seasons')],
  ),
  'names may be longer': pair(
    [
      'op.alter_column("rooms", "name", existing_type=sa.String(length=80), type_=sa.String(length=120), existing_nullable=False)',
    ],
    [
      'op.alter_column("rooms", "name", existing_type=sa.String(length=120), type_=sa.String(length=80), existing_nullable=False)',
    ],
  ),
  'an index built while people book': pair(
    [
      'with op.get_context().autocommit_block():\n    op.create_index("ix_bookings_state", "bookings", ["state"], postgresql_concurrently=True)',
    ],
    [
      'with op.get_context().autocommit_block():\n    op.drop_index("ix_bookings_state", table_name="bookings", postgresql_concurrently=True)',
    ],
  ),
  'tags, many to many': pair(
    [
      made('tags', words('label', 40), alone('tags', 'label')),
      'op.create_table(\n    "room_tags",\n    sa.Column("room_id", sa.Integer(), sa.ForeignKey("rooms.id", name="fk_room_tags_room_id"), primary_key=True),\n    sa.Column("tag_id", sa.Integer(), sa.ForeignKey("tags.id", name="fk_room_tags_tag_id"), primary_key=True),\n)',
    ],
    [gone('room_tags'), gone('tags')],
  ),
  'first tags, as rows': pair(
    [sql("INSERT INTO tags (label) VALUES ('quiet'), ('balcony')")],
    [sql("DELETE FROM tags WHERE label IN ('quiet', 'balcony')")],
  ),
  'an address in a batch': pair(
    [
      'with op.batch_alter_table("tenants") as batch_op:\n    batch_op.add_column(sa.Column("street", sa.String(length=120), nullable=True))\n    batch_op.add_column(sa.Column("city", sa.String(length=80), nullable=True))',
    ],
    [
      'with op.batch_alter_table("tenants") as batch_op:\n    batch_op.drop_column("city")\n    batch_op.drop_column("street")',
    ],
  ),
  'a view for reports': pair(
    [sql('CREATE VIEW open_bookings AS SELECT id, room_id FROM bookings WHERE remark IS NOT NULL')],
    [sql('DROP VIEW open_bookings')],
  ),
  'an extension for texts': pair(
    [sql('CREATE EXTENSION IF NOT EXISTS pg_trgm')],
    [sql('DROP EXTENSION IF EXISTS pg_trgm')],
  ),
  'searching rooms': pair(
    [
      'with op.get_context().autocommit_block():\n    op.create_index("ix_rooms_name_search", "rooms", ["name"], postgresql_using="gin", postgresql_ops={"name": "gin_trgm_ops"}, postgresql_concurrently=True)',
    ],
    [
      'with op.get_context().autocommit_block():\n    op.drop_index("ix_rooms_name_search", table_name="rooms", postgresql_concurrently=True)',
    ],
  ),
  'a remark is filled in for old bookings': pair(
    [sql("UPDATE bookings SET remark = '' WHERE remark IS NULL")],
    ['# Nobody can tell any more which of them were empty.', sql('SELECT 1')],
  ),
  'settings as JSON': pair(
    [
      added(
        'tenants',
        'sa.Column("settings", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False)',
      ),
    ],
    [removed('tenants', 'settings')],
  ),
  'invoices with lines': pair(
    [
      made('invoices', number('booking_id'), points('invoices', 'booking_id', 'bookings'), moment('sent_at')),
      made(
        'invoice_lines',
        number('invoice_id'),
        words('label', 120),
        'sa.Column("amount", sa.Numeric(12, 2), server_default="0", nullable=False)',
        points('invoice_lines', 'invoice_id', 'invoices'),
      ),
      indexed('invoice_lines', 'invoice_id'),
    ],
    [unindexed('invoice_lines', 'invoice_id'), gone('invoice_lines'), gone('invoices')],
  ),
};
