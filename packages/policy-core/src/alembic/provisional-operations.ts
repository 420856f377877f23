import type { Operation } from '../migrations/operation.ts';
import type { SqlParser } from '../parsers/parsers.ts';
import { readSqlScript } from '../sql/statements.ts';
import type { TextRange } from '../text-range.ts';

export type SqlOperation = TextRange &
  (
    | { readonly kind: 'operation'; readonly operation: Operation }
    | { readonly kind: 'unclear'; readonly problem: string }
  );

export function sqlOperations(parser: SqlParser, sql: string): readonly SqlOperation[] {
  const { statements, problems } = readSqlScript(parser, sql);
  const read = statements.flatMap(({ start, end, drops, unreadable }): SqlOperation[] => {
    if (unreadable !== undefined) return [];
    if (drops.length === 0)
      return [{ kind: 'operation', start, end, operation: { kind: 'other', what: 'SQL' } }];
    return drops.map((drop) => ({
      kind: 'operation',
      start,
      end,
      operation: {
        kind: 'drop-table',
        table: { text: drop.table, isKnown: true, schema: undefined },
        ifExists: false,
        cascade: false,
      },
    }));
  });
  const unclear = problems.map(({ start, end, problem }): SqlOperation => ({
    kind: 'unclear',
    start,
    end,
    problem,
  }));
  return [...read, ...unclear].toSorted((a, b) => a.start - b.start);
}
