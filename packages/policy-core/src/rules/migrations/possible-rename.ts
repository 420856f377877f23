import { renameInstead } from '../../fixes/rename-instead.ts';
import { judgedRevisions } from '../../history/judged-revisions.ts';
import { judgedUpgrades } from '../../migrations/judged-steps.ts';
import { tableText } from '../../migrations/name.ts';
import { renamedColumns } from '../../migrations/renamed-pair.ts';
import { defineRule, NO_OPTIONS } from '../../rule.ts';

export const possibleRename = defineRule({
  id: 'migrations/possible-rename',
  summary: 'A column is renamed, not dropped and added.',
  defaultSeverity: 'error',
  needs: ['migrations'],

  options: NO_OPTIONS,

  messages: {
    column:
      'This drops {table}.{from} with its data, and {table}.{to} is added empty. If it is the same column, rename it; if not, add it in one release and drop the old one in a later release.',
  },

  *check({ migrations }) {
    const revisions = new Map(judgedRevisions(migrations).map((judged) => [judged.path, judged]));
    for (const upgrade of judgedUpgrades(migrations)) {
      const judged = revisions.get(upgrade.path);
      for (const pair of renamedColumns(upgrade, judged?.revision.downgrade)) {
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
