import { nameConstraint } from '../../fixes/name-constraint.ts';
import { judgedRevisions } from '../../history/judged-revisions.ts';
import { nameAfterUpgrade } from '../../migrations/anonymous-constraint.ts';
import { isNewTable, judgedSteps } from '../../migrations/judged-steps.ts';
import { tableText } from '../../migrations/name.ts';
import { defineRule, NO_OPTIONS } from '../../rule.ts';

export const unnamedConstraint = defineRule({
  id: 'migrations/unnamed-constraint',
  summary: 'A constraint that is added has a name.',
  defaultSeverity: 'warning',
  needs: ['migrations'],

  options: NO_OPTIONS,

  messages: {
    unnamed:
      'This adds a constraint to {table} without a name. PostgreSQL makes one up, and no downgrade can drop it by None; name it.',
  },

  *check({ migrations }) {
    const revisions = new Map(judgedRevisions(migrations).map((judged) => [judged.path, judged]));
    for (const step of judgedSteps(migrations, 'add-constraint')) {
      const { operation, upgrade, at, index } = step;
      const { table, constraint } = operation;
      if (constraint.name !== undefined || isNewTable(step, table)) continue;
      const judged = revisions.get(upgrade.path);
      const call = upgrade.steps[index];
      const name = judged && nameAfterUpgrade(judged, { table, type: constraint.kind });
      yield {
        kind: 'violation',
        messageId: 'unnamed',
        data: { table: tableText(table) },
        at,
        fixes:
          judged === undefined || call === undefined || name === undefined
            ? []
            : nameConstraint(judged, call, name),
      };
    }
  },
});
