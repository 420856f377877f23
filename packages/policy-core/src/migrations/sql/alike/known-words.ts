const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** The key words of PostgreSQL 18, reserved or not. A test holds them against the grammar. */
export const KEY_WORDS = words(`
    abort absent absolute access action add admin after aggregate all also alter always analyse analyze and any array
    as asc asensitive assertion assignment asymmetric at atomic attach attribute authorization backward before begin
    between bigint binary bit boolean both breadth by cache call called cascade cascaded case cast catalog chain char
    character characteristics check checkpoint class close cluster coalesce collate collation column columns comment
    comments commit committed compression concurrently conditional configuration conflict connection constraint
    constraints content continue conversion copy cost create cross csv cube current current_catalog current_date
    current_role current_schema current_time current_timestamp current_user cursor cycle data database day deallocate
    dec decimal declare default defaults deferrable deferred definer delete delimiter delimiters depends depth desc
    detach dictionary disable discard distinct do document domain double drop each else empty enable encoding
    encrypted end enforced enum error escape event except exclude excluding exclusive execute exists explain
    expression extension external extract false family fetch filter finalize first float following for force foreign
    format forward freeze from full function functions generated global grant granted greatest group grouping groups
    handler having header hold hour identity if ilike immediate immutable implicit import in include including
    increment indent index indexes inherit inherits initially inline inner inout input insensitive insert instead int
    integer intersect interval into invoker is isnull isolation join json json_array json_arrayagg json_exists
    json_object json_objectagg json_query json_scalar json_serialize json_table json_value keep key keys label
    language large last lateral leading leakproof least left level like limit listen load local localtime
    localtimestamp location lock locked logged mapping match matched materialized maxvalue merge merge_action method
    minute minvalue mode month move name names national natural nchar nested new next nfc nfd nfkc nfkd no none
    normalize normalized not nothing notify notnull nowait null nullif nulls numeric object objects of off offset oids
    old omit on only operator option options or order ordinality others out outer over overlaps overlay overriding
    owned owner parallel parameter parser partial partition passing password path period placing plan plans policy
    position preceding precision prepare prepared preserve primary prior privileges procedural procedure procedures
    program publication quote quotes range read real reassign recursive ref references referencing refresh reindex
    relative release rename repeatable replace replica reset restart restrict return returning returns revoke right
    role rollback rollup routine routines row rows rule savepoint scalar schema schemas scroll search second security
    select sequence sequences serializable server session session_user set setof sets share show similar simple skip
    smallint snapshot some source sql stable standalone start statement statistics stdin stdout storage stored strict
    string strip subscription substring support symmetric sysid system system_user table tables tablesample tablespace
    target temp template temporary text then ties time timestamp to trailing transaction transform treat trigger trim
    true truncate trusted type types uescape unbounded uncommitted unconditional unencrypted union unique unknown
    unlisten unlogged until update user using vacuum valid validate validator value values varchar variadic varying
    verbose version view views virtual volatile when where whitespace window with within without work wrapper write
    xml xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize
    xmltable year yes zone
`);

/**
 * All words that the readers of statements ask for, and more: every word on a line with a text. A test holds them
 * against the source of each reader, so that a new word of one cannot be missing here.
 */
