import { codePlaces, type PlaceOfKind } from '../facts/code-places.ts';
import { commandWords } from '../ownership/alembic-command.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { applicationSubjects } from '../facts/application-code.ts';

export const dangerousAlembicCommand = defineRule({
  id: 'migrations/dangerous-alembic-command',
  summary: 'No script takes back every migration, or forgets what a database has run.',
  defaultSeverity: 'error',
  subjects: applicationSubjects,

  options: NO_OPTIONS,

  messages: {
    everything:
      '{command} takes back every migration, and with them every table and its rows. Take it out of the script.',
    forgets:
      '{command} forgets what the database has run. Find out why its revision is not the expected one, and leave --purge out.',
    production:
      '{command} in production takes back a migration that nobody has looked at. Downgrade by hand, after a backup.',
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
