import type { HeaderValue, RevisionHeader } from '../alembic/revision-header.ts';
import { judgedRevisions } from '../analysis/judged-revisions.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const dynamicRevisionHeader = defineRule({
  id: 'migrations/dynamic-revision-header',
  summary: 'Write the ids that order a revision as literals.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  onlyWith: ['revision'],

  options: NO_OPTIONS,

  messages: {
    dynamic:
      '{header} is unknown until the file runs. Write the id as a literal, so that tools can order this revision.',
    label:
      'branch_labels is unknown until the file runs. Write the label as a literal, so that tools know which branch begins here.',
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
