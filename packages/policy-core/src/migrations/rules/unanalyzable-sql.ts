import { calledText } from '../operations/called-routine.ts';
import { databaseText, isOtherDatabase } from '../operations/lock-mode.ts';
import type { JudgedUpgrade } from '../analysis/judged-upgrade.ts';
import type { UnclearStep } from '../operations/operation.ts';
import { judgedUpgrades } from '../analysis/migration-step.ts';
import { unclearSteps } from '../analysis/unclear-steps.ts';
import type { TextRange } from '../../model/text-range.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const unanalyzableSql = defineRule({
  id: 'migrations/unanalyzable-sql',
  summary: 'What a migration does can be read from its text.',
  defaultSeverity: 'info',
  subjects: migrationSubjects,
  reportsUnread: true,
  onlyWith: ['unclear'],

  options: NO_OPTIONS,

  messages: {
    unclear: 'No rule judges what this does, because {problem}. Write it as a literal where you can.',
    unread:
      'No rule judges this statement, because {problem}. Correct it, or keep what is not SQL of PostgreSQL elsewhere.',
    refused:
      'No rule judges this statement, because {problem}. Correct it, or name the database that takes it in migrations.dialect.',
    elsewhere:
      'No rule judges this statement: only the SQL of PostgreSQL is read, and this runs on {database}. Look at what it does to rows before you merge it.',
    called:
      'Nobody knows what {called}() does. Look at its body; if it changes no rows, list it in migrations.harmless_functions.',
    runs: 'No rule judges what this leads to, because {problem}. Look at what it does to rows before you merge it.',
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
  return { messageId: isRead === true ? 'runs' : unread, data: { problem } } as const;
}
