import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

import type { World } from '../world.ts';

/** Whether the user says yes to a question. `nobody`: this is no terminal, and nobody is not a yes. */
export async function confirm(
  question: string,
  { world, signal }: { readonly world: Pick<World, 'stdin' | 'stderr'>; readonly signal?: AbortSignal },
): Promise<'yes' | 'no' | 'nobody'> {
  const stdin = world.stdin();
  if (!isTerminal(stdin) || !world.stderr.isTerminal) return 'nobody';
  world.stderr.write(`${question} [y/N] `);
  const answer = await lineFrom(stdin, signal);
  return /^\s*y(?:es)?\s*$/i.test(answer) ? 'yes' : 'no';
}

function isTerminal(stream: Readable): boolean {
  return 'isTTY' in stream && stream.isTTY === true;
}

/** Empty when there is none any more. */
function lineFrom(input: Readable, signal: AbortSignal | undefined): Promise<string> {
  return new Promise((resolve) => {
    const lines = createInterface({ input, terminal: false });
    const close = () => lines.close();
    signal?.addEventListener('abort', close, { once: true });
    lines.once('line', (line) => {
      resolve(line);
      lines.close();
    });
    lines.once('close', () => {
      signal?.removeEventListener('abort', close);
      resolve('');
    });
  });
}
