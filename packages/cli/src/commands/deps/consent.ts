import { confirm } from '../../io/prompt.ts';
import type { World } from '../../world.ts';

interface Given {
  /** The user said so beforehand. */
  readonly yes: boolean;
  readonly world: Pick<World, 'stdin' | 'stderr'>;
  readonly signal: AbortSignal;
}

/** What is asked about, in the words of the question and of both answers that are no yes. */
interface Question {
  readonly question: string;
  readonly unasked: string;
  readonly declined: string;
}

export const RUN_COMMANDS: Question = {
  question: 'Run these commands?',
  unasked: 'Add --yes to run these commands.',
  declined: 'The commands were not run, as you said.',
};

export const DO_ALL_OF_IT: Question = {
  question: 'Do all of this?',
  unasked: 'Add --yes to do all of this.',
  declined: 'Nothing was done, as you said.',
};

/** Shows what would be done, and asks. Nobody to ask is not a yes. */
export async function askConsent(
  plan: string,
  { question, unasked, declined }: Question,
  { yes, world, signal }: Given,
): Promise<true | { readonly problem: string }> {
  world.stderr.write(plan);
  if (yes) return true;
  const answer = await confirm(question, { world, signal });
  if (answer === 'nobody')
    return { problem: `Nobody can be asked here, because this is no terminal. ${unasked}` };
  return answer === 'yes' ? true : { problem: declined };
}
