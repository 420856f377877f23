import { l10n } from 'vscode';

import { answerOf, type ReleaseNeeds } from './carry-out.ts';
import { reasonFor } from './choose.ts';

/** Something that is written into the audit log, once somebody has given a reason and said yes. */
export interface LogNote {
  readonly question: string;
  readonly button: string;
  /** The command without its reason. */
  readonly words: readonly string[];
  /** Said once it is done. */
  readonly done: string;
}

/** Whether it was written. */
export async function writeNote(note: LogNote, needs: ReleaseNeeds): Promise<boolean> {
  const { talk } = needs;
  const { question, button, words, done } = note;
  const reason = await reasonFor(question, talk);
  if (reason === undefined || !(await talk.agreed({ message: question, detail: reason, button })))
    return false;
  const args = [...words, '--reason', reason];
  const call = { args, title: l10n.t('Lockkeeper: writing the audit log'), isActing: true as const };
  const answer = await answerOf(call, needs);
  if (answer?.verdict !== 'noted') return false;
  talk.say(done);
  return true;
}
