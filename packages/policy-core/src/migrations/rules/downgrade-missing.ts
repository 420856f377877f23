import { filledDowngrade } from '../fixes/filled-downgrade.ts';
import { judgedRevisions } from '../analysis/judged-revisions.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const downgradeMissing = defineRule({
  id: 'migrations/downgrade-missing',
  summary: 'A revision has a downgrade.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  onlyWith: ['revision'],

  options: NO_OPTIONS,

  messages: {
    missing:
      'There is no downgrade(), so `alembic downgrade` crashes here and a release cannot be rolled back past it. Write one that undoes the upgrade.',
  },

  *check(_get, migration) {
    for (const judged of judgedRevisions(migration)) {
      const { upgrade, downgrade } = judged.revision;
      if (downgrade.kind !== 'missing' || upgrade.name === undefined) continue;
      yield {
        kind: 'violation',
        messageId: 'missing',
        data: {},
        at: judged.span(upgrade.name),
        fixes: filledDowngrade(judged),
      };
    }
  },
});