export const READERS_WORDS = words(`
    _ _lk a a_const a_expr a_star abs access accessmethod actions add aexpr_op after_expression afternext age alias
    aliasname alike all alter altercolumn altercommand alterdatabasesetstmt alterdomainstmt alterenumstmt
    alterobjectschemastmt alterownerstmt alterpolicystmt alterrolesetstmt alterrolestmt altersystemstmt altertable
    altertablecmd altertablemoveallstmt altertablestmt amname analyze and and_expr any any_value anything are arg args
    argument around array array_append array_cat array_fill array_prepend arraybounds as ascii at at_addcolumn
    at_addconstraint at_addidentity at_addinherit at_addof at_altercolumngenericoptions at_altercolumntype
    at_alterconstraint at_attachpartition at_changeowner at_clusteron at_columndefault at_detachpartition
    at_disablerowsecurity at_disablerule at_disabletrig at_disabletrigall at_disabletriguser at_dropcluster
    at_dropcolumn at_dropconstraint at_dropexpression at_dropidentity at_dropinherit at_dropnotnull at_dropof
    at_enablealwaysrule at_enablealwaystrig at_enablereplicarule at_enablereplicatrig at_enablerowsecurity
    at_enablerule at_enabletrig at_enabletrigall at_enabletriguser at_forcerowsecurity at_noforcerowsecurity
    at_replicaidentity at_resetoptions at_resetreloptions at_setaccessmethod at_setcompression at_setexpression
    at_setidentity at_setlogged at_setnotnull at_setoptions at_setreloptions at_setstatistics at_setstorage
    at_settablespace at_setunlogged at_validateconstraint atalterconstraint attach attributes authrole avg b backslash
    bare base bbegin bbxxnnee be before begin begins behavior behind behind_table behindkeyword beside between
    bexception bigserial bit_and bit_length bit_or block blockcomment blocks blockshift body bodystart bool bool_and
    bool_or boolean booleantest boolexpr boolop booltesttype boolval bperform branch bset_config bstdin btree btrim but
    by c call called calls callsnothingunknown callstmt can cannot cardinality cascade case caseexpr cast cbrt ceil
    ceiling chain change changed changedtype changes changeverb char_length character character_length charat check
    checkedexpression checks chr class clause clock_timestamp close closed closingindex cluster clusterdeed clusterstmt
    cmds coalesce coalesceexpr code col_description collate collation collclause collect colname cols column columndef
    columndefault columnoption columnref columns columntype command commands comment comment_edge commentdeed
    commentstmt commit common commontableexpr compositetypestmt compression computed concat concat_ws concurrent
    concurrently condition conflict conname const constant constanttext constr_attr_ constr_check constr_default
    constr_exclusion constr_foreign constr_generated constr_identity constr_notnull constr_primary constr_unique
    constraint constraint_flags constraint_lists constraints constraintssetstmt continuation continue contype
    conversion_name convert convert_from convert_to copied copy copystmt corr count covered create createamstmt
    createas createconversionstmt created createdbstmt createdefined createdomain createdomainstmt createenum
    createenumstmt createeventtrigstmt createextensionstmt createfdwstmt createforeignserverstmt createforeigntable
    createforeigntablestmt createfunctionstmt createindex createpolicystmt createpublicationstmt createrangestmt
    createrolestmt createschemastmt createseqstmt createstatistics createstatsstmt createstmt createsubscriptionstmt
    createtable createtableas createtableasstmt createtablespacestmt createtrigstmt createview ctename ctequery ctes
    cume_dist current_database current_schema current_schemas current_setting current_user currval d data database date
    date_bin date_part date_trunc daterange dbname decimal declare decode deed deedshift deeply def default defaultfrom
    defaultof defelem deferrable deferrals deferred definestmt definition defname defnames defresult degrees delete
    deletestmt dense_rank depth derived detach digest dimensions discard discard_all discard_temp discarddeed
    discardstmt div do dollar dollar_quote dollars_or_quote domain domain_changes domainchange domaindeed domainname
    dostmt dot drop drop_cascade dropdatabase dropdbstmt dropowned dropownedstmt droppedobject droprole droprolestmt
    drops dropstatement dropstmt dropsubscription dropsubscriptionstmt droptablespace droptablespacestmt dynamic e ean
    edge element elementhasmore elements else emit encode end endafter endless endof ends ends_body enforced enum
    enumdeed error escape_string_edge escapestringend event every exception exclude excludedcolumns exclusions
    exclusive exec execute executed executestmt exists exit exp explain explainstmt export expression extends extension
    extname extract f fa fal fals false family fdwname fdwoptions field fields fieldsof filter find findlast finished
    first first_value fk_attrs fk_del_action fk_del_set_cols fk_matchtype fk_upd_action fk_with_period flag flagin
    flatmap floor for foreign format format_type found from fromclause fromlist fromrelation fromtext full funccall
    funcname function functionvolatility fval g gap gcd gen_random_bytes gen_random_uuid generate_series
    generate_subscripts generated generated_kind get gi gm go grant grantrolestmt grantstmt greatest group gu handled
    handler has has_column_privilege has_schema_privilege has_table_privilege hasmore hasschema having head holds how i
    identity idxname if if_not_exists ifexists ifnotexists immediate import in includes including index indexelem
    indexincludingparams indexname indexof indexparams indexspace indexstmt indirection inh inherit inherits
    inhrelations initcap initdeferred initially inner inschema insert insert_parts insertstmt int2 int4 int4range int8
    int8range integer interface interval into intoclause is is_enforced is_false is_from is_local is_no_inherit
    is_not_false is_not_true is_true is_vacuumcmd isalone isarray isasked isat isboolean iscertain ischecked iscolumn
    isdeclaring isdigit isdynamic isempty isfinite isfirst isgoneoncommit isinloop isinside isinto iskept isknown
    islabel islocal isnamedend isnamedprimarykey isnested isnevernull isnotnull isnull isnumberpart isoff isofnames
    ison isonly ispart ispartial ispathcall isplaced isquery isquoted isrefused isserial isspace isstatement isstored
    issure istarget isvariable iswhole iswordpart it item items ival join joincondition joined joins json json_array
    json_build_array json_build_object json_object jsonb jsonb_build_array jsonb_build_object jsonb_object justify_days
    justify_hours justify_interval kept key keys keyword kind kind_words known knownname l lag language larg large last
    last_row last_value lastindex lastindexof lastval lateral lcm lead leading leadsnames least left length let lexpr
    like limit_option_default limitoption line line_end linecomment lineend list listedtablename listen listin ln local
    location lock lock_modes lockdeed lockingclause lockmode locksrows lockstmt log log10 logged longer longest_input
    loop lower lower_inc lower_inf lpad ltrim made maintenancedeed make_date make_interval make_time make_timestamp
    make_timestamptz map mapping match matchall matchat materialized math max may_be_unenforced maybeprefix maycall
    maydoanything mayhaveleft mb md5 merge mergestmt message meta metacommand method min missing_ok mod mode model more
    most_unreadable moved movedby much n name named namedelements namednode nameof nameparts names names_of_end
    nameshift nested nesting never new newname newschema newval newvalneighbor next nextval no no_space nobody node
    nodein nodesnamed nodesof none not not_enforced not_expr notify notvalid now nth_value ntile nul null nullable
    nullif nulls nulls_not_distinct nulls_ordering num_nonnulls num_nulls number numberin numbers numeric numnode
    numrange o obj_description object object_access_method object_aggregate object_attribute object_column
    object_database object_domain object_domconstraint object_event_trigger object_extension object_fdw
    object_foreign_table object_function object_index object_matview object_opclass object_opfamily object_policy
    object_procedure object_routine object_rule object_schema object_sequence object_statistic_ext object_tabconstraint
    object_table object_trigger object_tsconfiguration object_tsdictionary object_tsparser object_tstemplate
    object_type object_view objectkind objectname objectoftree objectoperation objects objecttype objectwithargs
    objname objtype octet_length of of_rows of_two_words off offset offsets ofschema oftypename old older oldval omit
    on on_commit_drop on_table oncommit oncommit_drop ondelete one only onlymakesvalue ontable onupdate op opclass
    opclassopts open opens_body opensbody opensstatement operation operationof operations operator option options or
    or_expr ordered ordering other others otherwise outer outside over overlay override own owned owner ownreading p
    pair parameter parameters params parent parentheses parse parsed parser part partbound partial partition
    partitioncmd partitiondeed parts pct_type percent_rank percentile_cont percentile_disc pg_advisory pg_catalog
    pg_get pg_size pg_temp pg_total phase pi pick piece pieces pk_attrs pktable place placed placedin placeholder
    plaincopy plainstring plpgsql plpgsqlnesting policy policy_name policydeed pop position postgresql power pragma
    prefix prepare prepared preset previous primary primarykey privileges problem problemat problempart problems
    procedure psql public pubname push put put_together qualifiers queries query querydeed queryoperations quote
    quote_ident quote_literal quote_nullable quoted quotedname quotedwhereneeded quotes r radians random random_normal
    range range_agg range_merge rangevar rank raw_expr reach read reader readers readone readonly readonlymap
    readonlyset reads readsquery reassign reassignownedstmt record recursive ref references refresh refreshdeed
    refreshmatviewstmt refused refusedreach regexp reindex reindex_object_database reindex_object_index
    reindex_object_schema reindex_object_system reindex_object_table reindexdeed reindexed reindexstmt rel relation
    relationname relations relationsread release relname relpersistence rels removetype rename renamed renamestatement
    renamestmt renametype repeat replace replaceall replica reset rest rest_of_line restarget restrict return reverse
    revoke rewrite rexpr right role rolename rolenames roles rolespec rolespec_ roletype rollback round routine row
    row_number row_to_json rowoperation rows rowsafter rpad rtrim rule rulename rules rulestmt run runningblock
    runningcode runs s savepoint scale schema schemaelts schemaname schemawithelements scope script scripts search
    search_path security select selectstmt semicolon sequence serial serial2 serial4 serial8 servername session
    session_authorization sessiondeed set set_config setconfigdeed setop_none sets setschema setseed setstmt setting
    settingdeed settings settingvalue setval setweight sha224 sha256 sha384 sha512 share shared shift sign
    significanttokens similarity single size skip_validation skipdata skipifnewvalexists slice smallserial some
    sortby_asc sortby_default sortby_nulls_default sortby_nulls_last source sourced space space_to_end spent split
    split_part sql sqlnode sqlproblem sqltokens sqlvalue sqrt stable start startof starts_with startswith stat
    statement statement_timestamp statementat statementoperations statements statistics stddev stdin stop storage
    storage_name stored storedsettingdeed stretch strict string string_to_array stringin stringsin strip strpos sublink
    subname substr substring subtype sum sval switch syntax system systemsettingdeed t table table_option_of tabledeed
    tableelts tablelikeclause tablename tables tablespace tablespacename tag target targetlist targetof targets test
    text textin textof than that the then these thing three timeofday timezone to to_char to_date to_json to_jsonb
    to_number to_timestamp to_tsvector together token tokens tolowercase too touppercase tr trans_stmt_
    trans_stmt_begin trans_stmt_commit trans_stmt_commit_prepared trans_stmt_prepare trans_stmt_release
    trans_stmt_rollback trans_stmt_rollback_prepared trans_stmt_rollback_to trans_stmt_savepoint trans_stmt_start
    transaction transaction_timestamp transactiondeed transactions transactionstmt transactiontag translate trigger
    triggers trigname trim tru true trunc truncate truncatestmt trusted truth ts_ tsrange tstzrange two txid_current
    type typecast typedeed typename typeof typetext typevar typmods u u0080 ufeff uffff unaccent unanalyzable unclear
    undefined undone union unique unknown unknownname unlessthere unlisten unlogged unnest unread unreadable update
    updatedvalues updatestmt upper upper_inc upper_inf upto user using usingindex usual_order utf16 uu uuid
    uuid_generate_v1 uuid_generate_v1mc uuid_generate_v3 uuid_generate_v4 uuid_generate_v5 uuid_nil uuid_ns_dns
    uuid_ns_oid uuid_ns_url uuidv4 uuidv7 v vacuum vacuumdeed vacuumrelation vacuumstmt val valid validate vals value
    values var_reset var_reset_all var_set_current var_set_default var_set_value variablesetstmt variance verb verbatim
    version view views viewstmt volatile w was what when where whereclause while whole whowaits width_bucket with
    withclause withdata within without_overlaps word words wordsin writers written writtendefault x x7f xml y ye yes
    yield z0 z_ za
`);

/** Letters in the patterns of the readers, which a name may begin with; held against their source as well. */
export const READERS_BEGINNINGS = words(`
    a access advisory alter array attr attributes bare bbxxnnee begin body bodystart bool called catalog class code
    comment config const constr continuation create data date default deferrable deferred dollar dollars drop e ean
    edge end enforced escape escapestringend event exception f fa fal fals false family feff ffff first foreign from
    function g get gi gm gu has i if immediate import includes index insert is isfirst islabel isofnames join json
    jsonb kind l large last lateral like line lk mapping match materialized maycall merge method n name names new next
    no not number object of off on opens operator or over part perform pg placeholder prefix privileges procedure
    queries quote readonlyset refresh regexp replace replaceall rest return rewrite rolespec routine row schema search
    select set size slice some source space split sql start stat stdin stmt string stringin t table targets test text
    then to tokens tolowercase total tr trans trigger trim tru true ts u undefined undone union unknownname user using
    uu uuid values view when where word words written xml y ye yes z za
`);
