/**
 * Whether a database that is not PostgreSQL brings the function along, and it changes no row and no object there.
 *
 * @param database as `migrations.dialect` has it, or `other`
 */
export function isBuiltInElsewhere(name: string, database: string): boolean {
  return BUILT_IN.get(database)?.has(name.toLowerCase()) === true;
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/**
 * Source: https://dev.mysql.com/doc/refman/8.4/en/built-in-function-reference.html and
 * https://mariadb.com/kb/en/function-and-operator-reference/, without what changes how replication runs, or a sequence.
 */
const MYSQL: ReadonlySet<string> = new Set(
  words(`
    abs acos adddate addtime add_months aes_decrypt aes_encrypt any_value ascii asin atan atan2 avg benchmark bin
    bin_to_uuid bit_and bit_count bit_length bit_or bit_xor can_access_column can_access_database can_access_table
    cast ceil ceiling char char_length character_length charset chr coalesce coercibility collation compress concat
    concat_ws connection_id conv convert convert_tz cos cot count crc32 crc32c cume_dist curdate current_date
    current_role current_time current_timestamp current_user curtime database date date_add date_format date_sub
    datediff day dayname dayofmonth dayofweek dayofyear decode_histogram default degrees dense_rank des_decrypt
    des_encrypt elt encode encrypt exp export_set extract extractvalue field find_in_set first_value floor format
    format_bytes format_pico_time found_rows from_base64 from_days from_unixtime get_format get_lock greatest
    group_concat grouping gtid_subset gtid_subtract hex hour icu_version if ifnull inet6_aton inet6_ntoa inet_aton
    inet_ntoa insert instr interval is_free_lock is_ipv4 is_ipv4_compat is_ipv4_mapped is_ipv6 is_used_lock is_uuid
    isnull json_array json_array_append json_array_insert json_array_intersect json_arrayagg json_compact
    json_contains json_contains_path json_depth json_detailed json_equals json_exists json_extract json_insert
    json_key_value json_keys json_length json_loose json_merge json_merge_patch json_merge_preserve json_normalize
    json_object json_object_filter_keys json_object_to_array json_objectagg json_overlaps json_pretty json_query
    json_quote json_remove json_replace json_schema_valid json_schema_validation_report json_search json_set
    json_storage_free json_storage_size json_table json_type json_unquote json_valid json_value kdf lag last_day
    last_insert_id last_value lcase lead least left length lengthb ln load_file localtime localtimestamp locate log
    log10 log2 lower lpad ltrim make_set makedate maketime master_gtid_wait master_pos_wait max mbrcontains mbrequal
    md5 median microsecond mid min minute mod month monthname name_const natural_sort_key now nth_value ntile nullif
    nvl nvl2 oct octet_length old_password ord password percent_rank percentile_cont percentile_disc period_add
    period_diff pi point polygon position pow power ps_current_thread_id ps_thread_id quarter quote radians rand
    random_bytes rank regexp_instr regexp_like regexp_replace regexp_substr release_all_locks release_lock repeat
    replace reverse right roles_graphml round row_count row_number rownum rpad rtrim schema sec_to_time second
    session_user sformat sha sha1 sha2 sign sin sleep soundex source_pos_wait space sqrt statement_digest
    statement_digest_text std stddev stddev_pop stddev_samp str_to_date strcmp subdate substr substring
    substring_index subtime sum sysdate sys_guid system_user tan time time_format time_to_sec timediff timestamp
    timestampadd timestampdiff to_base64 to_char to_date to_days to_seconds trim trim_oracle truncate ucase
    uncompress uncompressed_length unhex unix_timestamp updatexml upper user utc_date utc_time utc_timestamp uuid
    uuid_short uuid_to_bin uuid_v4 uuid_v7 validate_password_strength values var_pop var_samp variance version
    wait_for_executed_gtid_set week weekday weekofyear weight_string year yearweek
    st_area st_asbinary st_asgeojson st_astext st_aswkb st_aswkt st_buffer st_centroid st_contains st_convexhull
    st_crosses st_difference st_dimension st_disjoint st_distance st_distance_sphere st_endpoint st_envelope
    st_equals st_exteriorring st_geohash st_geomcollfromtext st_geometryfromtext st_geometryn st_geometrytype
    st_geomfromgeojson st_geomfromtext st_geomfromwkb st_interiorringn st_intersection st_intersects st_isclosed
    st_isempty st_issimple st_isvalid st_latitude st_length st_linefromtext st_longitude st_makeenvelope
    st_numgeometries st_numinteriorring st_numpoints st_overlaps st_pointfromtext st_pointn st_polyfromtext
    st_simplify st_srid st_startpoint st_swapxy st_symdifference st_touches st_transform st_union st_validate
    st_within st_x st_y
  `),
);

/**
 * Source: https://www.sqlite.org/lang_corefunc.html, lang_datefunc.html, lang_aggfunc.html, windowfunctions.html,
 * lang_mathfunc.html, json1.html and fts5.html, without `load_extension`, which runs whatever a file holds.
 */
const SQLITE: ReadonlySet<string> = new Set(
  words(`
    abs acos acosh asin asinh atan atan2 atanh avg bm25 ceil ceiling changes char coalesce concat concat_ws cos cosh
    count cume_dist current_date current_time current_timestamp date datetime degrees dense_rank exp first_value
    floor format glob group_concat hex highlight if ifnull iif instr json json_array json_array_insert
    json_array_length json_each json_error_position json_extract json_group_array json_group_object json_insert
    json_object json_patch json_pretty json_quote json_remove json_replace json_set json_tree json_type json_valid
    jsonb jsonb_array jsonb_array_insert jsonb_each jsonb_extract jsonb_group_array jsonb_group_object jsonb_insert
    jsonb_object jsonb_patch jsonb_remove jsonb_replace jsonb_set jsonb_tree julianday lag last_insert_rowid
    last_value lead length like likelihood likely ln log log10 log2 lower ltrim matchinfo max median min mod nth_value
    ntile nullif octet_length offsets percent_rank percentile percentile_cont percentile_disc pi pow power printf quote
    radians raise random randomblob rank replace round row_number rtrim sign sin sinh snippet soundex
    sqlite_compileoption_get sqlite_compileoption_used sqlite_offset sqlite_source_id sqlite_version sqrt strftime
    string_agg subtype substr substring subsec sum tan tanh time timediff total total_changes trim trunc typeof unhex
    unicode unistr unistr_quote unixepoch unlikely upper zeroblob
  `),
);

/** Source: https://learn.microsoft.com/en-us/sql/t-sql/functions/functions, the scalar and aggregate ones. */
const MSSQL: ReadonlySet<string> = new Set(
  words(`
    abs acos ascii asin atan atn2 avg cast ceiling char charindex checksum checksum_agg choose coalesce col_length
    col_name columnproperty compress concat concat_ws convert cos cot count count_big cume_dist current_timestamp
    current_timezone current_user databasepropertyex dateadd datediff datediff_big datefromparts datename datepart
    datetime2fromparts datetimefromparts datetimeoffsetfromparts datetrunc day db_id db_name decompress degrees
    dense_rank difference eomonth error_message error_number exp first_value floor format formatmessage getdate
    getutcdate greatest grouping hashbytes has_perms_by_name host_name ident_current ident_incr ident_seed iif index_col
    indexproperty isdate isjson isnull isnumeric json_array json_modify json_object json_path_exists json_query
    json_value lag last_value lead least left len log log10 lower ltrim max min month nchar newid newsequentialid ntile
    nullif object_definition object_id object_name object_schema_name objectproperty objectpropertyex openjson parse
    parsename patindex percent_rank percentile_cont percentile_disc pi power quotename radians rand rank replace
    replicate reverse right round row_number rowcount_big rtrim schema_id schema_name scope_identity session_user sign
    sin smalldatetimefromparts soundex space sqrt square stdev stdevp str string_agg string_escape string_split stuff
    substring sum suser_id suser_name suser_sid suser_sname switchoffset sysdatetime sysdatetimeoffset system_user
    sysutcdatetime tan timefromparts todatetimeoffset translate trim try_cast try_convert try_parse type_id type_name
    unicode upper user_id user_name var varp year
  `),
);

/** Source: https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/Single-Row-Functions.html and those of groups. */
const ORACLE: ReadonlySet<string> = new Set(
  words(`
    abs acos add_months ascii asciistr asin atan atan2 avg bin_to_num bitand cast ceil chartorowid chr coalesce
    compose concat convert corr cos cosh count cume_dist current_date current_timestamp dbtimezone decode decompose
    dense_rank dump empty_blob empty_clob exp extract first_value floor from_tz greatest hextoraw initcap instr
    json_array json_arrayagg json_exists json_object json_objectagg json_query json_value lag last_day last_value lead
    least length listagg ln localtimestamp log lower lpad ltrim max median min mod months_between nanvl nchr
    new_time next_day nlssort nth_value ntile nullif numtodsinterval numtoyminterval nvl nvl2 ora_hash percent_rank
    power rank ratio_to_report rawtohex regexp_count regexp_instr regexp_replace regexp_substr remainder replace round
    row_number rowidtochar rpad rtrim sessiontimezone sign sin sinh soundex sqrt standard_hash stddev substr sum
    sys_context sys_extract_utc sys_guid sysdate systimestamp tan tanh to_binary_double to_binary_float to_blob to_char
    to_clob to_date to_dsinterval to_lob to_multi_byte to_nchar to_nclob to_number to_single_byte to_timestamp
    to_timestamp_tz to_yminterval translate treat trim trunc tz_offset uid unistr upper user userenv validate_conversion
    variance vsize width_bucket xmlagg xmlelement xmlforest
  `),
);

const BUILT_IN: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['mysql', MYSQL],
  ['mariadb', MYSQL],
  ['sqlite', SQLITE],
  ['mssql', MSSQL],
  ['oracle', ORACLE],
  // Names in back quotes are of one of these.
  ['other', new Set([...MYSQL, ...SQLITE])],
]);
