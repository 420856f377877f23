import { l10n } from 'vscode';

import type {
  CommitLine,
  Refusal,
  RunTold,
  ToldChanges,
  ToldImpact,
  ToldPlan,
  ToldProof,
} from './release-answer.ts';
import { answeredFor, runSentence, short } from './run-text.ts';

/** Whether nothing was done yet, something may be by now, or no more will be. */
export type RunStage = 'planned' | 'begun' | 'over';

/** Markdown to be read before anybody agrees, and once a run has come to an end. */
export function runPage(told: RunTold, stage: RunStage): string {
  const { plan, refusals, changes, impact, proof, outcome } = told;
  const isEnded = outcome !== undefined;
  const parts = [
    `# ${runTitle(plan)}`,
    ...(stage === 'begun'
      ? [
          l10n.t(
            'The run is in progress; this page shows its end. Run `Lockkeeper: Show Deployments` to see its progress.',
          ),
        ]
      : [runSentence(told).headline]),
    ...(plan === undefined ? [] : [planLines(plan, isEnded)]),
    ...section(l10n.t('Objections'), refusals.filter(({ isLifted }) => !isLifted).map(refusalLine)),
    ...section(
      l10n.t('Accepted risks'),
      answeredFor(told).map(({ code, why }) => `- ! **${code}** ${why}`),
    ),
    ...proofParts(proof),
    ...changeParts(changes),
    ...impactParts(impact),
    ...(plan === undefined || isEnded ? [] : stepParts(plan)),
    ...(stage === 'planned' ? [l10n.t('Nothing has happened yet.')] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** What a plan is about, in a few words. */
export function runTitle(plan: ToldPlan | undefined): string {
  if (plan === undefined) return l10n.t('Deployment');
  const { kind, service, environment } = plan;
  switch (kind) {
    case 'rollback':
      return l10n.t('Roll back {0} in {1}', service, environment);
    case 'promote':
      return l10n.t('Promote {0} to {1}', service, environment);
    default:
      return l10n.t('Deploy {0} to {1}', service, environment);
  }
}

function planLines({ commit, previous, tried, reason, approvals }: ToldPlan, isEnded: boolean): string {
  const before = previous ?? l10n.t('nothing known');
  return [
    `- ${l10n.t('Commit: {0}', commit)}`,
    `- ${isEnded ? l10n.t('Ran before: {0}', before) : l10n.t('Runs now: {0}', before)}`,
    ...(tried === undefined || tried === commit
      ? []
      : [`- ${l10n.t('Tested as {0}, which has the same tree', tried)}`]),
    ...(approvals === 0 ? [] : [`- ${l10n.t('Required approvals: {0}', approvals)}`]),
    ...(reason === undefined ? [] : [`- ${l10n.t('Because: {0}', reason)}`]),
  ].join('\n');
}

function refusalLine({ code, isUnknown, why, lift }: Refusal): string {
  return `- ${isUnknown ? '?' : '✗'} **${code}** ${why}\n  → ${lift}`;
}

function proofParts(proof: ToldProof | undefined): readonly string[] {
  if (proof === undefined) return [];
  const { deployed, health, database, corrections } = proof;
  const probes = health.map(({ probe, status, identity }) => {
    const answer = status === 0 ? l10n.t('healthy') : String(status);
    return identity === undefined
      ? `- ✓ ${l10n.t('{0} says {1}.', probe, answer)}`
      : `- ✓ ${l10n.t('{0} says {1}, and reports {2}.', probe, answer, short(identity))}`;
  });
  const platform = [deployed?.id, deployed?.url].filter(Boolean).join(' ');
  const unseen = deployed === undefined ? [] : [`- – ${l10n.t('No probe confirmed that it is healthy.')}`];
  return [
    ...section(l10n.t('Proof'), [
      ...(probes.length > 0 ? probes : unseen),
      ...database.map(
        ({ before, after }) =>
          `- ✓ ${l10n.t('The database says {0}, and said {1} before.', revisions(after), revisions(before))}`,
      ),
      ...(platform === '' ? [] : [`- ${l10n.t('On the platform: {0}', platform)}`]),
    ]),
    ...section(
      l10n.t('In the audit log'),
      corrections.map((message) => `- ${message}`),
    ),
  ];
}

function changeParts(changes: ToldChanges | undefined): readonly string[] {
  if (changes === undefined) return [];
  const { commits, files } = changes;
  const unknown = [`- ? ${l10n.t('It could not be read here. Fetch the whole history.')}`];
  return [
    ...section(l10n.t('Commits that it adds'), commits?.map(commitLine) ?? unknown),
    ...(files === undefined
      ? section(l10n.t('Files'), unknown)
      : [
          ...section(l10n.t('Migrations'), files.migrations.map(fileLine)),
          ...section(l10n.t('Dependencies'), files.dependencies.map(fileLine)),
          ...section(
            l10n.t('Protected files'),
            files.protected.map(({ path, by }) => `${fileLine(path)}: ${by}`),
          ),
        ]),
  ];
}

function impactParts(impact: ToldImpact | undefined): readonly string[] {
  if (impact === undefined) return [];
  const { out, bridge, dependencies, database } = impact;
  const changed = dependencies.filter(({ change }) => change !== 'same');
  const unknown = [`- ? ${l10n.t('It could not be read here. Fetch the whole history.')}`];
  return [
    impactSentence(impact),
    ...(bridge === undefined
      ? []
      : [l10n.t('During the downgrade, {0} runs, which works before and after it.', short(bridge))]),
    ...section(l10n.t('Commits that it removes'), out?.map(commitLine) ?? unknown),
    ...section(
      l10n.t('Dependencies'),
      changed.map(({ path, change }) => `${fileLine(path)}: ${change}`),
    ),
    ...section(l10n.t('Database'), [
      `- ${relationSentence(database)}`,
      ...takenBackLines(database),
      ...database.notes.map((note) => `- ${note}`),
      ...database.losses.map(({ text }) => `- ✗ ${l10n.t('Lost: {0}', text)}`),
    ]),
  ];
}

function impactSentence({ verdict, current, target }: ToldImpact): string {
  const way = l10n.t('From {0} back to {1}.', short(current), short(target));
  switch (verdict) {
    case 'safe':
      return `${way} ${l10n.t('The commit can be deployed unchanged.')}`;
    case 'upgrade-first':
      return `${way} ${l10n.t('It needs revisions that the database lacks: they run first.')}`;
    case 'downgrade-first':
      return `${way} ${l10n.t('Revisions are downgraded before the deploy.')}`;
    default:
      return `${way} ${l10n.t('It cannot roll back there. Roll forward, or resolve the objections.')}`;
  }
}

function relationSentence({ relation, live }: ToldImpact['database']): string {
  const at = live === undefined ? l10n.t('not known') : revisions(live);
  switch (relation) {
    case 'none':
      return l10n.t('There are no migrations.');
    case 'unchanged':
      return l10n.t('The schema stays as it is, at {0}.', at);
    case 'ahead':
      return l10n.t('It is ahead of the commit, at {0}.', at);
    case 'behind':
      return l10n.t('It is behind what the commit needs, at {0}.', at);
    default:
      return l10n.t('Its revision is unknown.');
  }
}

function revisions(ids: readonly string[]): string {
  return ids.length === 0 ? l10n.t('no revision') : ids.join(', ');
}

function takenBackLines({ takenBack }: ToldImpact['database']): readonly string[] {
  return takenBack.length === 0
    ? []
    : [`- ${l10n.t('Downgraded, in this order: {0}', takenBack.join(', '))}`];
}

function stepParts({ steps, back, kind }: ToldPlan): readonly string[] {
  const numbered = (texts: readonly string[]) => texts.map((text, at) => `${at + 1}. ${text}`);
  const person = [l10n.t('A person decides.')];
  return [
    ...section(l10n.t('Steps'), numbered(steps)),
    ...(kind === 'rollback'
      ? []
      : section(l10n.t('If it does not become healthy'), back === undefined ? person : numbered(back))),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${title}`, lines.join('\n')];
}

function commitLine({ id, subject }: CommitLine): string {
  return `- \`${short(id)}\` ${subject}`;
}

function fileLine(path: string): string {
  return `- \`${path}\``;
}
