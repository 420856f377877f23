import { codePlaces } from '../facts/code-places.ts';
import { commandWords } from '../ownership/alembic-command.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { environmentCode, type EnvironmentFile } from '../facts/environment-code.ts';
import { historiesDatabase } from '../facts/histories-database.ts';
import { isOtherDatabase } from '../operations/lock-mode.ts';
import { applicationSubjects } from '../facts/application-code.ts';

export const missingAdvisoryLock = defineRule({
  id: 'migrations/missing-advisory-lock',
  summary: 'Let instances that upgrade on start take turns.',
  defaultSeverity: 'info',
  subjects: applicationSubjects,

  options: NO_OPTIONS,

  messages: {
    missing:
      '`{command}` runs from {cause}, but {environment} takes no lock. Take one in {environment} before the revisions run, such as pg_advisory_xact_lock of PostgreSQL, because instances that start together fail.',
    elsewhere:
      '`{command}` runs from {cause}, but {environment} takes no lock. Upgrade once, before the instances start, because instances that start together fail.',
  },

  *check(get, code) {
    const environment = withoutLock(get(environmentCode).map(({ judged }) => judged));
    if (environment === undefined) return;
    for (const { path, place, at } of codePlaces(code, 'alembic')) {
      const { command, onStart, isThrowaway } = place;
      if (onStart === undefined || isThrowaway || ONCE.test(onStart) || isCode(path)) continue;
      if (command.verb !== 'upgrade' || command.isOffline) continue;
      const messageId = isOtherDatabase(get(historiesDatabase)) ? 'elsewhere' : 'missing';
      const data = { command: commandWords(command), cause: onStart, environment };
      yield { kind: 'violation', messageId, data, at };
    }
  },
});

/** One process for all instances, before they start. */
const ONCE = /\b(?:release|migrat\w*)\b|pre_?deploy/i;

/** Mostly a command that somebody types calls it, in another file. */
function isCode(path: string): boolean {
  return path.endsWith('.py');
}

/** Which one a command reads is not known: where one of several takes a lock, or cannot be read, nothing is said. */
function withoutLock(files: readonly EnvironmentFile[]): string | undefined {
  const isPlain = files.every(
    ({ reading }) => reading.known && reading.value.kind === 'read' && !reading.value.namesLock,
  );
  return isPlain ? files.find(({ path }) => /(?:^|\/)env\.py$/.test(path))?.path : undefined;
}
