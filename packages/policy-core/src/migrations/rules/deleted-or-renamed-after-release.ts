import { judgedHistories } from '../analysis/judged-history.ts';
import type { SettledEdit } from '../history/revision-history.ts';
import { defineRule, NO_OPTIONS, type Violation } from '../../engine/rule.ts';
import { startOf } from '../../model/source-span.ts';
import { historySubjects } from '../facts/judged-migrations.ts';

export const deletedOrRenamedAfterRelease = defineRule({
  id: 'migrations/deleted-or-renamed-after-release',
  summary: 'Do not delete or rename a released or merged revision.',
  defaultSeverity: 'error',
  subjects: historySubjects,

  options: NO_OPTIONS,

  messages: {
    deleted:
      '{path} is gone, but {id} was already {settled}. Restore the file, because databases at {id} cannot be upgraded without it.',
    moved:
      '{path} was already {settled} and is now {to}. Keep the name, because people and records look for it.',
  },

  *check(_get, migrations) {
    for (const { settledEdits } of judgedHistories(migrations)) {
      for (const settled of settledEdits.known ? settledEdits.value : []) {
        // A file without an id, such as a module of helpers, is no revision that a database can stand at.
        if (settled.edit.kind === 'deleted' && settled.id !== undefined) yield deleted(settled.id, settled);
        if (settled.edit.kind === 'moved') yield moved(settled, settled.edit.to);
      }
    }
  },
});

function deleted(id: string, { path, settledBy }: SettledEdit): Violation<'deleted'> {
  return {
    kind: 'violation',
    messageId: 'deleted',
    data: { path, id, settled: WORDS[settledBy] },
    at: undefined,
    severity: settledBy === 'release' ? undefined : 'warning',
  };
}

function moved({ path, settledBy }: SettledEdit, to: string): Violation<'moved'> {
  return {
    kind: 'violation',
    messageId: 'moved',
    data: { path, settled: WORDS[settledBy], to },
    at: startOf(to),
    severity: 'warning',
  };
}

const WORDS = { release: 'released', base: 'merged' } as const;
