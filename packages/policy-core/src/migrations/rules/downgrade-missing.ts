import { filledDowngrade } from '../fixes/filled-downgrade.ts';
import { judgedRevisions } from '../analysis/judged-revisions.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrations } from '../facts/collect-migrations.ts';

export const downgradeMissing = defineRule({
  id: 'migrations/downgrade-missing',
  summary: 'A revision has a downgrade.',
  defaultSeverity: 'error',
  judges: [migrations],

  options: NO_OPTIONS,

  messages: {
    missing:
      'There is no downgrade(), so `alembic downgrade` crashes here and a release cannot be rolled back past it. Write one that undoes the upgrade.',
  },

  *check(get) {
    for (const judged of judgedRevisions(get(migrations))) {
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
