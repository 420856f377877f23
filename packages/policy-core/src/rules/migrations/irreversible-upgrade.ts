import { judgedRevisions } from '../../history/judged-revisions.ts';
import { losingSteps } from '../../migrations/direction-effects.ts';
import { changedThing } from '../../migrations/changed-thing.ts';
import { defineRule, NO_OPTIONS } from '../../rule.ts';

export const irreversibleUpgrade = defineRule({
  id: 'migrations/irreversible-upgrade',
  summary: 'An upgrade loses nothing that its downgrade promises to bring back.',
  defaultSeverity: 'warning',
  needs: ['migrations'],

  options: NO_OPTIONS,

  messages: {
    lost: 'The upgrade loses {what}, and downgrade() can only bring back the empty shape of it. Let downgrade() raise an error that says so, or keep the data for one more release.',
  },

  *check({ migrations }) {
    for (const { revision, span } of judgedRevisions(migrations)) {
      const { upgrade, downgrade } = revision;
      const [first] = losingSteps(upgrade);
      if (first === undefined || downgrade.kind !== 'runs') continue;
      yield {
        kind: 'violation',
        messageId: 'lost',
        data: { what: changedThing(first.operation) },
        at: span(first),
        related:
          downgrade.name === undefined
            ? []
            : [{ message: 'downgrade() runs as if it undid this.', at: span(downgrade.name) }],
      };
    }
  },
});
