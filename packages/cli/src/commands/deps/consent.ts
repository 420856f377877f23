import { planText, type UpgradePlan } from '@lockkeeper/policy-core/dependencies';

import { confirm } from '../../io/prompt.ts';
import type { World } from '../../world.ts';

interface Given {
  /** The user said so beforehand. */
  readonly yes: boolean;
  readonly world: Pick<World, 'stdin' | 'stderr'>;
  readonly signal: AbortSignal;
}

/** Shows what would be run, and asks. Nobody to ask is not a yes. */
export async function askConsent(
  plan: UpgradePlan,
  { yes, world, signal }: Given,
): Promise<true | { readonly problem: string }> {
  world.stderr.write(planText(plan));
  if (yes) return true;
  const answer = await confirm('Run these commands?', { world, signal });
  if (answer === 'nobody')
    return {
      problem: 'Nobody can be asked here, because this is no terminal. Add --yes to run these commands.',
    };
  return answer === 'yes' ? true : { problem: 'The commands were not run, as you said.' };
}
