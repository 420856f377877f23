import { setImmediate } from 'node:timers/promises';

import type { World } from '../../../world.ts';
import type { HookAnswer } from './agent-answer.ts';
import type { AgentCall } from './agent-call.ts';
import type * as judgingWrites from './judge-write.ts';

/** Loads what judges a call, and for a write what asks git before that. */
export async function judgeCall(
  call: Exclude<AgentCall, { kind: 'no-concern' }>,
  world: World,
): Promise<HookAnswer> {
  if (call.kind === 'session-start') return (await import('./record-session.ts')).recordSession(call, world);
  if (call.kind === 'turn-end') return (await import('./judge-turn.ts')).judgeTurn(call, world);
  const { filesReached, prefetchWrites } = await import('./prefetched-write.ts');
  const files = await filesReached(call, world);
  const [started, { judgeWrite }] = await Promise.all([prefetchWrites(call, files, world), loadJudgeWrite()]);
  return judgeWrite(call, started, world);
}

/**
 * `import()` blocks the event loop. Git was asked before, and its answers are handled between two imports, so that it
 * is asked the next question while the rest is loaded.
 */
async function loadJudgeWrite(): Promise<typeof judgingWrites> {
  await yieldToEventLoop();
  await import('./policy-reading.ts');
  await yieldToEventLoop();
  return import('./judge-write.ts');
}

/** Git's answer arrives as three events: its text, the end of its text, the end of its process. Each takes a turn or two. */
async function yieldToEventLoop(): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) await setImmediate();
}

/** What {@link judgeCall} threw, in lines. */
export async function textOfFailure(error: unknown): Promise<string> {
  const { failureText } = await import('../failure-text.ts');
  return failureText(error);
}

/** Ends every program that was started to judge. */
export async function stopPrograms(): Promise<void> {
  const { stopRunningCommands } = await import('./running-commands.ts');
  stopRunningCommands();
}
