/** What one migration of the case set, which is written in Ruby, comes to in SQL. */
export type StrongCase =
  | {
      /** What the gem is told to trust, and so does not judge: it ran before. */
      readonly before: readonly string[];
      /** In the order of running, as Rails sends them. */
      readonly sql: readonly string[];
      /** Of `disable_ddl_transaction!`: each statement is a transaction of its own. */
      readonly isOutside: boolean;
      /** Rules of ours that say what the gem says; any of them answers. */
      readonly ours: readonly string[];
    }
  /** There is no SQL to judge, and why. */
  | { readonly none: string };

/** The schema of the gem's tests. */
export const BEFORE_ALL: readonly string[] = [
  'CREATE EXTENSION IF NOT EXISTS citext',
  'CREATE TABLE users (id bigserial PRIMARY KEY, name varchar, city varchar, credit_score numeric(10,5), deleted_at timestamp(6), country varchar(20), "interval" varchar, description text, code citext, order_id bigint)',
  'CREATE INDEX index_users_on_order_id ON users (order_id)',
  'CREATE TABLE orders (id bigserial PRIMARY KEY)',
  'CREATE TABLE devices (id bigserial PRIMARY KEY)',
];

const rule = (name: string) => `migrations/${name}`;

/** One transaction around all of it, as Rails does where nothing else is said. */
function inside(
  sql: readonly string[],
  ours: readonly string[] = [],
  before: readonly string[] = [],
): StrongCase {
  return { before, sql, isOutside: false, ours: ours.map(rule) };
}

function outside(...sql: readonly string[]): StrongCase {
  return { before: [], sql, isOutside: true, ours: [] };
}

const change = (column: string, type: string) => `ALTER TABLE users ALTER COLUMN ${column} TYPE ${type}`;
const WIDENED_TO_64 = change('country', 'varchar(64)');
const RUBY_REFUSES = 'Ruby refuses the call for its arguments, before there is any SQL';
const RETYPED = ['column-type-rewrite', 'narrow-column-type'];

const CONSTRAINTS: Readonly<Record<string, StrongCase>> = {
  'add_check_constraint_test::test_safe': inside([
    'ALTER TABLE users ADD CONSTRAINT chk_rails_1 CHECK (credit_score > 0) NOT VALID',
  ]),
  'add_check_constraint_test::test_extra_arguments': inside(
    ['ALTER TABLE users ADD CONSTRAINT chk_rails_1 CHECK (credit_score > 0)'],
    ['check-not-valid-missing'],
  ),
  'add_exclusion_constraint_test::test_basic': inside(
    ['ALTER TABLE users ADD CONSTRAINT excl_rails_1 EXCLUDE USING gist (credit_score WITH =)'],
    ['exclusion-constraint'],
  ),
  'add_foreign_key_test::test_basic': inside(
    ['ALTER TABLE users ADD CONSTRAINT fk_rails_1 FOREIGN KEY (order_id) REFERENCES orders (id)'],
    ['foreign-key-not-valid-missing'],
  ),
  'add_foreign_key_test::test_validate_no_transaction': outside(
    'ALTER TABLE users ADD CONSTRAINT fk_rails_1 FOREIGN KEY (order_id) REFERENCES orders (id) NOT VALID',
    'ALTER TABLE users VALIDATE CONSTRAINT fk_rails_1',
  ),
  'add_foreign_key_test::test_extra_arguments': inside(
    ['ALTER TABLE users ADD CONSTRAINT fk_rails_1 FOREIGN KEY (order_id) REFERENCES orders (id)'],
    ['foreign-key-not-valid-missing'],
  ),
  'add_unique_constraint_test::test_using_index': outside(
    'CREATE UNIQUE INDEX CONCURRENTLY index_users_on_name ON users (name)',
    'ALTER TABLE users ADD CONSTRAINT uniq_rails_1 UNIQUE USING INDEX index_users_on_name',
  ),
  'safe_by_default_test::test_add_foreign_key': outside(
    'ALTER TABLE users ADD CONSTRAINT fk_rails_1 FOREIGN KEY (order_id) REFERENCES orders (id) NOT VALID',
    'ALTER TABLE users VALIDATE CONSTRAINT fk_rails_1',
  ),
  'safe_by_default_test::test_add_check_constraint': outside(
    'ALTER TABLE users ADD CONSTRAINT chk_rails_1 CHECK (credit_score > 0) NOT VALID',
    'ALTER TABLE users VALIDATE CONSTRAINT chk_rails_1',
  ),
};

