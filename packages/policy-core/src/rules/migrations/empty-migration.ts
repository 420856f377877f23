import type { HeaderValue } from '../../alembic/revision-header.ts';
import { judgedRevisions } from '../../history/judged-revisions.ts';
import { defineRule, NO_OPTIONS } from '../../rule.ts';

export const emptyMigration = defineRule({
  id: 'migrations/empty-migration',
  summary: 'A revision that is neither a merge nor a baseline does something.',
  defaultSeverity: 'info',
  needs: ['migrations'],

  options: NO_OPTIONS,

  messages: {
    empty:
      'This upgrade does nothing. Delete the revision if it was generated before the models changed; databases would have to pass it for ever.',
  },

  *check({ migrations }) {
    for (const { revision, span } of judgedRevisions(migrations)) {
      const { upgrade, downgrade, header } = revision;
      const { downRevision } = header;
      const isChange = downRevision.kind === 'ids' && downRevision.ids.length === 1;
      if (upgrade.kind !== 'empty' || upgrade.name === undefined || !isChange) continue;
      // What can only be done on the way back needs a revision of its own.
      if (downgrade.kind === 'runs') continue;
      if (mayName(header.branchLabels) || mayName(header.dependsOn)) continue;
      yield { kind: 'violation', messageId: 'empty', data: {}, at: span(upgrade.name) };
    }
  },
});

/** A revision that begins a branch, or waits for another one, has done its work by being there. */
function mayName(value: HeaderValue): boolean {
  return value.kind === 'dynamic' || (value.kind === 'ids' && value.ids.length > 0);
}
