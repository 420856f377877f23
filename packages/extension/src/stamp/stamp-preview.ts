import { l10n } from 'vscode';

import type { StampEnd, StampPlan } from './stamp-outcome.ts';

/** Markdown to be read before anybody agrees, and where nothing may be done, why. */
export function stampPreview(plan: StampPlan): string {
  const { database, revision, versions, pending, statements, reasons, differences, nextSteps } = plan;
  const where = database === undefined ? plan.variable : `${databaseText(plan)} (${plan.variable})`;
  const unknown = l10n.t('not known');
  return [
    `# ${l10n.t('Stamp the baseline')}`,
    [
      `- ${l10n.t('Database: {0}', where)}`,
      `- ${l10n.t('Now at: {0}', versions === undefined ? unknown : versions.join(', ') || l10n.t('no revision'))}`,
      `- ${l10n.t('Stamp at: {0}', revision ?? unknown)}`,
      `- ${l10n.t('Pending after it: {0}', revision === undefined ? unknown : pending.join(', ') || l10n.t('nothing'))}`,
    ].join('\n'),
    headline(plan.outcome),
    ...(statements.length === 0
      ? []
      : [`\`\`\`sql\n${statements.map((one) => `${one};`).join('\n')}\n\`\`\``]),
    ...listed(reasons),
    ...(differences.length === 0 ? [] : [`## ${l10n.t('Differences from the migrations')}`]),
    ...listed(differences),
    ...(nextSteps.length === 0 ? [] : [`## ${l10n.t('Next steps')}`]),
    ...listed(nextSteps),
    '',
  ].join('\n\n');
}

/** Such as `shop on db.example.com`. */
export function databaseText({ database, variable }: StampPlan): string {
  if (database === undefined) return variable;
  const { name, host } = database;
  return host === '' ? name : l10n.t('{0} on {1}', name, host);
}

function headline(outcome: StampEnd): string {
  switch (outcome) {
    case 'planned':
      return l10n.t('In one transaction, and nothing else. Nothing has happened yet.');
    case 'stamped':
      return l10n.t('✅ STAMPED');
    case 'nothing-to-do':
      return l10n.t('✅ NOTHING TO DO: Alembic already tracks it.');
    case 'refused':
      return l10n.t('❌ NOT STAMPED');
    case 'undetermined':
      return l10n.t('❌ NOT PROVED');
    case 'held':
      return l10n.t('❌ NOT STAMPED: somebody else is stamping or migrating it.');
  }
}

function listed(sentences: readonly string[]): readonly string[] {
  return sentences.length === 0 ? [] : [sentences.map((sentence) => `- ${sentence}`).join('\n')];
}
