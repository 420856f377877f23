import { filledDowngrade } from '../fixes/filled-downgrade.ts';
import { judgedRevisions } from '../analysis/judged-revisions.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const downgradeMissing = defineRule({
  id: 'migrations/downgrade-missing',
  summary: 'Give every revision a downgrade.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  onlyWith: ['revision'],

  options: NO_OPTIONS,

  messages: {
    missing:
      'This revision has no downgrade(), so you cannot roll back past it. Write one that undoes the upgrade.',
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
