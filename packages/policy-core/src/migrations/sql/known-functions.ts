/**
 * Functions that only make a value of what they are given. Others may be the project's own, which may do anything: set
 * another search path, drop a table.
 */
export function onlyMakesValue(name: string): boolean {
  return functionVolatility(name) !== undefined || FAMILIES.test(name);
}

/**
 * `volatile`: it may give another value for each row; `stable`: it is the same within a statement. `undefined`: nothing
 * is known of it. Source: the column `provolatile` of `pg_proc`, PostgreSQL 18, with the extensions that bring UUIDs.
 */
export function functionVolatility(name: string): 'volatile' | 'stable' | undefined {
  if (VOLATILE.has(name)) return 'volatile';
  return STABLE.has(name) ? 'stable' : undefined;
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const VOLATILE = words(`
    clock_timestamp currval gen_random_bytes gen_random_uuid lastval nextval random random_normal setseed setval
    timeofday uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 uuidv4 uuidv7
`);

const STABLE = words(`
    abs age any_value array_append array_cat array_fill array_prepend ascii avg bit_and bit_length bit_or bool_and
    bool_or btrim cardinality cbrt ceil ceiling char_length character_length chr col_description concat concat_ws
    convert convert_from convert_to corr count cume_dist current_database current_schema current_schemas
    current_setting database date date_bin date_part date_trunc daterange decode degrees dense_rank digest div
    encode every exp first_value floor format format_type gcd generate_series generate_subscripts greatest
    has_column_privilege has_schema_privilege has_table_privilege initcap int4range int8range isempty isfinite
    json_array json_build_array json_build_object json_object jsonb_build_array jsonb_build_object jsonb_object
    justify_days justify_hours justify_interval lag last_value lcm lead least left length ln log log10 lower
    lower_inc lower_inf lpad ltrim make_date make_interval make_time make_timestamp make_timestamptz max md5 min
    mod mode now nth_value ntile nullif num_nonnulls num_nulls numnode numrange obj_description octet_length
    overlay percent_rank percentile_cont percentile_disc pi position power quote_ident quote_literal
    quote_nullable radians range_agg range_merge rank repeat replace reverse right round row_number row_to_json
    rpad rtrim scale setweight sha224 sha256 sha384 sha512 sign similarity split_part sqrt starts_with
    statement_timestamp stddev string_to_array strip strpos substr substring sum timezone to_char to_date to_json
    to_jsonb to_number to_timestamp to_tsvector transaction_timestamp translate trim trunc tsrange tstzrange
    txid_current unaccent unnest upper upper_inc upper_inf uuid_generate_v3 uuid_generate_v5 uuid_nil uuid_ns_dns
    uuid_ns_oid uuid_ns_url variance version width_bucket
`);

/** `jsonb_build_object`, `to_tsvector`, `pg_get_serial_sequence` */
const FAMILIES =
  /^(?:array|date|json|jsonb|pg_advisory|pg_get|pg_size|pg_total|regexp|string|to|uuid)_[a-z0-9_]+$/;
