import type { World } from '../../world.ts';
import type { AgentCall } from './agent-call.ts';
import type { Answer } from './answer.ts';

/** Loads what judges a call, and for a write what asks git before that. */
export async function judgeCall(
  call: Exclude<AgentCall, { kind: 'no-concern' }>,
  world: World,
): Promise<Answer> {
  if (call.kind === 'write') {
    const { startedWrites } = await import('./started-writes.ts');
    const [started, { judgeWrite }] = await Promise.all([
      startedWrites(call, world),
      import('./judge-write.ts'),
    ]);
    return judgeWrite(call, started, world);
  }
  return (await import('./judge-turn.ts')).judgeTurn(call, world);
}

/** What {@link judgeCall} threw, in lines. */
export async function textOfFailure(error: unknown): Promise<string> {
  const { failureText } = await import('../failure-text.ts');
  return failureText(error);
}
