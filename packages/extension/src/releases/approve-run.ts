import { l10n } from 'vscode';

import { isConfirmed, pageOf, runOf, type ReleaseNeeds } from './carry-out.ts';
import { chooseRun } from './open-run.ts';
import type { OpenRun } from './place.ts';
import type { RunTold, ToldPlan } from './release-answer.ts';
import { short } from './run-text.ts';

/** Signs the plan of a run that waits, once it was read. The program knows whose key that is, and whether they may. */
export async function approveRun(needs: ReleaseNeeds): Promise<RunTold | undefined> {
  const { talk } = needs;
  const title = l10n.t('Approve which deployment?');
  const none = l10n.t('No deployment waits for an approval.');
  const chosen = await chooseRun({ title, none, of: isWaiting }, needs);
  if (chosen === undefined) return undefined;
  const { place, run } = chosen;
  const words = ['approve', run.run];
  const reading = { args: [...words, '--plan'], title: l10n.t('Lockkeeper: reading the plan') };
  const told = await runOf(reading, needs);
  if (told?.plan === undefined) return undefined;
  await talk.show(pageOf(told, 'planned'));
  const { plan } = told;
  const asked = {
    message: question(plan),
    detail: plan.steps.join('\n'),
    button: l10n.t('Approve'),
  };
  if (!(await isConfirmed(asked, place, talk))) return undefined;
  const signing = {
    args: [...words, '--planned', plan.digest, '--yes', '--confirm', place.environment],
    title: l10n.t('Lockkeeper: signing the plan'),
    isActing: true as const,
  };
  return await runOf(signing, needs);
}

function isWaiting({ isActing, approvals, wanted }: OpenRun): boolean {
  return !isActing && approvals < wanted;
}

function question({ kind, commit, environment }: ToldPlan): string {
  return kind === 'rollback'
    ? l10n.t('Approve the rollback of {1} to {0}?', short(commit), environment)
    : l10n.t('Approve the deploy of {0} to {1}?', short(commit), environment);
}
