import { z } from 'zod';

import { effectText } from '../effects/effect-words.ts';
import { withoutTimeout } from '../effects/timeout-missing.ts';
import { timeoutAtTop } from '../fixes/timeout-at-top.ts';
import { whoWaits } from '../operations/lock-mode.ts';
import { defineRule } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const lockTimeoutMissing = defineRule({
  id: 'migrations/lock-timeout-missing',
  summary: 'Limit how long a migration waits for a lock.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],

  options: z.strictObject({
    /** `environment`: whatever runs the migrations sets it, where nobody can see it. */
    setBy: z.enum(['environment', 'migration']).default('environment'),
  }),

  messages: {
    missing:
      "Nothing limits how long this waits for its lock. Run SET lock_timeout = '5s' before it, or in env.py, because this {takes}, and everybody who comes later queues behind it.",
  },

  *check(_get, migration, { options }) {
    if (options.setBy === 'environment') return;
    const isMeant = ({ lock }: Parameters<typeof effectText>[0]) => whoWaits(lock) !== 'nobody';
    for (const { judged, effect, all } of withoutTimeout(migration, 'lock_timeout', isMeant)) {
      const { step } = judged;
      yield {
        kind: 'violation',
        messageId: 'missing',
        data: { takes: effectText(effect, step) },
        at: step.at,
        fixes: timeoutAtTop(step.upgrade, { name: 'lock_timeout', value: '5s', effects: all }),
      };
    }
  },
});
