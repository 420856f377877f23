/**
 * Functions that only make a value of what they are given. Others may be the project's own, which may do anything: set
 * another search path, drop a table.
 */
export function onlyMakesValue(name: string): boolean {
  return FUNCTIONS.has(name) || FAMILIES.test(name);
}

const FUNCTIONS: ReadonlySet<string> = new Set(
  (
    'abs age any_value avg bit_and bit_length bit_or bool_and bool_or btrim cardinality cbrt ceil ceiling ' +
    'char_length character_length chr clock_timestamp col_description concat concat_ws convert convert_from ' +
    'convert_to corr count cume_dist current_database current_schema current_schemas current_setting currval ' +
    'database date decode degrees dense_rank digest div encode every exp first_value floor format ' +
    'format_type gcd gen_random_bytes gen_random_uuid generate_series generate_subscripts greatest ' +
    'has_column_privilege has_schema_privilege has_table_privilege initcap isempty isfinite justify_days ' +
    'justify_hours justify_interval lag last_value lastval lcm lead least left length ln log log10 lower ' +
    'lower_inc lower_inf lpad ltrim make_date make_interval make_time make_timestamp make_timestamptz max md5 ' +
    'min mod mode now nth_value ntile nullif num_nonnulls num_nulls numnode obj_description octet_length overlay ' +
    'percent_rank percentile_cont percentile_disc pi position power quote_ident quote_literal quote_nullable ' +
    'radians random range_agg range_merge rank repeat replace reverse right round row_number row_to_json rpad ' +
    'rtrim scale setseed setval nextval sha224 sha256 sha384 sha512 sign similarity split_part sqrt ' +
    'starts_with statement_timestamp stddev strip strpos substr substring sum timeofday timezone ' +
    'transaction_timestamp translate trim trunc txid_current unaccent unnest upper upper_inc upper_inf ' +
    'variance version width_bucket daterange int4range int8range numrange tsrange tstzrange setweight'
  ).split(' '),
);

/** `jsonb_build_object`, `to_tsvector`, `pg_get_serial_sequence` */
const FAMILIES =
  /^(?:array|date|json|jsonb|pg_advisory|pg_get|pg_size|pg_total|regexp|string|to|uuid)_[a-z0-9_]+$/;
