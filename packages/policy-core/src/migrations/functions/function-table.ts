/**
 * Functions of PostgreSQL that are immutable or stable in each of their forms, and so change nothing. Source: `pg_proc`
 * of PostgreSQL 15, without what only implements types, operators and indexes; a test asks the server for the same list.
 */
export const STABLE_FUNCTIONS = `
  abbrev abs aclcontains acldefault aclexplode aclinsert aclremove acos acosd acosh age area array_agg
  array_append array_dims array_fill array_length array_lower array_ndims array_position array_positions
  array_prepend array_remove array_replace array_to_json array_to_string array_to_tsvector array_upper ascii
  asin asind asinh atan atan2 atan2d atand atanh avg bit bit_and bit_count bit_length bit_or bit_xor bool
  bool_and bool_or bound_box box bpchar broadcast btrim cardinality cash_words cbrt ceil ceiling center char
  char_length character_length chr cidr circle col_description concat concat_ws convert convert_from convert_to
  corr cos cosd cosh cot cotd count covar_pop covar_samp cume_dist current_database current_schema
  current_schemas current_setting current_user database_to_xml database_to_xml_and_xmlschema
  database_to_xmlschema date date_bin date_part date_trunc datemultirange daterange decode degrees dense_rank
  dexp diagonal diameter div dlog1 dlog10 dround dtrunc encode enum_first enum_last enum_range every exp extract
  factorial family first_value float4 float8 floor format format_type gcd generate_series generate_subscripts
  get_bit get_byte get_current_ts_config getdatabaseencoding getpgusername has_any_column_privilege
  has_column_privilege has_database_privilege has_foreign_data_wrapper_privilege has_function_privilege
  has_language_privilege has_parameter_privilege has_schema_privilege has_sequence_privilege
  has_server_privilege has_table_privilege has_tablespace_privilege has_type_privilege hashtext hashtextextended
  height host hostmask in_range inet_client_addr inet_client_port inet_merge inet_same_family inet_server_addr
  inet_server_port initcap int2 int2int4_sum int4 int4multirange int4range int8 int8dec_any int8inc_any
  int8inc_float8_float8 int8multirange int8range interval is_normalized isclosed isempty isfinite ishorizontal
  isopen isparallel isperp isvertical json_agg json_array_elements json_array_elements_text json_array_length
  json_build_array json_build_object json_each json_each_text json_extract_path json_extract_path_text
  json_object json_object_agg json_object_keys json_populate_record json_populate_recordset json_strip_nulls
  json_to_record json_to_recordset json_to_tsvector json_typeof jsonb_agg jsonb_array_elements
  jsonb_array_elements_text jsonb_array_length jsonb_build_array jsonb_build_object jsonb_each jsonb_each_text
  jsonb_extract_path jsonb_extract_path_text jsonb_insert jsonb_object jsonb_object_agg jsonb_object_keys
  jsonb_path_exists jsonb_path_exists_tz jsonb_path_match jsonb_path_match_tz jsonb_path_query
  jsonb_path_query_array jsonb_path_query_array_tz jsonb_path_query_first jsonb_path_query_first_tz
  jsonb_path_query_tz jsonb_populate_record jsonb_populate_recordset jsonb_pretty jsonb_set jsonb_set_lax
  jsonb_strip_nulls jsonb_to_record jsonb_to_recordset jsonb_to_tsvector jsonb_typeof justify_days justify_hours
  justify_interval lag last_value lcm lead left length like like_escape line ln log log10 lower lower_inc
  lower_inf lpad lseg ltrim macaddr macaddr8 macaddr8_set7bit make_date make_interval make_time make_timestamp
  make_timestamptz makeaclitem masklen max md5 min min_scale mod mode money multirange mxid_age name
  nameconcatoid netmask network normalize notlike now npoints nth_value ntile num_nonnulls num_nulls numeric
  nummultirange numnode numrange obj_description octet_length oid oidvectortypes overlaps overlay parse_ident
  path pclose percent_rank percentile_cont percentile_disc pg_available_extension_versions
  pg_available_extensions pg_backend_pid pg_char_to_encoding pg_client_encoding pg_collation_for
  pg_collation_is_visible pg_column_compression pg_column_is_updatable pg_column_size pg_conf_load_time
  pg_config pg_conversion_is_visible pg_current_snapshot pg_current_xact_id pg_current_xact_id_if_assigned
  pg_cursor pg_describe_object pg_encoding_max_length pg_encoding_to_char pg_extension_update_paths
  pg_filenode_relation pg_function_is_visible pg_get_catalog_foreign_keys pg_get_constraintdef pg_get_expr
  pg_get_function_arg_default pg_get_function_arguments pg_get_function_identity_arguments
  pg_get_function_result pg_get_function_sqlbody pg_get_functiondef pg_get_indexdef pg_get_keywords
  pg_get_object_address pg_get_partition_constraintdef pg_get_partkeydef pg_get_publication_tables
  pg_get_replica_identity_index pg_get_ruledef pg_get_serial_sequence pg_get_statisticsobjdef
  pg_get_statisticsobjdef_columns pg_get_statisticsobjdef_expressions pg_get_triggerdef pg_get_userbyid
  pg_get_viewdef pg_has_role pg_identify_object pg_identify_object_as_address pg_index_column_has_property
  pg_index_has_property pg_indexam_has_property pg_indexam_progress_phasename pg_is_other_temp_schema
  pg_listening_channels pg_lsn pg_mcv_list_items pg_my_temp_schema pg_opclass_is_visible pg_operator_is_visible
  pg_opfamily_is_visible pg_options_to_table pg_partition_root pg_postmaster_start_time pg_prepared_statement
  pg_relation_filenode pg_relation_filepath pg_relation_is_publishable pg_relation_is_updatable
  pg_replication_origin_oid pg_sequence_parameters pg_settings_get_flags pg_show_all_settings pg_size_bytes
  pg_size_pretty pg_snapshot_xip pg_snapshot_xmax pg_snapshot_xmin pg_statistics_obj_is_visible
  pg_table_is_visible pg_tablespace_databases pg_tablespace_location pg_timezone_abbrevs pg_timezone_names
  pg_trigger_depth pg_ts_config_is_visible pg_ts_dict_is_visible pg_ts_parser_is_visible
  pg_ts_template_is_visible pg_type_is_visible pg_typeof pg_visible_in_snapshot pg_wal_lsn_diff pg_walfile_name
  pg_walfile_name_offset phraseto_tsquery pi plainto_tsquery point polygon popen position pow power querytree
  quote_ident quote_literal quote_nullable radians radius range_agg range_intersect_agg range_merge rank
  regclass regexp_count regexp_instr regexp_like regexp_match regexp_matches regexp_replace
  regexp_split_to_array regexp_split_to_table regexp_substr regr_avgx regr_avgy regr_count regr_intercept
  regr_r2 regr_slope regr_sxx regr_sxy regr_syy repeat replace reverse right round row_number
  row_security_active row_to_json rpad rtrim satisfies_hash_partition scale schema_to_xml
  schema_to_xml_and_xmlschema schema_to_xmlschema session_user set_bit set_byte set_masklen setweight sha224
  sha256 sha384 sha512 shobj_description sign similar_escape similar_to_escape sin sind sinh slope split_part
  sqrt statement_timestamp stddev stddev_pop stddev_samp string_agg string_to_array string_to_table strip strpos
  substr substring sum table_to_xml table_to_xml_and_xmlschema table_to_xmlschema tan tand tanh text textlen
  time timestamp timestamptz timetz timezone to_ascii to_char to_date to_hex to_json to_jsonb to_number
  to_regclass to_regcollation to_regnamespace to_regoper to_regoperator to_regproc to_regprocedure to_regrole
  to_regtype to_timestamp to_tsquery to_tsvector transaction_timestamp translate trim_array trim_scale trunc
  ts_debug ts_delete ts_filter ts_headline ts_lexize ts_parse ts_rank ts_rank_cd ts_token_type tsmultirange
  tsquery_phrase tsrange tstzmultirange tstzrange tsvector_to_array txid_current txid_current_if_assigned
  txid_current_snapshot txid_snapshot_xip txid_snapshot_xmax txid_snapshot_xmin txid_visible_in_snapshot unistr
  unnest upper upper_inc upper_inf var_pop var_samp varbit varchar variance version websearch_to_tsquery width
  width_bucket xid xml xml_is_well_formed xml_is_well_formed_content xml_is_well_formed_document xmlagg
  xmlcomment xmlconcat2 xmlexists xmlvalidate xpath xpath_exists
`;

