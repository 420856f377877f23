import { tableText } from '../migrations/operations/name.ts';
import type { Step } from '../migrations/operations/operation.ts';
import type { SqlParser } from '../parsers/parsers.ts';
import { foldUpgrades } from '../migrations/schema/fold-schema.ts';
import type { SchemaHistory } from '../migrations/schema/schema-history.ts';
import { sqlOperations } from '../migrations/sql/operations.ts';

/** The steps of a SQL text that runs as it is, outside any transaction of a tool. */
export function sqlSteps(parser: SqlParser, sql: string): readonly Step[] {
  return sqlOperations(parser, sql).map((one) =>
    one.kind === 'unclear'
      ? { ...one, autocommit: false }
      : { ...one, via: 'sql' as const, autocommit: false },
  );
}

/** The schema that scripts make one after the other, at the end of the last. */
export function foldedSql(parser: SqlParser, ...scripts: readonly string[]): SchemaHistory {
  return foldUpgrades(
    [...scripts, ''].map((sql, index) => ({
      revision: index === scripts.length ? 'end' : `script ${index}`,
      steps: sqlSteps(parser, sql),
      text: sql,
    })),
  );
}

/** When the scripts of `foldedSql` are through. */
export const AT_END = { revision: 'end', step: 0 };

/** `v (reads a, b)`, sorted. */
export function shownViews(schema: SchemaHistory): readonly string[] {
  return schema
    .viewsAt(AT_END)
    .map(({ view, isMaterialized, reads }) => {
      const kind = isMaterialized ? 'materialized ' : '';
      return `${kind}${tableText(view)} (reads ${reads.map(tableText).join(', ')})`;
    })
    .toSorted();
}
