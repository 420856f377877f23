import { type ExitCode } from '../../../exit-codes.ts';
import type { World } from '../../../world.ts';
import { inputText } from '../input-text.ts';
import { letGo, spokenAnswer, type HookAnswer, type SpokenAnswer } from './agent-answer.ts';
import { agentCall, callerOfText } from './agent-call.ts';
import type { AgentId } from './agents.ts';
import type * as judging from './judge-call.ts';

const INPUT = { maxBytes: 10 * 1024 * 1024, withinMs: 10_000 };

/** Less than any agent waits before it goes on without an answer. */
const DEADLINE_MS = 25_000;

/** Loads what judges, which is called only where there is something to judge. */
export type LoadJudge = () => Promise<typeof judging>;

export interface HookEnd {
  readonly exitCode: ExitCode;
  /** Something is still running that nobody waits for any more. */
  readonly isOverdue: boolean;
}

/** `lockkeeper hook <agent>`: refuses what the policy refuses, and whatever it cannot judge. Never rejects. */
export async function runAgentHook(
  configured: AgentId,
  world: World,
  loadJudge: LoadJudge = () => import('./judge-call.ts'),
): Promise<HookEnd> {
  let timer: NodeJS.Timeout | undefined;
  let text = '';
  let isOverdue = false;
  const overdue = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      isOverdue = true;
      reject(new Error('It took too long to judge.'));
    }, DEADLINE_MS);
  });
  const answered = async (): Promise<SpokenAnswer> => {
    text = await inputText(world.stdin(), INPUT);
    return answerTo(text, configured, { world, loadJudge });
  };
  try {
    return { exitCode: speak(await Promise.race([answered(), overdue]), world), isOverdue };
  } catch (error) {
    const message = await failureMessage(error, loadJudge);
    if (isOverdue) await stopEverything(loadJudge);
    const caller = { ...callerOfText(text, configured), configured };
    return { exitCode: speak(spokenAnswer({ kind: 'refuse', message }, caller), world), isOverdue };
  } finally {
    clearTimeout(timer);
  }
}

async function answerTo(
  text: string,
  configured: AgentId,
  { world, loadJudge }: { readonly world: World; readonly loadJudge: LoadJudge },
): Promise<SpokenAnswer> {
  const call = agentCall(text, configured);
  const { agent, moment, isUnattended } = call;
  const caller = { agent, configured, moment, isUnattended };
  if (call.kind === 'no-concern') return spokenAnswer(PASS, caller);
  const answer = await (await loadJudge()).judgeCall(call, world);
  const isLetGo = call.kind === 'turn-end' && call.wasRefused && answer.kind !== 'pass';
  return isLetGo ? letGo(answer, caller) : spokenAnswer(answer, caller);
}

const PASS: HookAnswer = { kind: 'pass', message: '' };

function speak({ exitCode, stdout, stderr }: SpokenAnswer, world: World): ExitCode {
  if (stderr !== '') world.stderr.write(stderr);
  if (stdout !== '') world.stdout.write(stdout);
  return exitCode;
}

/** Whatever is broken, the agent is stopped and told so. */
async function failureMessage(error: unknown, loadJudge: LoadJudge): Promise<string> {
  const headline = 'Lockkeeper stopped this, because it could not judge it.';
  try {
    const { textOfFailure } = await loadJudge();
    return `${headline}\n${await textOfFailure(error)}`;
  } catch {
    return `${headline}\n${error instanceof Error ? error.message : String(error)}\n`;
  }
}

async function stopEverything(loadJudge: LoadJudge): Promise<void> {
  try {
    await (await loadJudge()).stopPrograms();
  } catch {
    // What judges cannot be loaded, so that it has started nothing.
  }
}
