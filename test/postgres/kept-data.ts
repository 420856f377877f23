import type { ScratchDatabase } from './scratch-database.ts';

/** All that a statement could lose or change outside the catalogues: rows, sequences, large objects, and what guards them. */
export async function keptData(database: ScratchDatabase): Promise<readonly string[]> {
  const relations = await database.query<{ name: string; kind: string }>(
    `SELECT oid::regclass::text AS name, relkind AS kind FROM pg_class
     WHERE relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_|^information_schema$')
       AND relkind IN ('r', 'm', 'S') ORDER BY 1`,
  );
  const found: string[] = [];
  for (const { name, kind } of relations) {
    const [row] = await database.query<{ rows: string }>(
      `SELECT coalesce(string_agg(t::text, ' ' ORDER BY t::text), '') AS rows FROM ${kind === 'S' ? `(SELECT last_value, is_called FROM ${name})` : `ONLY ${name}`} t`,
    );
    found.push(`${name}: ${row?.rows}`);
  }
  for (const query of GUARDS) {
    const rows = await database.query<{ told: string }>(query);
    found.push(...rows.map(({ told }) => told));
  }
  return found;
}

const GUARDS = [
  "SELECT format('large object %s: %s', loid, md5(string_agg(data, '' ORDER BY pageno))) AS told FROM pg_largeobject GROUP BY loid ORDER BY 1",
  "SELECT format('%s row security %s %s, rules %s', oid::regclass, relrowsecurity, relforcerowsecurity, relhasrules) AS told FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1",
  "SELECT format('%s %s %s', tgrelid::regclass, tgname, tgenabled) AS told FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1",
  "SELECT format('%s %s', polrelid::regclass, pg_get_expr(polqual, polrelid)) AS told FROM pg_policy ORDER BY 1",
];
