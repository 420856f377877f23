import { renameInstead } from '../fixes/rename-instead.ts';
import { judgedRevisions } from '../analysis/judged-revisions.ts';
import { tableText } from '../operations/name.ts';
import { renamedPairs } from '../analysis/renamed-pair.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const possibleRename = defineRule({
  id: 'migrations/possible-rename',
  summary: 'Keep the data of a column that gets another name.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  onlyWith: ['drop-column'],

  options: NO_OPTIONS,

  messages: {
    column:
      'This drops {table}.{from} and adds an empty {table}.{to}. If they are one column, fill {to} from {from} and drop {from} in a later release, because a rename breaks the running one.',
  },

  *check(_get, migration) {
    const revisions = new Map(judgedRevisions(migration).map((judged) => [judged.path, judged]));
    for (const [path, pairs] of renamedPairs(migration)) {
      const judged = revisions.get(path);
      for (const pair of pairs) {
        const { drop, add } = pair;
        yield {
          kind: 'violation',
          messageId: 'column',
          data: {
            table: tableText(drop.operation.table),
            from: drop.operation.column.text,
            to: add.operation.column.name.text,
          },
          at: drop.at,
          related: [{ message: `${add.operation.column.name.text} is added here.`, at: add.at }],
          fixes: judged === undefined ? [] : renameInstead(pair, judged),
        };
      }
    }
  },
});
