import { memoizeByObject } from '../../model/memoize.ts';
import { idOf, judgedRevisions } from '../analysis/judged-revisions.ts';
import type { RevisionHistory } from '../history/revision-history.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const filenameRevisionMismatch = defineRule({
  id: 'migrations/filename-revision-mismatch',
  summary: 'Where file names hold the id of the revision, they hold the right one.',
  defaultSeverity: 'info',
  subjects: migrationSubjects,
  onlyWith: ['revision'],

  options: NO_OPTIONS,

  messages: {
    mismatch: 'The file is called {name}, and its revision is {id}. Rename the file, so that people find it.',
  },

  *check(_get, migration) {
    for (const { path, revision, history, span } of judgedRevisions(migration)) {
      const id = idOf(revision);
      const { header } = revision;
      if (id === undefined || history === undefined || header.revision.kind !== 'ids') continue;
      if (holdsId(path, id) || !isHabit(history)) continue;
      const name = path.slice(path.lastIndexOf('/') + 1);
      yield { kind: 'violation', messageId: 'mismatch', data: { name, id }, at: span(header.revision) };
    }
  },
});

/** Alembic cuts long ids off in file names when somebody tells it to. */
const ENOUGH = 8;

function holdsId(path: string, id: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return name.includes(id.toLowerCase().slice(0, Math.max(ENOUGH, 1)));
}

/** Some number their files instead, and for them the name says nothing. Each of those asks. */
const isHabit: (history: RevisionHistory) => boolean = memoizeByObject(({ graph }) => {
  const revisions = [...graph.revisions.values()];
  const holding = revisions.filter(({ path, id }) => holdsId(path, id)).length;
  return holding * 2 > revisions.length && revisions.length > 2;
});
