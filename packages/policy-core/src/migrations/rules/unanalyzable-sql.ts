import { calledText } from '../operations/called-routine.ts';
import { databaseText, isOtherDatabase } from '../operations/lock-mode.ts';
import type { JudgedUpgrade } from '../analysis/judged-upgrade.ts';
import type { UnclearStep } from '../operations/operation.ts';
import { judgedUpgrades } from '../analysis/migration-step.ts';
import { unclearSteps } from '../analysis/unclear-steps.ts';
import type { TextRange } from '../../model/text-range.ts';
import { PUT_TOGETHER } from '../sql/plpgsql-execute.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const unanalyzableSql = defineRule({
  id: 'migrations/unanalyzable-sql',
  summary: 'Write migrations whose effect can be read from their text.',
  defaultSeverity: 'info',
  subjects: migrationSubjects,
  reportsUnread: true,
  onlyWith: ['unclear'],

  options: NO_OPTIONS,

  messages: {
    unclear: 'No rule can judge this statement. Write it as a literal where you can, because {problem}.',
    unread:
      'No rule can judge this statement. Correct it, or keep SQL of other databases elsewhere, because {problem}.',
    refused:
      'No rule can judge this statement. Correct it, or name its database in migrations.dialect, because {problem}.',
    elsewhere:
      'No rule can judge this statement of {database}. Check what it does to rows before you merge it, because Lockkeeper reads only the SQL of PostgreSQL.',
    called:
      'Lockkeeper does not know what {called}() does. Check its body; if it changes no rows, list it in migrations.harmless_functions.',
    runs: 'No rule can judge the effect of this. Check what it does to rows before you merge it, because {problem}.',
  },

  *check(_get, migration) {
    for (const upgrade of judgedUpgrades(migration)) {
      const { path, span } = upgrade;
      const messageId = path.endsWith('.py') ? 'unclear' : 'unread';
      for (const step of unclearSteps(upgrade)) {
        if (isKnownThere(step, upgrade)) continue;
        const said = elsewhere(step, upgrade) ?? told(step, messageId);
        yield { kind: 'violation', ...said, at: span(step) };
      }
      for (const { problem, ...range } of refusedSteps(upgrade))
        yield { kind: 'violation', messageId: 'refused', data: { problem }, at: span(range) };
    }
  },
});

/** A setting of a connection. */
function isKnownThere({ reach }: UnclearStep, { database }: JudgedUpgrade): boolean {
  return isOtherDatabase(database) && reach?.kind === 'settings';
}

/** What PostgreSQL refuses, and was read all the same; each statement once. */
function* refusedSteps({
  steps,
  database,
}: JudgedUpgrade): Iterable<TextRange & { readonly problem: string }> {
  if (isOtherDatabase(database)) return;
  let end = -1;
  for (const step of steps) {
    if (step.kind !== 'operation' || step.refused === undefined || step.start < end) continue;
    end = step.end;
    yield { start: step.start, end, problem: step.refused };
  }
}

/** Nobody has to correct what another database takes. */
function elsewhere({ calls, isRead, isRefused }: UnclearStep, { database, revision }: JudgedUpgrade) {
  const isSql = revision === undefined && calls === undefined && isRead !== true;
  if (!isOtherDatabase(database) || !(isSql || isRefused === true)) return undefined;
  return { messageId: 'elsewhere', data: { database: databaseText(database) } } as const;
}

/** Where the text was read, writing it in another way changes nothing. */
function told({ problem, isRead, calls, isRefused }: UnclearStep, unread: 'unclear' | 'unread') {
  if (calls !== undefined) return { messageId: 'called', data: { called: calledText(calls) } } as const;
  if (isRefused === true) return { messageId: 'refused', data: { problem } } as const;
  // It is SQL of PostgreSQL, whatever file it stands in.
  const unknown = problem === PUT_TOGETHER ? 'unclear' : unread;
  return { messageId: isRead === true ? 'runs' : unknown, data: { problem } } as const;
}
