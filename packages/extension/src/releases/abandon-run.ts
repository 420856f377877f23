import { l10n } from 'vscode';

import { isConfirmed, runOf, type ReleaseNeeds } from './carry-out.ts';
import { reasonFor } from './choose.ts';
import { chooseRun } from './open-run.ts';
import type { RunTold } from './release-answer.ts';

/** Ends a run that nobody goes on with. `undefined` where nothing was done. */
export async function abandonRun(needs: ReleaseNeeds): Promise<RunTold | undefined> {
  const { talk } = needs;
  const title = l10n.t('Abandon which deployment?');
  const none = l10n.t('No deployment is open, so there is nothing to abandon.');
  const chosen = await chooseRun({ title, none }, needs);
  if (chosen === undefined) return undefined;
  const { place, run } = chosen;
  const message = l10n.t('Abandon {0}?', run.run);
  const reason = await reasonFor(message, talk);
  if (reason === undefined) return undefined;
  const detail = run.isActing
    ? l10n.t('It is running, and abandoning reverts nothing: a mix of old and new may run there.')
    : l10n.t('It has not started, so nothing was changed. It loses its approvals.');
  if (!(await isConfirmed({ message, detail, button: l10n.t('Abandon') }, place, talk))) return undefined;
  const args = ['abandon', run.run, '--reason', reason];
  const call = { args, title: l10n.t('Lockkeeper: writing the audit log'), isActing: true as const };
  return await runOf(call, needs);
}
