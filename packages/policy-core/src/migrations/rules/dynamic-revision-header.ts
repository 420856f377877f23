import type { HeaderValue, RevisionHeader } from '../alembic/revision-header.ts';
import { judgedRevisions } from '../analysis/judged-revisions.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const dynamicRevisionHeader = defineRule({
  id: 'migrations/dynamic-revision-header',
  summary: 'What orders a revision is written as a literal.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  onlyWith: ['revision'],

  options: NO_OPTIONS,

  messages: {
    dynamic:
      '{header} is only known when the file runs, so no tool can tell where this revision stands. Write the id as a literal.',
    label:
      'branch_labels is only known when the file runs, so no tool can tell which branch begins here. Write the label as a literal.',
  },

  *check(_get, migration) {
    for (const { revision, span } of judgedRevisions(migration)) {
      for (const [header, value] of named(revision.header)) {
        if (value.kind !== 'dynamic') continue;
        yield header === 'branch_labels'
          ? { kind: 'violation', messageId: 'label', data: {}, at: span(value) }
          : { kind: 'violation', messageId: 'dynamic', data: { header }, at: span(value) };
      }
    }
  },
});

function named(header: RevisionHeader): readonly (readonly [string, HeaderValue])[] {
  return [
    ['revision', header.revision],
    ['down_revision', header.downRevision],
    ['branch_labels', header.branchLabels],
    ['depends_on', header.dependsOn],
  ];
}
