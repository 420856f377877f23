import { z } from 'zod';

import { effectText } from '../effects/effect-words.ts';
import type { RelationEffect } from '../effects/step-effects.ts';
import { withoutTimeout } from '../effects/timeout-missing.ts';
import { timeoutAtTop } from '../fixes/timeout-at-top.ts';
import { whoWaits } from '../operations/lock-mode.ts';
import { defineRule } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const statementTimeoutMissing = defineRule({
  id: 'migrations/statement-timeout-missing',
  summary: 'Limit how long a blocking statement runs.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],

  options: z.strictObject({
    /** `environment`: whatever runs the migrations sets it, where nobody can see it. */
    setBy: z.enum(['environment', 'migration']).default('environment'),
  }),

  messages: {
    missing:
      'Nothing limits how long this statement runs. Run SET statement_timeout before it, or in env.py, because this {takes}.',
  },

  *check(_get, migration, { options }) {
    if (options.setBy === 'environment') return;
    for (const { judged, effect, all } of withoutTimeout(migration, 'statement_timeout', takesLong)) {
      const { step } = judged;
      yield {
        kind: 'violation',
        messageId: 'missing',
        data: { takes: effectText(effect, step) },
        at: step.at,
        fixes: timeoutAtTop(step.upgrade, { name: 'statement_timeout', value: '60s', effects: all }),
      };
    }
  },
});

function takesLong({ lock, work }: RelationEffect): boolean {
  return whoWaits(lock) !== 'nobody' && LONG.has(work);
}

const LONG: ReadonlySet<RelationEffect['work']> = new Set(['unknown', 'scan', 'index', 'rewrite']);
