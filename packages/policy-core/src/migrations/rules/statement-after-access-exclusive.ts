import { blockingLock, isSurelyHeld, takenAt } from '../effects/blocking-locks.ts';
import { heldOn, type HeldLock } from '../effects/held-locks.ts';
import { judgedEffects, type JudgedEffects } from '../effects/judged-effects.ts';
import { longWork, longWorkText } from '../effects/long-work.ts';
import { oncePerTransaction } from '../effects/once-per-transaction.ts';
import { ruleOfOwnWork } from '../effects/rule-of-own-work.ts';
import type { RelationEffect } from '../effects/step-effects.ts';
import { formatTable } from '../operations/format-name.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const statementAfterAccessExclusive = defineRule({
  id: 'migrations/statement-after-access-exclusive',
  summary: 'Do not run slow statements while the transaction locks out everybody.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],

  options: NO_OPTIONS,

  messages: {
    long: 'This {works} under ACCESS EXCLUSIVE on {held}. Move it to another transaction than the earlier statement that took the lock, because readers and writers {wait}.',
  },

  *check(_get, migration) {
    for (const { judged, found } of oncePerTransaction(judgedEffects(migration), longUnderLock)) {
      const { worked, held } = found;
      yield {
        kind: 'violation',
        messageId: 'long',
        data: {
          works: longWorkText(worked, judged.step),
          held: formatTable(held.relation),
          wait: isSurelyHeld(judged, held) ? 'wait' : 'may wait',
        },
        at: judged.step.at,
        related: takenAt(judged.step, held),
        supersededBy: ruleOfOwnWork(judged),
      };
    }
  },
});

interface LongUnderLock {
  readonly worked: RelationEffect;
  readonly held: HeldLock;
}

function longUnderLock(judged: JudgedEffects): LongUnderLock | undefined {
  const worked = longWork(judged);
  if (worked === undefined) return undefined;
  const own =
    worked.lock === 'access-exclusive' ? heldOn(judged.transaction.held, worked.relation) : undefined;
  // In a transaction of its own it would keep those off by itself, for as long.
  const held = blockingLock(judged, (one) => one !== own, 'access-exclusive');
  return held && { worked, held };
}
