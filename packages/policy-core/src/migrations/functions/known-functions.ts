import {
  EXTENSION_FUNCTIONS,
  LATER_STABLE_FUNCTIONS,
  OPERATOR_TABLE,
  POSTGIS_FUNCTIONS,
  STABLE_FUNCTIONS,
} from './function-table.ts';

/**
 * Functions that change no row, no sequence and no object. Others may be the project's own, which may do anything: set
 * another search path, drop a table.
 */
export function isHarmlessFunction(name: string, schema?: string): boolean {
  if (READS_ANY_VIEW.has(name)) return false;
  if (EXTENSIONS.has(name) && USUAL_SCHEMAS.has(schema)) return true;
  // `public.lower` may be the project's own.
  const isPostgres = schema === undefined || schema === 'pg_catalog';
  return isPostgres && (functionVolatility(name) === 'stable' || HARMLESS_VOLATILE.has(name));
}

/** Whether names mean afterwards what they meant before. */
export function keepsNames(name: string): boolean {
  return isHarmlessFunction(name) || name === 'setval';
}

/**
 * `volatile`: it may give another value for each row; `stable`: it is the same within a statement. `undefined`: nothing
 * is known of it.
 */
export function functionVolatility(name: string): 'volatile' | 'stable' | undefined {
  if (VOLATILE.has(name)) return 'volatile';
  return STABLE.has(name) ? 'stable' : undefined;
}

/** They read what they are named, and so run whatever functions the views of that name call. */
const READS_ANY_VIEW: ReadonlySet<string> = new Set([
  'database_to_xml',
  'database_to_xml_and_xmlschema',
  'schema_to_xml',
  'schema_to_xml_and_xmlschema',
  'table_to_xml',
  'table_to_xml_and_xmlschema',
]);

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Source: the column `provolatile` of `pg_proc`, PostgreSQL 18, with the extensions that bring UUIDs. */
const VOLATILE: ReadonlySet<string> = new Set(
  words(`
    clock_timestamp currval gen_random_bytes gen_random_uuid lastval nextval random random_normal setseed setval
    timeofday uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 uuidv4 uuidv7
  `),
);

/**
 * Volatile, and yet without effects on what is kept: random values, the clock, locks of the session, sizes and states that
 * are looked up. `nextval` is none that changes nothing; but all it takes is a number, as each INSERT with a default does.
 */
export const HARMLESS_VOLATILE: ReadonlySet<string> = new Set(
  words(`
    array_sample array_shuffle clock_timestamp current_query currval gen_random_bytes gen_random_uuid gen_salt lastval
    nextval pg_advisory_lock pg_advisory_lock_shared pg_advisory_unlock pg_advisory_unlock_all
    pg_advisory_unlock_shared pg_advisory_xact_lock pg_advisory_xact_lock_shared pg_blocking_pids
    pg_collation_actual_version pg_current_wal_lsn pg_database_size pg_indexes_size pg_is_in_recovery
    pg_last_wal_replay_lsn pg_lock_status pg_notify pg_partition_ancestors pg_partition_tree pg_relation_size
    pg_sequence_last_value pg_sleep pg_sleep_for pg_sleep_until pg_table_size pg_tablespace_size
    pg_total_relation_size pg_try_advisory_lock pg_try_advisory_lock_shared pg_try_advisory_xact_lock
    pg_try_advisory_xact_lock_shared pgp_pub_encrypt pgp_sym_encrypt random random_normal setseed timeofday
    txid_status uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 uuidv4 uuidv7
  `),
);

/** As SQL writes them, where the grammar has another name or none. */
const SPELLINGS = words(
  `database greatest json_array json_arrayagg json_objectagg least nullif starts_with trim uuid_in uuid_out`,
);

const STABLE: ReadonlySet<string> = new Set(
  [STABLE_FUNCTIONS, LATER_STABLE_FUNCTIONS, EXTENSION_FUNCTIONS]
    .flatMap(words)
    .concat(SPELLINGS, ['array_cat']),
);

/** Whether an operator is one of those that PostgreSQL and common extensions have. */
export function isKnownOperator(operator: string, schema?: string): boolean {
  return (schema === undefined || schema === 'pg_catalog') && KNOWN_OPERATORS.has(operator);
}

const KNOWN_OPERATORS: ReadonlySet<string> = new Set(words(OPERATOR_TABLE));

/** Functions of triggers that at most change the row that is written. */
export function isTriggerHelper(name: string): boolean {
  return TRIGGER_HELPERS.has(name);
}

/** Source: PostgreSQL's pages on trigger functions and on the module `spi`. */
const TRIGGER_HELPERS: ReadonlySet<string> = new Set(
  words(`
    insert_username moddatetime suppress_redundant_updates_trigger tsvector_update_trigger
    tsvector_update_trigger_column
  `),
);

/** Where extensions are put. */
const USUAL_SCHEMAS: ReadonlySet<string | undefined> = new Set([
  undefined,
  'extensions',
  'pg_catalog',
  'postgis',
  'public',
]);
const EXTENSIONS: ReadonlySet<string> = new Set([
  ...words(EXTENSION_FUNCTIONS),
  ...words(POSTGIS_FUNCTIONS),
  ...words('gen_random_bytes gen_random_uuid gen_salt uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4'),
]);
