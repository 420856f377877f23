import { l10n } from 'vscode';

import type { Refusal, RunTold, RunVerdict } from './release-answer.ts';

/** As people name a commit. */
export function short(commit: string): string {
  return commit.slice(0, 10);
}

export interface RunSentence {
  /** Whether nothing has to be looked at. */
  readonly isGood: boolean;
  readonly text: string;
  /** What the page of the run begins with, which need not say that it says more. */
  readonly headline: string;
}

/** What a plan or a run came to, and what to do next. */
export function runSentence(told: RunTold): RunSentence {
  const { verdict, outcome = '' } = told;
  const facts = factsOf(told);
  if (verdict === 'ended') {
    const headline = ENDED[outcome]?.(facts) ?? l10n.t('❌ NOT DEPLOYED ({0}): {1}', outcome, facts.why);
    return { isGood: outcome === 'done' || outcome === 'abandoned', text: headline, headline };
  }
  const headline = VERDICTS[verdict](facts);
  return { isGood: GOOD.includes(verdict), text: [headline, ...moreOnPage(verdict)].join(' '), headline };
}

function moreOnPage(verdict: RunVerdict): readonly string[] {
  switch (verdict) {
    case 'refused':
      return [l10n.t('The page explains how to resolve it.')];
    case 'unknown':
      return [l10n.t('The page lists what could not be checked.')];
    default:
      return [];
  }
}

/** What stands against a run and somebody answers for. A plan that loses rows, or tries again, is made for nobody else. */
export function answeredFor({
  verdict,
  refusals,
  plan,
  impact,
}: RunTold): readonly Pick<Refusal, 'code' | 'why'>[] {
  const losses = verdict === 'ready' ? (impact?.database.losses ?? []) : [];
  const revisions = [...new Set(losses.map(({ revision }) => revision))];
  return [
    ...refusals.filter(({ isLifted }) => isLifted),
    ...revisions.map((revision) => ({
      code: 'R15',
      why: l10n.t('The downgrade of {0} loses rows.', revision),
    })),
    ...(plan?.isRetry === true
      ? [{ code: 'R25', why: l10n.t('The commit failed there before; this is a retry.') }]
      : []),
  ];
}

function factsOf(told: RunTold): RunFacts {
  const { run = '', why = '', refusals, plan, proof } = told;
  const { commit = '', environment: where = '', kind } = plan ?? {};
  return {
    run,
    why,
    codes: codesOf(refusals.filter(({ isLifted }) => !isLifted)),
    answered: codesOf(answeredFor(told)),
    commit: short(commit),
    where,
    isRollback: kind === 'rollback',
    isWell: proof !== undefined && proof.health.length > 0,
  };
}

function codesOf(refusals: readonly Pick<Refusal, 'code'>[]): string {
  return [...new Set(refusals.map(({ code }) => code))].join(', ');
}

interface RunFacts {
  /** Empty: none was begun. */
  readonly run: string;
  readonly why: string;
  /** Numbers of the refusals. */
  readonly codes: string;
  /** Numbers of those that somebody answers for. */
  readonly answered: string;
  readonly commit: string;
  readonly where: string;
  readonly isRollback: boolean;
  /** Whether a probe said so: without one nobody knows. */
  readonly isWell: boolean;
}

const GOOD: readonly RunVerdict[] = ['ready', 'waits', 'approved'];

const VERDICTS: Readonly<Record<Exclude<RunVerdict, 'ended'>, (facts: RunFacts) => string>> = {
  ready: ({ answered }) =>
    answered === ''
      ? l10n.t('✅ No objections.')
      : l10n.t('⚠ No objections except accepted risks ({0}).', answered),
  waits: ({ run }) =>
    run === ''
      ? l10n.t('⏳ Somebody else must approve it before the deploy.')
      : l10n.t(
          '⏳ {0} waits for approval. Ask somebody else for `Lockkeeper: Approve Deployment...` or `lockkeeper approve {0}`; then continue with `Lockkeeper: Resume Deployment...`.',
          run,
        ),
  approved: () => l10n.t('✅ APPROVED: continue with `Lockkeeper: Resume Deployment...`.'),
  refused: ({ codes }) => l10n.t('❌ REFUSED ({0}): nothing was deployed.', codes),
  unknown: ({ codes }) => l10n.t('❌ NOT PROVED ({0}): nothing was deployed.', codes),
  held: ({ why }) => l10n.t('❌ LOCKED: {0}', why),
  stopped: ({ why, run }) =>
    l10n.t('⚠ STOPPED: {0}. Continue with `Lockkeeper: Resume Deployment...` ({1}).', why, run),
  'in-doubt': ({ why, where }) =>
    l10n.t(
      '⚠ IN DOUBT: {0}. Check what runs in {1}, then continue with `Lockkeeper: Resume Deployment...`.',
      why,
      where,
    ),
};

/** By the outcome of a run. */
const ENDED: Readonly<Record<string, (facts: RunFacts) => string>> = {
  done: (facts) => (facts.isWell ? doneAndWell(facts) : doneUnseen(facts)),
  'rolled-back': ({ commit, where, why }) =>
    l10n.t(
      '❌ ROLLED BACK: {0} did not become healthy in {1} ({2}). The previous commit runs again and {0} is on hold: fix it, then promote the fix.',
      commit,
      where,
      why,
    ),
  'rollback-failed': ({ where, why }) =>
    l10n.t(
      '❌ ROLLBACK FAILED: {0}. Check what runs in {1}; it is on hold until somebody releases it.',
      why,
      where,
    ),
  stuck: ({ where, why }) =>
    l10n.t('❌ FAILED: {0}. Check what runs in {1}: it may be a mix of old and new.', why, where),
  abandoned: ({ run, where }) =>
    l10n.t('– ABANDONED: {0} has ended. Nothing was rolled back; check what runs in {1}.', run, where),
  failed: ({ where, why }) => l10n.t('❌ FAILED: {0}. Nothing was changed in {1}.', why, where),
};

function doneAndWell({ commit, where, isRollback }: RunFacts): string {
  return isRollback
    ? l10n.t('✅ ROLLED BACK: {0} runs in {1} again, and is healthy.', commit, where)
    : l10n.t('✅ PROMOTED: {0} runs in {1}, and is healthy.', commit, where);
}

function doneUnseen({ commit, where, isRollback }: RunFacts): string {
  return isRollback
    ? l10n.t(
        '⚠ ROLLED BACK: {0} was deployed to {1} again. No probe confirmed that it is healthy.',
        commit,
        where,
      )
    : l10n.t('⚠ PROMOTED: {0} was deployed to {1}. No probe confirmed that it is healthy.', commit, where);
}
