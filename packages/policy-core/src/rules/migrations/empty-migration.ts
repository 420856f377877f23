import type { HeaderValue, RevisionHeader } from '../../alembic/revision-header.ts';
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
    for (const { path, text, revision, span } of judgedRevisions(migrations)) {
      const { upgrade, downgrade, header } = revision;
      const { downRevision } = header;
      const isChange = downRevision.kind === 'ids' && downRevision.ids.length === 1;
      if (upgrade.kind !== 'empty' || upgrade.name === undefined || !isChange) continue;
      // What can only be done on the way back needs a revision of its own.
      if (downgrade.kind === 'runs') continue;
      if (doesItsWork(header) || isSaidToBeEmpty(path, text.slice(0, upgrade.body?.end))) continue;
      yield { kind: 'violation', messageId: 'empty', data: {}, at: span(upgrade.name) };
    }
  },
});

/** A revision that begins a branch, or waits for another one, does so by being there. */
function doesItsWork({ branchLabels, dependsOn }: RevisionHeader): boolean {
  return mayName(branchLabels) || mayName(dependsOn);
}

function mayName(value: HeaderValue): boolean {
  return value.kind === 'dynamic' || (value.kind === 'ids' && value.ids.length > 0);
}

/** Its file, what stands at its head, or a comment in upgrade() says that it is empty on purpose. */
function isSaidToBeEmpty(path: string, head: string): boolean {
  return ON_PURPOSE.test(path.slice(path.lastIndexOf('/') + 1)) || ON_PURPOSE.test(head);
}

/** `_` stands between the words of a file's name. "empty message" is what Flask-Migrate writes where nobody says anything. */
const ON_PURPOSE =
  /(?<![a-z])(?:empty(?! message)|no-?op|intentional(?:ly)?|placeholder|for symmetry|milestone|(?:is|are) not needed|not needed any ?more|nothing to (?:do|upgrade))(?![a-z])/i;
