import { judgedEffects, type JudgedEffects } from '../effects/judged-effects.ts';
import { verbForm } from '../analysis/verb-form.ts';
import { isNewTable } from '../analysis/migration-step.ts';
import { listedWords } from '../analysis/operation-words.ts';
import { formatTable } from '../operations/format-name.ts';
import { rowsReadBefore, shownPlace } from '../analysis/values/values-read.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const truncateTable = defineRule({
  id: 'migrations/truncate-table',
  summary: 'Do not empty a table.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  onlyWith: ['truncate'],

  options: NO_OPTIONS,

  messages: {
    alone:
      'This {empties} {tables} and loses every row. Keep the rows, or delete the intended ones with a WHERE.',
    read: 'This {empties} {tables}, whose rows may have moved. Check that every row has a new place ({place} reads them), or delete the intended ones with a WHERE.',
    cascade:
      'This {empties} {tables} and, by CASCADE, {others}. Remove CASCADE, and delete the intended rows with a WHERE.',
  },

  *check(_get, migration) {
    for (const judged of judgedEffects(migration)) {
      const { step } = judged;
      const { operation } = step;
      if (operation.kind !== 'truncate') continue;
      const tables = operation.tables.filter((table) => !isNewTable(step, table));
      if (tables.length === 0) continue;
      const places = tables.map((table) => rowsReadBefore(step, table));
      const read = places.includes(undefined) ? undefined : places[0];
      const isMoved = read !== undefined && !operation.cascade;
      yield {
        kind: 'violation',
        messageId: operation.cascade ? 'cascade' : isMoved ? 'read' : 'alone',
        data: {
          place: isMoved ? shownPlace(read, step.upgrade.path) : '',
          empties: verbForm(step, 'empty'),
          tables: listedWords(tables.map(formatTable), MOST_TABLES),
          others: othersOf(judged),
        },
        at: step.at,
      };
    }
  },
});

const MOST_TABLES = 6;

/** Migrations that are not at hand may have made more foreign keys. */
function othersOf({ effects }: JudgedEffects): string {
  const others = effects.relations.flatMap(({ relation, cause }) =>
    cause === 'cascade' ? [formatTable(relation)] : [],
  );
  const all = 'every table that refers to it';
  return others.length === 0 ? all : `${all}, such as ${listedWords(others, MOST_TABLES)}`;
}
