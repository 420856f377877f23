-- Everything that makes up the schemas of a database, sorted by name: two databases are alike if and only if
-- the texts are. Columns have no order, because one that comes back comes last. Of PostgreSQL's own relations,
-- which are most, nothing is put together.
WITH
  schemas AS (
    SELECT oid, nspname FROM pg_namespace
    WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
  ),
  relations AS (
    SELECT c.oid, c.relkind, c.relpersistence, c.relrowsecurity,
           c.oid::regclass::text AS name, obj_description(c.oid, 'pg_class') AS comment
    FROM pg_class c JOIN schemas s ON s.oid = c.relnamespace
    WHERE NOT ($1::text[] @> ARRAY[c.relname::text])
  ),
  columns AS (
    SELECT a.attrelid, jsonb_object_agg(a.attname, jsonb_strip_nulls(jsonb_build_object(
      'type', format_type(a.atttypid, a.atttypmod),
      'nullable', NOT a.attnotnull,
      'default', pg_get_expr(d.adbin, d.adrelid),
      'identity', nullif(a.attidentity, ''),
      'generated', nullif(a.attgenerated, ''),
      'collation', CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END,
      'comment', col_description(a.attrelid, a.attnum)
    ))) AS columns
    FROM pg_attribute a
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attrelid IN (SELECT oid FROM relations) AND a.attnum > 0 AND NOT a.attisdropped
    GROUP BY a.attrelid
  ),
  constraints AS (
    SELECT conrelid, jsonb_object_agg(conname, pg_get_constraintdef(oid)) AS constraints
    -- Since 18 NOT NULL is a constraint with a name; the column says it already.
    FROM pg_constraint WHERE conrelid IN (SELECT oid FROM relations) AND contype <> 'n' GROUP BY conrelid
  ),
  indexes AS (
    SELECT indrelid, jsonb_object_agg(indexrelid::regclass::text,
      pg_get_indexdef(indexrelid) || CASE WHEN indisvalid THEN '' ELSE ' INVALID' END) AS indexes
    FROM pg_index WHERE indrelid IN (SELECT oid FROM relations) GROUP BY indrelid
  ),
  triggers AS (
    SELECT tgrelid, jsonb_object_agg(tgname, pg_get_triggerdef(oid)) AS triggers
    FROM pg_trigger WHERE tgrelid IN (SELECT oid FROM relations) AND NOT tgisinternal GROUP BY tgrelid
  )
SELECT jsonb_build_object(
  'schemas', (SELECT jsonb_agg(nspname ORDER BY nspname) FROM schemas),
  'tables', (
    SELECT coalesce(jsonb_object_agg(r.name, jsonb_strip_nulls(jsonb_build_object(
      'persistence', nullif(r.relpersistence, 'p'),
      'rowSecurity', nullif(r.relrowsecurity, false),
      'comment', r.comment,
      'columns', coalesce(c.columns, '{}'),
      'constraints', coalesce(k.constraints, '{}'),
      'indexes', coalesce(i.indexes, '{}'),
      'triggers', coalesce(t.triggers, '{}')
    ))), '{}')
    FROM relations r
    LEFT JOIN columns c ON c.attrelid = r.oid
    LEFT JOIN constraints k ON k.conrelid = r.oid
    LEFT JOIN indexes i ON i.indrelid = r.oid
    LEFT JOIN triggers t ON t.tgrelid = r.oid
    WHERE r.relkind IN ('r', 'p')
  ),
  'views', (
    SELECT coalesce(jsonb_object_agg(r.name, pg_get_viewdef(r.oid)), '{}')
    FROM relations r WHERE r.relkind IN ('v', 'm')
  ),
  'sequences', (
    SELECT coalesce(jsonb_object_agg(r.name, jsonb_strip_nulls(jsonb_build_object(
      'type', format_type(s.seqtypid, NULL),
      'start', s.seqstart,
      'increment', s.seqincrement,
      'ownedBy', (
        SELECT d.refobjid::regclass::text || '.' || a.attname
        FROM pg_depend d
        JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE d.classid = 'pg_class'::regclass AND d.objid = r.oid AND d.deptype IN ('a', 'i')
      )
    ))), '{}')
    FROM relations r JOIN pg_sequence s ON s.seqrelid = r.oid
  ),
  'enums', (
    SELECT coalesce(jsonb_object_agg(name, labels), '{}')
    FROM (
      SELECT format_type(t.oid, NULL) AS name, jsonb_agg(e.enumlabel ORDER BY e.enumsortorder) AS labels
      FROM pg_type t JOIN schemas s ON s.oid = t.typnamespace JOIN pg_enum e ON e.enumtypid = t.oid
      GROUP BY t.oid
    ) enum
  ),
  'domains', (
    SELECT coalesce(jsonb_object_agg(format_type(t.oid, NULL), format_type(t.typbasetype, t.typtypmod)), '{}')
    FROM pg_type t JOIN schemas s ON s.oid = t.typnamespace WHERE t.typtype = 'd'
  ),
  'functions', (
    SELECT coalesce(jsonb_object_agg(p.oid::regprocedure::text, p.prosrc), '{}')
    FROM pg_proc p JOIN schemas s ON s.oid = p.pronamespace
    WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  )
) AS dump
