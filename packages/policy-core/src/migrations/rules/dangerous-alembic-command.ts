import { codePlaces, type PlaceOfKind } from '../facts/code-places.ts';
import { commandWords } from '../ownership/alembic-command.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { applicationSubjects } from '../facts/application-code.ts';

export const dangerousAlembicCommand = defineRule({
  id: 'migrations/dangerous-alembic-command',
  summary: 'Do not downgrade to base, or purge a stamp, in a script.',
  defaultSeverity: 'error',
  subjects: applicationSubjects,

  options: NO_OPTIONS,

  messages: {
    everything:
      '`{command}` reverts every migration and drops every table with its rows. Remove it from the script.',
    forgets:
      '`{command}` forgets which revisions the database has run. Find out why its revision is not the expected one, and leave out --purge.',
    production:
      '`{command}` reverts an unreviewed migration in production. Downgrade by hand, after a backup.',
  },

  *check(_get, code) {
    for (const found of codePlaces(code, 'alembic')) {
      const messageId = found.place.command.isOffline || found.place.isThrowaway ? undefined : danger(found);
      if (messageId === undefined) continue;
      const data = { command: commandWords(found.place.command) };
      yield { kind: 'violation', messageId, data, at: found.at };
    }
  },
});

function danger({
  place: { command, isProduction },
}: PlaceOfKind<'alembic'>): 'everything' | 'forgets' | 'production' | undefined {
  if (command.verb === 'stamp') return command.purge ? 'forgets' : undefined;
  if (command.verb !== 'downgrade') return undefined;
  // A branch may stand before it: `billing@base`.
  if (/(?:^|@)base$/.test(command.target ?? '')) return 'everything';
  return isProduction ? 'production' : undefined;
}
