import { l10n } from 'vscode';

import type { ExplainedDowngrade } from './explained-revision.ts';
import type { KnownRevision } from './revision-graph.ts';
import type { TargetDatabase } from './target-database.ts';

/** What is about to be taken back; `undefined` of a revision that could not be read. */
export interface UndoneRevision {
  readonly revision: KnownRevision;
  readonly downgrade: ExplainedDowngrade | undefined;
}

export interface Downgrade {
  readonly database: TargetDatabase;
  readonly target: string;
  /** Newest first, the order in which they are taken back. */
  readonly undone: readonly UndoneRevision[];
}

/** Whether rows or values may be gone afterwards; what cannot be read may take any. */
export function losesData({ undone }: Downgrade): 'yes' | 'no' | 'unknown' {
  const answers = undone.flatMap(({ downgrade }) =>
    downgrade === undefined
      ? ['unknown' as const]
      : [
          ...downgrade.steps.map((step) => step.losesData),
          ...(downgrade.notes.length > 0 ? ['unknown' as const] : []),
        ],
  );
  if (answers.includes('yes')) return 'yes';
  return answers.includes('unknown') ? 'unknown' : 'no';
}

/** The loss in one sentence. */
export function lossSentence(downgrade: Downgrade): string {
  switch (losesData(downgrade)) {
    case 'yes':
      return l10n.t('This loses data.');
    case 'unknown':
      return l10n.t('Some steps may lose data; Lockkeeper cannot determine it.');
    case 'no':
      return l10n.t('No step loses data.');
  }
}

/** Markdown to be read before anybody agrees. */
export function downgradePreview(downgrade: Downgrade): string {
  const { database, target, undone } = downgrade;
  return [
    `# ${l10n.t('Downgrade to {0}', target)}`,
    [database.text, database.production, lossSentence(downgrade)].filter(Boolean).join('\n\n'),
    ...undone.map(sectionOf),
    l10n.t('Nothing has happened yet.'),
    '',
  ].join('\n\n');
}

function sectionOf({ revision, downgrade }: UndoneRevision): string {
  const { id, message, path } = revision;
  const heading = `## ${[id, message].filter(Boolean).join(' ')}\n\n\`${path}\``;
  if (downgrade === undefined)
    return `${heading}\n\n- ⚠ ${l10n.t('Lockkeeper cannot read it: the effect of the downgrade is unknown.')}`;
  const steps = downgrade.steps.map(
    ({ text, losesData: loses }) => `- ${loses === 'no' ? '' : `${MARKS[loses]} `}${text}`,
  );
  const notes = downgrade.notes.map((note) => `- ⚠ ${note}`);
  const lines = [...wayBack(downgrade), ...steps, ...notes];
  return `${heading}\n\n${lines.join('\n')}`;
}

const MARKS = { yes: '✗', unknown: '⚠' } as const;

function wayBack({ kind, steps }: ExplainedDowngrade): readonly string[] {
  if (kind === 'runs' && steps.length > 0) return [];
  switch (kind) {
    case 'missing':
      return [`- ⚠ ${l10n.t('It has no downgrade: Alembic stops here.')}`];
    case 'raises':
      return [`- ⚠ ${l10n.t('Its downgrade raises: Alembic stops here.')}`];
    case 'empty':
      return [`- ⚠ ${l10n.t('Its downgrade does nothing: the schema stays as it is.')}`];
    default:
      return [`- ⚠ ${l10n.t('The effect of the downgrade is unknown.')}`];
  }
}
