/**
 * What is asked of PostgreSQL's catalogs: one query for each kind of thing, however many there are. Each gives one
 * row with one column, `doc`: JSON as bytes in base64. The bytes of names need not be UTF-8 where the database is
 * SQL_ASCII, and no driver would hand them over whole as text.
 */
function asDocument(rows: string): string {
  return `SELECT encode(textsend(coalesce((${rows}), '[]')::text), 'base64') AS doc`;
}

/**
 * A moment at which everything is seen, in which nothing can be changed. Settings that may be other ones in each
 * database, and that definitions are written by, become the same; the search path as it was is asked for before.
 */
export function beginning({ queryMs }: { readonly queryMs: number }): readonly string[] {
  return [
    'BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY',
    `SET LOCAL statement_timeout = ${queryMs}`,
    `SET LOCAL lock_timeout = ${Math.min(Math.ceil(queryMs / 2), 5000)}`,
    'SET LOCAL row_security = off',
    // Its bytes have no encoding that they could be turned from, and are refused where they have to be.
    "SELECT set_config('client_encoding', 'SQL_ASCII', true) WHERE current_setting('server_encoding') = 'SQL_ASCII'",
    asDocument(SESSION),
    "SET LOCAL search_path = ''",
    'SET LOCAL quote_all_identifiers = off',
    "SET LOCAL timezone = 'UTC'",
    "SET LOCAL datestyle = 'ISO, YMD'",
    "SET LOCAL intervalstyle = 'postgres'",
    "SET LOCAL bytea_output = 'hex'",
    'SET LOCAL extra_float_digits = 1',
  ];
}

const SESSION = `SELECT json_build_object(
  'name', current_database(),
  'user', current_user,
  'version', current_setting('server_version'),
  'encoding', current_setting('server_encoding'),
  'searchPath', current_setting('search_path'),
  'visible', array_to_json(current_schemas(false)),
  'schemas', (
    SELECT json_agg(json_build_array(oid, nspname) ORDER BY nspname) FROM pg_namespace
    WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
  ),
  'identity', (extract(epoch FROM pg_postmaster_start_time()) * 1000000)::bigint::text || ' ' ||
    (SELECT oid FROM pg_database WHERE datname = current_database())
)`;

/** Queries about these schemas, by what they are called. */
export function catalogQueries(
  schemas: readonly number[],
  { versionTable = VERSION_TABLE }: { readonly versionTable?: string | undefined } = {},
): readonly string[] {
  const oids = `'{${schemas.join(',')}}'::oid[]`;
  // Written so that it means the same whatever is in it.
  const named = `convert_from('\\x${Buffer.from(versionTable).toString('hex')}'::bytea, 'UTF8')::name`;
  return CATALOG_NAMES.map((name) =>
    asDocument(ROWS[name].replaceAll(':schemas', oids).replaceAll(':versionTable', named)),
  );
}

/** Where Alembic notes the revision, unless it is told otherwise. */
export const VERSION_TABLE = 'alembic_version';

export const CATALOG_NAMES = [
  'relations',
  'columns',
  'constraints',
  'indexes',
  'triggers',
  'policies',
  'rules',
  'sequences',
  'types',
  'functions',
  'extensions',
  'versionTables',
] as const;

export type CatalogName = (typeof CATALOG_NAMES)[number];

/** What an extension made is told with the extension. */
function isOwn(catalog: string, oid: string): string {
  return `NOT EXISTS (
    SELECT FROM pg_depend e WHERE e.classid = '${catalog}'::regclass AND e.objid = ${oid} AND e.deptype = 'e'
  )`;
}