const COLUMNS: Readonly<Record<string, StrongCase>> = {
  'add_column_test::test_default': inside(['ALTER TABLE users ADD COLUMN nice boolean DEFAULT true']),
  'add_column_test::test_default_not_null': inside(
    ['ALTER TABLE users ADD COLUMN nice uuid DEFAULT gen_random_uuid() NOT NULL'],
    ['volatile-default'],
  ),
  'add_column_test::test_default_callable_safe': inside([
    'ALTER TABLE users ADD COLUMN nice timestamp(6)',
    'ALTER TABLE users ALTER COLUMN nice SET DEFAULT (now())',
  ]),
  'add_column_test::test_generated_virtual': inside([
    'ALTER TABLE users ADD COLUMN nice varchar GENERATED ALWAYS AS (LOWER(city)) VIRTUAL',
  ]),
  'add_column_test::test_primary_key': inside(
    ['ALTER TABLE users ADD COLUMN nice bigserial PRIMARY KEY'],
    ['add-serial-identity-or-stored-column', 'primary-key-without-index'],
  ),
  'add_column_test::test_bigserial': inside(
    ['ALTER TABLE users ADD COLUMN nice bigserial'],
    ['add-serial-identity-or-stored-column'],
  ),
  'misc_test::test_rename_column': inside(
    ['ALTER TABLE users RENAME COLUMN properties TO bad_name'],
    ['rename-column'],
  ),
  'misc_test::test_custom': { none: 'it tries a check that users of the gem write themselves' },
  'misc_test::test_revert': inside(['ALTER TABLE users DROP COLUMN country_id'], ['drop-column']),
  'remove_column_test::test_remove_column': inside(['ALTER TABLE users DROP COLUMN name'], ['drop-column']),
  'remove_column_test::test_remove_columns': inside(
    ['ALTER TABLE users DROP COLUMN name, DROP COLUMN other'],
    ['drop-column'],
  ),
  'remove_column_test::test_remove_reference_polymorphic': inside(
    ['ALTER TABLE users DROP COLUMN device_id', 'ALTER TABLE users DROP COLUMN device_type'],
    ['drop-column'],
  ),
  'remove_column_test::test_remove_belongs_to': inside(
    ['ALTER TABLE users DROP COLUMN device_id'],
    ['drop-column'],
  ),
};

const INDEXES: Readonly<Record<string, StrongCase>> = {
  'add_index_test::test_up': inside(
    ['CREATE INDEX index_users_on_name ON users (name)'],
    ['index-not-concurrent'],
  ),
  'add_index_test::test_concurrently': outside(
    'CREATE INDEX CONCURRENTLY index_users_on_name ON users (name)',
  ),
  'add_index_test::test_extra_arguments': inside(
    ['CREATE INDEX index_users_on_name ON users (name)'],
    ['index-not-concurrent'],
  ),
  'add_index_test::test_concurrently_extra_arguments': { none: RUBY_REFUSES },
  'add_reference_test::test_polymorphic': inside(
    [
      'ALTER TABLE users ADD COLUMN device_type varchar',
      'ALTER TABLE users ADD COLUMN device_id bigint',
      'CREATE INDEX index_users_on_device ON users (device_type, device_id)',
    ],
    ['index-not-concurrent'],
  ),
  'add_reference_test::test_no_index': inside(['ALTER TABLE users ADD COLUMN country_id bigint']),
  'add_reference_test::test_default': inside(
    ['ALTER TABLE users ADD COLUMN ip_id bigint', 'CREATE INDEX index_users_on_ip_id ON users (ip_id)'],
    ['index-not-concurrent'],
  ),
  'add_reference_test::test_concurrently': outside(
    'ALTER TABLE users ADD COLUMN ip_id bigint',
    'CREATE INDEX CONCURRENTLY index_users_on_ip_id ON users (ip_id)',
  ),
  'safe_by_default_test::test_add_index': outside(
    'CREATE INDEX CONCURRENTLY index_users_on_name ON users (name)',
    'CREATE INDEX CONCURRENTLY index_users_on_city ON users (city)',
  ),
  'safe_by_default_test::test_remove_index': outside('DROP INDEX CONCURRENTLY index_users_on_name'),
  'safe_by_default_test::test_add_reference': outside(
    'ALTER TABLE users ADD COLUMN device_id bigint',
    'CREATE INDEX CONCURRENTLY index_users_on_device_id ON users (device_id)',
  ),
  'safe_by_default_test::test_add_reference_foreign_key_on_delete': outside(
    'ALTER TABLE users ADD COLUMN device_id bigint',
    'ALTER TABLE users ADD CONSTRAINT fk_rails_1 FOREIGN KEY (device_id) REFERENCES devices (id) ON DELETE SET NULL NOT VALID',
    'ALTER TABLE users VALIDATE CONSTRAINT fk_rails_1',
  ),
  'safe_by_default_test::test_add_reference_extra_arguments': { none: RUBY_REFUSES },
};

