import { l10n } from 'vscode';

import { isConfirmed, runOf, type ReleaseNeeds } from './carry-out.ts';
import { reasonFor } from './choose.ts';
import { chooseRun } from './open-run.ts';
import type { RunTold } from './release-answer.ts';

/** Ends a run that nobody goes on with. `undefined` where nothing was done. */
export async function abandonRun(needs: ReleaseNeeds): Promise<RunTold | undefined> {
  const { talk } = needs;
  const title = l10n.t('Give up which deployment?');
  const none = l10n.t('No deployment is open: there is nothing to give up.');
  const chosen = await chooseRun({ title, none }, needs);
  if (chosen === undefined) return undefined;
  const { place, run } = chosen;
  const message = l10n.t('Give up {0}?', run.run);
  const reason = await reasonFor(message, talk);
  if (reason === undefined) return undefined;
  const detail = run.isActing
    ? l10n.t(
        'It is under way, and nothing is brought back: what runs there may be neither the old nor the new.',
      )
    : l10n.t('It has not begun to act: nothing was changed. Approvals of it are lost.');
  if (!(await isConfirmed({ message, detail, button: l10n.t('Give Up') }, place, talk))) return undefined;
  const args = ['abandon', run.run, '--reason', reason];
  const call = { args, title: l10n.t('Lockkeeper: writing it into the log'), isActing: true as const };
  return await runOf(call, needs);
}