const ROWS: Readonly<Record<CatalogName, string>> = {
  relations: `SELECT json_agg(json_build_array(
        c.oid, c.relnamespace, c.relname, c.relkind, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity,
        (SELECT string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno)
          FROM pg_inherits i WHERE i.inhrelid = c.oid),
        CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END,
        CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END,
        CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END,
        CASE WHEN c.relkind = 'v' THEN array_to_string(c.reloptions, ', ') END
      ))
      FROM pg_class c
      WHERE c.relnamespace = ANY (:schemas) AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
        AND ${isOwn('pg_class', 'c.oid')}`,
  columns: `SELECT json_agg(json_build_array(
        a.attrelid, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
        pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated,
        CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END
      ))
      FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      JOIN pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE c.relnamespace = ANY (:schemas) AND c.relkind IN ('r', 'p', 'f')`,
  // NOT NULL, since 18 a constraint with a name, is told with the column; a trigger as what it is.
  constraints: `SELECT json_agg(json_build_array(k.conrelid, k.conname, pg_get_constraintdef(k.oid)))
      FROM pg_class c JOIN pg_constraint k ON k.conrelid = c.oid
      WHERE c.relnamespace = ANY (:schemas) AND k.contype NOT IN ('n', 't')`,
  // What a constraint is kept by is told with it. NOT IN, so that all of those are hashed once: no index of PostgreSQL
  // leads from an index to its constraint. The definition of an index waits for whoever holds its table.
  indexes: `SELECT json_agg(json_build_array(
        i.indrelid, x.relname, pg_get_indexdef(i.indexrelid), i.indisvalid AND i.indisready, i.indisreplident
      ))
      FROM pg_class c
      JOIN pg_index i ON i.indrelid = c.oid
      JOIN pg_class x ON x.oid = i.indexrelid
      WHERE c.relnamespace = ANY (:schemas) AND c.relkind IN ('r', 'p', 'm')
        AND i.indexrelid NOT IN (SELECT k.conindid FROM pg_constraint k WHERE k.contype IN ('p', 'u', 'x'))`,
  triggers: `SELECT json_agg(json_build_array(g.tgrelid, g.tgname, pg_get_triggerdef(g.oid), g.tgenabled))
      FROM pg_class c JOIN pg_trigger g ON g.tgrelid = c.oid
      WHERE c.relnamespace = ANY (:schemas) AND NOT g.tgisinternal`,
  policies: `SELECT json_agg(json_build_array(
        p.polrelid, p.polname, p.polcmd, p.polpermissive, pg_get_expr(p.polqual, p.polrelid),
        pg_get_expr(p.polwithcheck, p.polrelid),
        (SELECT string_agg(CASE WHEN r = 0 THEN 'public' ELSE r::regrole::text END, ', ' ORDER BY r::regrole::text)
          FROM unnest(p.polroles) r)
      ))
      FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid
      WHERE c.relnamespace = ANY (:schemas)`,
  rules: `SELECT json_agg(json_build_array(w.ev_class, w.rulename, pg_get_ruledef(w.oid), w.ev_enabled))
      FROM pg_class c JOIN pg_rewrite w ON w.ev_class = c.oid
      WHERE c.relnamespace = ANY (:schemas) AND w.rulename <> '_RETURN'`,
  sequences: `SELECT json_agg(json_build_array(
        c.relnamespace, c.relname, format_type(s.seqtypid, NULL), s.seqstart::text, s.seqincrement::text,
        s.seqmin::text, s.seqmax::text, s.seqcache::text, s.seqcycle,
        (SELECT d.refobjid::regclass::text || '.' || a.attname
          FROM pg_depend d
          JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
          WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i'))
      ))
      FROM pg_class c JOIN pg_sequence s ON s.seqrelid = c.oid
      WHERE c.relnamespace = ANY (:schemas) AND ${isOwn('pg_class', 'c.oid')}`,
  types: `SELECT json_agg(json_build_array(
        t.typnamespace, t.typname, t.typtype,
        (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid),
        CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END,
        t.typnotnull, t.typdefault,
        (SELECT string_agg(k.conname || ' ' || pg_get_constraintdef(k.oid), '; ' ORDER BY k.conname)
          FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c'),
        (SELECT string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ', ' ORDER BY a.attnum)
          FROM pg_attribute a WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND NOT a.attisdropped),
        (SELECT format_type(r.rngsubtype, NULL) FROM pg_range r WHERE r.rngtypid = t.oid)
      ))
      FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
      WHERE t.typnamespace = ANY (:schemas) AND (t.typtype IN ('e', 'd', 'r') OR c.relkind = 'c')
        AND ${isOwn('pg_type', 't.oid')}`,
  functions: `SELECT json_agg(json_build_array(
        p.pronamespace, p.proname, pg_get_function_identity_arguments(p.oid), p.prokind,
        CASE WHEN p.prokind = 'a' THEN pg_get_function_result(p.oid) ELSE pg_get_functiondef(p.oid) END
      ))
      FROM pg_proc p
      WHERE p.pronamespace = ANY (:schemas) AND ${isOwn('pg_proc', 'p.oid')}`,
  extensions: `SELECT json_agg(json_build_array(e.extname, e.extversion, n.nspname))
      FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace`,
  versionTables: `SELECT json_agg(json_build_array(n.nspname, has_schema_privilege(n.oid, 'USAGE') AND
        has_table_privilege(c.oid, 'SELECT')) ORDER BY n.nspname)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relname = :versionTable AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
        AND n.nspname !~ '^pg_'`,
};
