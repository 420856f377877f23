import { tableText } from '../migrations/operations/name.ts';
import { sqlOperations } from '../migrations/sql/operations.ts';
import { scriptParts, startReading } from '../migrations/sql/script-parts.ts';
import type { TextRange } from '../model/text-range.ts';
import type { SqlParser } from '../parsers/parsers.ts';

/** What a test asks of a script: its statements, the tables that they drop, and what cannot be judged. */
export interface SqlScript {
  readonly statements: readonly TextRange[];
  readonly drops: readonly (TextRange & { readonly table: string })[];
  readonly problems: readonly (TextRange & {
    /** `unreadable`: PostgreSQL's grammar refuses it. */
    readonly kind: 'unreadable' | 'unclear';
    readonly problem: string;
  })[];
}

export function readSqlScript(parser: SqlParser, text: string): SqlScript {
  const found = sqlOperations(parser, text);
  return {
    statements: [...scriptParts(startReading(parser), text)].flatMap((part) => {
      if (part.kind === 'statement') return [{ start: part.start, end: part.end }];
      const { start, end } = part.problem;
      return part.isStatement ? [{ start, end }] : [];
    }),
    drops: found.flatMap((one) => {
      if (one.kind === 'unclear' || one.operation.kind !== 'drop-table') return [];
      const { table, named = one } = one.operation;
      return [{ table: tableText(table), start: named.start, end: named.end }];
    }),
    problems: found.flatMap((one) => {
      if (one.kind !== 'unclear') return [];
      const { start, end, problem, isRefused } = one;
      return [{ kind: isRefused === true ? 'unreadable' : 'unclear', problem, start, end }];
    }),
  };
}

/** The same as texts of the script. */
export function readSqlTexts(parser: SqlParser, text: string) {
  const { statements, drops, problems } = readSqlScript(parser, text);
  return {
    statements: statements.map(({ start, end }) => text.slice(start, end)),
    tables: drops.map(({ table }) => table),
    names: drops.map(({ start, end }) => text.slice(start, end)),
    problems: problems.map(({ kind, start, end }) => [kind, text.slice(start, end)]),
  };
}
