import { z } from 'zod';

import { judgedUpgrades } from '../analysis/migration-step.ts';
import { changedThing } from '../operations/changed-thing.ts';
import { losingSteps, MAY_LOSE } from '../analysis/direction-effects.ts';
import { defineRule } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const backupNotNoted = defineRule({
  id: 'migrations/backup-not-noted',
  summary: 'Note the backup in a migration that loses data.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  onlyWith: MAY_LOSE,

  options: z.strictObject({
    /** What the note begins with, before the colon. Left out: nobody asks for one. */
    note: z.string().min(1).optional(),
  }),

  messages: {
    missing:
      'This loses {what} and names no backup. Make one, and add a line "{note}: ..." to the docstring or a comment.',
  },

  *check(_get, migration, { options: { note } }) {
    if (note === undefined) return;
    for (const { text, steps, span } of judgedUpgrades(migration)) {
      const [first] = losingSteps({ steps });
      if (first === undefined || hasNote(text, note)) continue;
      const data = { what: changedThing(first.operation), note };
      yield { kind: 'violation', messageId: 'missing', data, at: span(first) };
    }
  },
});

/** A line of a docstring or a comment. */
function hasNote(text: string, note: string): boolean {
  const start = `${note.toLowerCase()}:`;
  return text.split(/[\r\n]+/).some((line) => {
    const said = line.replace(/^[\s#*"'/-]+/, '');
    return said.toLowerCase().startsWith(start) && /\w/.test(said.slice(start.length));
  });
}
