import type { SqlParse, SqlParser } from '../../parsers/parsers.ts';

/** A parser that reads the same text once: a migration's SQL is asked about more than one thing. */
export function memoized(parser: SqlParser): SqlParser {
  const known = new Map<string, SqlParse>();
  return {
    parse: (sql) => {
      const before = known.get(sql);
      if (before !== undefined) return before;
      const parse = parser.parse(sql);
      known.set(sql, parse);
      return parse;
    },
  };
}
