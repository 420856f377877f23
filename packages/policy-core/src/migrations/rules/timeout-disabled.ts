import { judgedEffects, type JudgedEffects } from '../effects/judged-effects.ts';
import type { SessionStatement } from '../operations/utility-statement.ts';
import { whoWaits } from '../operations/lock-mode.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const timeoutDisabled = defineRule({
  id: 'migrations/timeout-disabled',
  summary: 'Do not switch off the timeouts of a migration.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['set-parameter'],

  options: NO_OPTIONS,

  messages: {
    off: 'This disables {timeout}, so later statements may block for ever. Remove it, or set a longer time.',
    back: 'This resets {timeout} and loses the value from env.py. Remove it.',
  },

  *check(_get, migration) {
    const all = judgedEffects(migration);
    const pathsAtWork = new Set(all.filter(keepsOthersWaiting).map(({ step }) => step.upgrade.path));
    for (const judged of all) {
      const { step } = judged;
      const messageId = switchesOff(judged);
      if (messageId === undefined) continue;
      // A dump of a schema begins like this, and nobody uses what it makes.
      if (!pathsAtWork.has(step.upgrade.path) && makesTables(judged)) continue;
      yield { kind: 'violation', messageId, data: { timeout: timeoutOf(judged)?.name ?? '' }, at: step.at };
    }
  },
});

function keepsOthersWaiting(judged: JudgedEffects): boolean {
  return judged.existing.some(({ lock }) => whoWaits(lock) !== 'nobody');
}

function makesTables({ step }: JudgedEffects): boolean {
  return step.upgrade.steps.some((one) => one.kind === 'operation' && one.operation.kind === 'create-table');
}

type Timeout = Extract<SessionStatement, { readonly kind: 'set-parameter' }> & { readonly name: string };

const TIMEOUTS: ReadonlySet<string> = new Set([
  'lock_timeout',
  'statement_timeout',
  'transaction_timeout',
  'idle_in_transaction_session_timeout',
]);

function timeoutOf({ step: { operation } }: JudgedEffects): Timeout | undefined {
  const deed = operation.kind === 'other' ? operation.deed : undefined;
  if (deed?.kind !== 'set-parameter') return undefined;
  const { name } = deed;
  return name !== undefined && TIMEOUTS.has(name) ? { ...deed, name } : undefined;
}

function switchesOff(judged: JudgedEffects): 'off' | 'back' | undefined {
  const timeout = timeoutOf(judged);
  if (timeout?.value === undefined) return undefined;
  const { isInside, settings } = judged.transaction;
  if (timeout.value === 'default') return settings.has(timeout.name) ? undefined : 'back';
  // An index that is built CONCURRENTLY takes its time, and keeps nobody waiting.
  if (timeout.name === 'statement_timeout' && isInside === false) return undefined;
  return /^0+(?:\.0*)?\s*[a-z]*$/i.test(timeout.value.text.trim()) ? 'off' : undefined;
}
