import { EXIT, type ExitCode } from '../../../exit-codes.ts';
import type { World } from '../../../world.ts';
import { inputText } from '../input-text.ts';
import { agentCall } from './agent-call.ts';
import type * as judging from './judge-call.ts';

/** The one exit code that stops Claude Code; with any other it goes on. */
const STOPS = EXIT.notJudged;

const INPUT = { maxBytes: 10 * 1024 * 1024, withinMs: 10_000 };

/** Less than what Claude Code waits before it goes on without an answer. */
const DEADLINE_MS = 25_000;

/** Loads what judges, which is called only where there is something to judge. */
export type LoadJudge = () => Promise<typeof judging>;

/** `lockkeeper hook claude-code`: refuses what the policy refuses, and whatever it cannot judge. Never rejects. */
export async function runClaudeCodeHook(
  world: World,
  loadJudge: LoadJudge = () => import('./judge-call.ts'),
): Promise<ExitCode> {
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('It took too long to judge.')), DEADLINE_MS);
  });
  try {
    return await Promise.race([answer(world, loadJudge), overdue]);
  } catch (error) {
    world.stderr.write(await toldFailure(error, loadJudge));
    return STOPS;
  } finally {
    clearTimeout(timer);
  }
}

async function answer(world: World, loadJudge: LoadJudge): Promise<ExitCode> {
  const call = agentCall(await inputText(world.stdin(), INPUT));
  if (call.kind === 'no-concern') return EXIT.ok;
  const { judgeCall } = await loadJudge();
  const { isRefused, message } = await judgeCall(call, world);
  if (message !== '') world.stderr.write(message);
  // Refused a second time the agent would go round in circles: now a person has to look.
  const isLetGo = call.kind === 'turn-end' && call.wasRefused;
  return isRefused && !isLetGo ? STOPS : EXIT.ok;
}

/** Whatever is broken, the agent is stopped and told so. */
async function toldFailure(error: unknown, loadJudge: LoadJudge): Promise<string> {
  const headline = 'Lockkeeper stopped this, because it could not judge it.';
  try {
    const { textOfFailure } = await loadJudge();
    return `${headline}\n${await textOfFailure(error)}`;
  } catch {
    return `${headline}\n${error instanceof Error ? error.message : String(error)}\n`;
  }
}