const UNVALIDATED = 'ALTER TABLE users ADD CONSTRAINT test CHECK (name IS NOT NULL) NOT VALID';
const FILLED = "UPDATE users SET name = 'Andy' WHERE name IS NULL";
const notNull = (column: string) => `ALTER TABLE users ALTER COLUMN ${column} SET NOT NULL`;

/** As the gem does it where it may. */
function notNullInSteps(column: string): readonly string[] {
  return [
    `ALTER TABLE users ADD CONSTRAINT steps CHECK (${column} IS NOT NULL) NOT VALID`,
    'ALTER TABLE users VALIDATE CONSTRAINT steps',
    notNull(column),
    'ALTER TABLE users DROP CONSTRAINT steps',
  ];
}

const LONG_NAME = 'a'.repeat(53);

const NOT_NULL: Readonly<Record<string, StrongCase>> = {
  'change_column_null_test::test_constraint_unvalidated': inside(
    [notNull('name')],
    ['set-not-null'],
    [UNVALIDATED],
  ),
  'change_column_null_test::test_constraint_default': inside(
    [FILLED, notNull('name')],
    ['backfill-in-ddl-transaction', 'set-not-null'],
    [UNVALIDATED, 'ALTER TABLE users VALIDATE CONSTRAINT test'],
  ),
  'change_column_null_test::test_default': inside([FILLED, notNull('name')], ['set-not-null']),
  'change_column_null_test::test_constraint_methods': outside(...notNullInSteps('name')),
  'change_column_null_test::test_quoted': inside(
    [notNull('"interval"')],
    [],
    [
      'ALTER TABLE users ADD CONSTRAINT test CHECK ("interval" IS NOT NULL) NOT VALID',
      'ALTER TABLE users VALIDATE CONSTRAINT test',
    ],
  ),
  'safe_by_default_test::test_change_column_null_default_uuid': outside(
    'ALTER TABLE users ADD COLUMN nice uuid',
    'UPDATE users SET nice = gen_random_uuid() WHERE id BETWEEN 1 AND 10000 AND nice IS NULL',
    ...notNullInSteps('nice'),
  ),
  'safe_by_default_test::test_change_column_null_invalid': outside(...notNullInSteps('name')),
  'safe_by_default_test::test_change_column_null_long_name': outside(
    `ALTER TABLE users ADD COLUMN ${LONG_NAME} varchar`,
    ...notNullInSteps(LONG_NAME),
  ),
};

