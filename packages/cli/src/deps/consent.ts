import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

import { planText, type UpgradePlan } from '@lockkeeper/policy-core';

import type { World } from '../world.ts';

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
  const stdin = world.stdin();
  if (!isTerminal(stdin) || !world.stderr.isTerminal) {
    return {
      problem: 'Nobody can be asked here, because this is no terminal. Add --yes to run these commands.',
    };
  }
  world.stderr.write('Run these commands? [y/N] ');
  const answer = await lineFrom(stdin, signal);
  return /^\s*y(?:es)?\s*$/i.test(answer) ? true : { problem: 'The commands were not run, as you said.' };
}

function isTerminal(stream: Readable): boolean {
  return 'isTTY' in stream && stream.isTTY === true;
}

/** Empty when there is none any more. */
function lineFrom(input: Readable, signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    const lines = createInterface({ input, terminal: false });
    const close = () => lines.close();
    signal.addEventListener('abort', close, { once: true });
    lines.once('line', (line) => {
      resolve(line);
      lines.close();
    });
    lines.once('close', () => {
      signal.removeEventListener('abort', close);
      resolve('');
    });
  });
}
