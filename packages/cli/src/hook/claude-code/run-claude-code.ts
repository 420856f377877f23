import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { World } from '../../world.ts';
import { inputText } from '../input-text.ts';
import { agentCall, type AgentCall } from './agent-call.ts';
import type { Answer } from './answer.ts';

/** The one exit code that stops Claude Code; with any other it goes on. */
const STOPS = EXIT.notJudged;

const INPUT = { maxBytes: 10 * 1024 * 1024, withinMs: 10_000 };

/** Less than what Claude Code waits before it goes on without an answer. */
const DEADLINE_MS = 25_000;

/** `lockkeeper hook claude-code`: refuses what the policy refuses, and whatever it cannot judge. Never rejects. */
export async function runClaudeCodeHook(world: World): Promise<ExitCode> {
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('It took too long to judge.')), DEADLINE_MS);
  });
  try {
    return await Promise.race([answer(world), overdue]);
  } catch (error) {
    world.stderr.write(await toldFailure(error));
    return STOPS;
  } finally {
    clearTimeout(timer);
  }
}

async function answer(world: World): Promise<ExitCode> {
  const call = agentCall(await inputText(world.stdin(), INPUT));
  if (call.kind === 'no-concern') return EXIT.ok;
  const { isRefused, message } = await judge(call, world);
  if (message !== '') world.stderr.write(message);
  // Refused a second time the agent would go round in circles: now a person has to look.
  const isLetGo = call.kind === 'turn-end' && call.wasRefused;
  return isRefused && !isLetGo ? STOPS : EXIT.ok;
}

/** Loads what judges only where there is something to judge. */
async function judge(call: Exclude<AgentCall, { kind: 'no-concern' }>, world: World): Promise<Answer> {
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

/** Whatever is broken, the agent is stopped and told so. */
async function toldFailure(error: unknown): Promise<string> {
  const headline = 'Lockkeeper stopped this, because it could not judge it.';
  try {
    const { failureText } = await import('../failure-text.ts');
    return `${headline}\n${failureText(error)}`;
  } catch {
    return `${headline}\n${error instanceof Error ? error.message : String(error)}\n`;
  }
}
