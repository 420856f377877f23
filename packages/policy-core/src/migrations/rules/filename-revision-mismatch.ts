import { idOf, judgedRevisions } from '../analysis/judged-revisions.ts';
import { isNamedById } from '../history/file-names.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { namedByIds } from '../facts/across-history.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const filenameRevisionMismatch = defineRule({
  id: 'migrations/filename-revision-mismatch',
  summary: 'Name a revision file after its revision id.',
  defaultSeverity: 'info',
  subjects: migrationSubjects,
  onlyWith: ['revision'],

  options: NO_OPTIONS,

  messages: {
    mismatch: '{name} contains the revision {id}. Rename the file, so that people find it.',
  },

  *check(get, migration) {
    for (const { path, revision, history, span } of judgedRevisions(migration)) {
      const id = idOf(revision);
      const { header } = revision;
      if (id === undefined || history === undefined || header.revision.kind !== 'ids') continue;
      if (isNamedById(path, id) || !get(namedByIds, history.name)) continue;
      const name = path.slice(path.lastIndexOf('/') + 1);
      yield { kind: 'violation', messageId: 'mismatch', data: { name, id }, at: span(header.revision) };
    }
  },
});
