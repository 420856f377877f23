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
      const { upgrade, header } = revision;
      const { downRevision } = header;
      const isChange = downRevision.kind === 'ids' && downRevision.ids.length === 1;
      if (upgrade.kind !== 'empty' || upgrade.name === undefined || !isChange) continue;
      if (header.branchLabels.kind === 'ids' && header.branchLabels.ids.length > 0) continue;
      if (header.dependsOn.kind === 'ids' && header.dependsOn.ids.length > 0) continue;
      yield { kind: 'violation', messageId: 'empty', data: {}, at: span(upgrade.name) };
    }
  },
});
