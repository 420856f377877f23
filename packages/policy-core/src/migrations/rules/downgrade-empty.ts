import { filledDowngrade } from '../fixes/filled-downgrade.ts';
import { judgedRevisions } from '../analysis/judged-revisions.ts';
import { changesNothing } from '../analysis/changes-nothing.ts';
import { changesSchema } from '../analysis/direction-effects.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const downgradeEmpty = defineRule({
  id: 'migrations/downgrade-empty',
  summary: 'A downgrade undoes what the upgrade does.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  onlyWith: ['revision'],

  options: NO_OPTIONS,

  messages: {
    empty:
      'downgrade() does nothing, and the upgrade changes the schema. After a rollback the database says it is older than it is, and the next upgrade fails or finds another schema; undo the upgrade here.',
  },

  *check(_get, migration) {
    for (const judged of judgedRevisions(migration)) {
      const { upgrade, downgrade } = judged.revision;
      if (downgrade.kind !== 'empty' || downgrade.name === undefined) continue;
      if (!changesSchema(upgrade, (step) => changesNothing(judged, step))) continue;
      yield {
        kind: 'violation',
        messageId: 'empty',
        data: {},
        at: judged.span(downgrade.name),
        fixes: filledDowngrade(judged),
      };
    }
  },
});
