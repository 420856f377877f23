import { setImmediate } from 'node:timers/promises';

import type { World } from '../../../world.ts';
import type { AgentCall } from './agent-call.ts';
import type { Answer } from './answer.ts';
import type * as judgingWrites from './judge-write.ts';

/** Loads what judges a call, and for a write what asks git before that. */
export async function judgeCall(
  call: Exclude<AgentCall, { kind: 'no-concern' }>,
  world: World,
): Promise<Answer> {
  if (call.kind === 'turn-end') return (await import('./judge-turn.ts')).judgeTurn(call, world);
  const { filesOf, startedWrites } = await import('./started-writes.ts');
  const files = await filesOf(call, world);
  const [started, { judgeWrite }] = await Promise.all([startedWrites(files, world), loadedMeanwhile()]);
  return judgeWrite(call, started, world);
}

/** Nothing else happens while something is loaded: git is asked before, and asked on in the middle of it. */
async function loadedMeanwhile(): Promise<typeof judgingWrites> {
  await heardOf();
  await import('./policy-reading.ts');
  await heardOf();
  return import('./judge-write.ts');
}

/** An answer that is there takes a few turns to be heard: its text, its end, the end of the process. */
async function heardOf(): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) await setImmediate();
}

/** What {@link judgeCall} threw, in lines. */
export async function textOfFailure(error: unknown): Promise<string> {
  const { failureText } = await import('../failure-text.ts');
  return failureText(error);
}