const TYPES: Readonly<Record<string, StrongCase>> = {
  'change_column_test::test_unsafe': inside([change('properties', 'bad_name')], RETYPED),
  'change_column_test::test_varchar_to_text': inside([change('name', 'text')]),
  'change_column_test::test_varchar_to_citext': inside([change('name', 'citext')]),
  'change_column_test::test_varchar_increase_limit': inside([change('country', 'varchar(21)')]),
  'change_column_test::test_varchar_increase_limit_over_64': inside([WIDENED_TO_64]),
  'change_column_test::test_varchar_increase_limit_over_256': inside([change('country', 'varchar(256)')]),
  'change_column_test::test_varchar_decrease_limit': inside([change('country', 'varchar(19)')], RETYPED),
  'change_column_test::test_text_to_citext_indexed': inside([change('description', 'citext')], RETYPED, [
    'CREATE INDEX index_users_on_description ON users (description)',
  ]),
  'change_column_test::test_citext_to_varchar_limit': inside([change('code', 'varchar(20)')], RETYPED),
  'change_column_test::test_citext_to_varchar_no_limit': inside([change('code', 'varchar')]),
  'change_column_test::test_citext_to_varchar_no_limit_indexed': inside(
    [change('code', 'varchar')],
    RETYPED,
    ['CREATE INDEX index_users_on_code ON users (code)'],
  ),
  'change_column_test::test_decimal_change_scale': inside([change('credit_score', 'numeric(10,6)')], RETYPED),
  'change_column_test::test_decimal_increase_precision': inside([change('credit_score', 'numeric(11,5)')]),
  // Rails sets the time zone of every connection.
  'change_column_test::test_timestamps': inside([
    "SET TIME ZONE 'UTC'",
    change('deleted_at', 'timestamptz'),
    change('deleted_at', 'timestamp'),
  ]),
  'change_column_test::test_datetime_increase_precision': inside([
    'ALTER TABLE users ADD COLUMN joined_at timestamp(0)',
    ...['timestamp(3)', 'timestamp(6)', 'timestamp(6)', 'timestamp(6)'].map((type) =>
      change('joined_at', type),
    ),
  ]),
  'change_column_test::test_timestamp_decrease_limit': inside(
    ['ALTER TABLE users ADD COLUMN joined_at timestamp', change('joined_at', 'timestamp(3)')],
    RETYPED,
  ),
  'change_column_test::test_time_decrease_precision': inside(
    ['ALTER TABLE users ADD COLUMN opens_at time', change('opens_at', 'time(3)')],
    RETYPED,
  ),
  'change_column_test::test_interval_decrease_precision': inside(
    ['ALTER TABLE users ADD COLUMN duration interval', change('duration', 'interval(3)')],
    RETYPED,
  ),
  'change_column_test::test_with_not_null': inside(
    [change('country', 'varchar(20)'), notNull('country')],
    ['set-not-null', ...RETYPED],
  ),
  'change_column_test::test_missing_table': inside(
    ['ALTER TABLE missing ALTER COLUMN properties TYPE varchar'],
    RETYPED,
  ),
};

const TABLES: Readonly<Record<string, StrongCase>> = {
  'misc_test::test_execute_arbitrary_sql': {
    none: 'the gem cannot read SQL and refuses any; here SQL is read, and SELECT 1 does nothing to anybody',
  },
  'misc_test::test_rename_table': inside(['ALTER TABLE users RENAME TO bad_name'], ['rename-table']),
  'misc_test::test_create_join_table': inside([
    'CREATE TABLE cities_users (user_id bigint NOT NULL, city_id bigint NOT NULL)',
  ]),
  'misc_test::test_create_join_table_force': inside(
    [
      'DROP TABLE IF EXISTS cities_users CASCADE',
      'CREATE TABLE cities_users (user_id bigint NOT NULL, city_id bigint NOT NULL)',
    ],
    ['drop-table'],
  ),
};

/** By the id of the case; rows that share an id share their SQL. */
export const STRONG_CASES: Readonly<Record<string, StrongCase>> = {
  ...CONSTRAINTS,
  ...COLUMNS,
  ...INDEXES,
  ...NOT_NULL,
  ...TYPES,
  ...TABLES,
};

/** Where we do not say what the gem says, by id and verdict of the gem, with the reason. */
export const EXPLAINED: Readonly<Record<string, string>> = {
  'change_column_null_test::test_constraint_default unsafe':
    'the gem fills all rows in one transaction; the UPDATE has a WHERE, and behind the valid check SET NOT NULL reads no row: PostgreSQL shows ROW EXCLUSIVE while it fills',
  'change_column_test::test_varchar_increase_limit_over_64 unsafe':
    'the row is about a character set of MySQL, and a second row of the same id is safe: in PostgreSQL the table keeps its relfilenode',
};