/** The same for those that PostgreSQL 16, 17 and 18 added. Source: the release notes and the chapter on functions. */
export const LATER_STABLE_FUNCTIONS = `
  any_value array_reverse array_sort casefold crc32 crc32c date_add date_subtract erf erfc gamma
  has_largeobject_privilege icu_unicode_version json_scalar json_serialize jsonb_path_query_first_tz lgamma
  pg_basetype pg_char_to_encoding pg_get_acl pg_input_error_info pg_input_is_valid system_user to_bin to_oct
  to_regtypemod unicode_assigned unicode_version uuid_extract_timestamp uuid_extract_version xmltext
`;

/**
 * Immutable or stable functions of extensions, without names that a project may give its own: pgcrypto, uuid-ossp, hstore,
 * pg_trgm, unaccent, fuzzystrmatch, intarray, ltree, cube with earthdistance, and PostGIS by its prefix.
 */
export const EXTENSION_FUNCTIONS = `
  akeys armor avals citext crypt cube_contained cube_contains cube_coord cube_coord_llur cube_dim cube_distance
  cube_enlarge cube_inter cube_is_point cube_ll_coord cube_overlap cube_size cube_subset cube_union
  cube_ur_coord dearmor decrypt decrypt_iv digest distance_chebyshev distance_taxicab dmetaphone dmetaphone_alt
  earth earth_box earth_distance encrypt encrypt_iv gc_to_sec geo_distance hmac hs_concat hs_contained
  hs_contains hstore hstore_hash hstore_hash_extended hstore_to_array hstore_to_json hstore_to_json_loose
  hstore_to_jsonb hstore_to_jsonb_loose hstore_to_matrix icount intarray_del_elem intarray_push_array
  intarray_push_elem intset intset_subtract intset_union_elem latitude lca levenshtein levenshtein_less_equal
  ll_to_earth longitude lt_q_regex lt_q_rregex ltree2text metaphone nlevel pgp_armor_headers pgp_key_id
  pgp_pub_decrypt pgp_pub_decrypt_bytea pgp_sym_decrypt pgp_sym_decrypt_bytea populate_record sec_to_gc
  show_limit show_trgm similarity skeys slice_array soundex strict_word_similarity subarray subltree subpath
  svals tconvert text2ltree text_soundex unaccent uuid_generate_v3 uuid_generate_v5 uuid_nil uuid_ns_dns
  uuid_ns_oid uuid_ns_url uuid_ns_x500 word_similarity
`;

