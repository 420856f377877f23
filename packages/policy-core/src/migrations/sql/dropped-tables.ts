import type { SqlNode } from '../../parsers/parsers.ts';
import { listIn, nodeIn, stringIn } from './nodes.ts';
import type { DroppedTable } from './script.ts';
import { keyword, significantTokens, type SqlToken } from './tokens.ts';

/** The tables that one DROP statement names; none when it drops something else, such as a view. */
export function droppedTables(sql: string, drop: SqlNode): DroppedTable[] {
  if (drop['removeType'] !== 'OBJECT_TABLE') return [];
  const tables = listIn(drop, 'objects').map((object) =>
    listIn(nodeIn(object, 'List'), 'items').map((item) => quotedWhereNeeded(stringIn(item) ?? '')),
  );
  // The tree says which tables, but not where; the tokens say where.
  const places = namePlaces(sql);
  return tables.map((parts, index) => {
    const place = places.length === tables.length ? places[index] : undefined;
    return { table: parts.join('.'), start: place?.start ?? 0, end: place?.end ?? sql.length };
  });
}

function quotedWhereNeeded(name: string): string {
  return /^[a-z_\u0080-\uFFFF][a-z0-9_$\u0080-\uFFFF]*$/.test(name)
    ? name
    : `"${name.replaceAll('"', '""')}"`;
}

/** `DROP TABLE [IF EXISTS] name, name [CASCADE | RESTRICT]` */
function namePlaces(sql: string): { start: number; end: number }[] {
  const tokens = significantTokens(sql).slice(2);
  const named =
    keyword(sql, tokens[0]) === 'IF' && keyword(sql, tokens[1]) === 'EXISTS' ? tokens.slice(2) : tokens;
  const places: { start: number; end: number }[] = [];
  let open: { start: number; end: number } | undefined;
  for (const token of [...named, undefined]) {
    if (token !== undefined && !endsName(sql, token)) {
      open = { start: open?.start ?? token.start, end: token.end };
    } else if (open !== undefined) {
      places.push(open);
      open = undefined;
    }
  }
  return places;
}

function endsName(sql: string, token: SqlToken): boolean {
  if (token.kind === 'other') return sql.startsWith(',', token.start);
  const word = keyword(sql, token);
  return word === 'CASCADE' || word === 'RESTRICT';
}