/** Operators of PostgreSQL 15, of its contributed extensions, of PostGIS and of pgvector. Source: `pg_operator`. */
export const OPERATOR_TABLE = String.raw`
  ! !! !~ !~* !~~ !~~* # ## #- #<# #<=# #= #> #># #>=# #>> % %# %% %> %>> & && &< &<| &> * *< *<= *<> *= *> *>=
  + - -> ->> -|- / < <#> <% <-> <->> <->>> << <<% <<-> <<<-> <<= <<| <= <=> <> != <@ <@> <^ = > >= >> >>= >^ ?
  ?# ?& ?- ?-| ?<@ ?@ ?@> ?| ?|| ?~ @ @-@ @> @? @@ @@@ ^ ^<@ ^? ^@ ^@> ^~ | |&> |/ |>> || ||/ ~ ~* ~<=~ ~<~ ~=
  ~> ~>=~ ~>~ ~~ ~~* <+> <~> <%> <<#>> |=|
`;

/** Functions of PostGIS that compute. Source: its reference. */
export const POSTGIS_FUNCTIONS = `
  st_area st_asbinary st_asewkb st_asewkt st_asgeojson st_astext st_azimuth st_boundary st_buffer st_centroid
  st_closestpoint st_collect st_contains st_convexhull st_covers st_coveredby st_crosses st_difference
  st_dimension st_disjoint st_distance st_distancesphere st_dwithin st_endpoint st_envelope st_equals st_expand
  st_exteriorring st_flipcoordinates st_force2d st_geogfromtext st_geogfromwkb st_geohash st_geometryfromtext
  st_geometryn st_geometrytype st_geomfromewkb st_geomfromewkt st_geomfromgeojson st_geomfromkml st_geomfromtext
  st_geomfromwkb st_intersection st_intersects st_isclosed st_isempty st_issimple st_isvalid st_isvalidreason
  st_length st_lineinterpolatepoint st_linemerge st_makeenvelope st_makeline st_makepoint st_makepolygon
  st_makevalid st_maxdistance st_memunion st_multi st_npoints st_numgeometries st_overlaps st_perimeter st_point
  st_pointfromtext st_pointn st_pointonsurface st_polygon st_polygonfromtext st_relate st_reverse st_setsrid
  st_simplify st_simplifypreservetopology st_snap st_snaptogrid st_srid st_startpoint st_summary
  st_symdifference st_touches st_transform st_translate st_union st_within st_x st_xmax st_xmin st_y st_ymax
  st_ymin st_z
`;

/** Extensions whose script makes objects of its own and touches no others: those of PostgreSQL, and common ones. */
export const EXTENSIONS_KNOWN = `
  adminpack amcheck autoinc bloom btree_gin btree_gist citext cube dblink dict_int dict_xsyn earthdistance file_fdw
  fuzzystrmatch h3 hll hstore http insert_username intagg intarray isn lo ltree moddatetime old_snapshot pageinspect
  pg_buffercache pg_cron pg_freespacemap pg_graphql pg_ivm pg_jsonschema pg_net pg_partman pg_prewarm pg_repack
  pg_stat_statements pg_surgery pg_trgm pg_uuidv7 pg_visibility pg_walinspect pgaudit pgcrypto pgjwt pgmq pgroonga
  pgrouting pgrowlocks pgsodium pgstattuple pgtap pgvector plpgsql plpython3u plv8 postgis postgis_raster postgis_sfcgal
  postgis_tiger_geocoder postgis_topology postgres_fdw refint rum seg sslinfo supabase_vault tablefunc tcn timescaledb
  tsm_system_rows tsm_system_time unaccent uuid-ossp vector vectorscale wrappers xml2 zhparser
`;
