import type { CommandInput } from '../../system/run-command.ts';
import { gitProblem, type RunGitCommand } from './git-command.ts';
import { objectStream, type GitObject } from './object-stream.ts';

/** Asks for one object; the answer may lead to more questions. */
export interface ObjectRequest {
  /** An id, or a name such as `<commit>^{tree}`; without line ends. */
  readonly name: string;
  answered(object: GitObject | Unavailable): readonly ObjectRequest[];
}

export interface Unavailable {
  readonly kind: 'unavailable';
  readonly reason: string;
}

/** In a partial clone git ends at each object it lacks; this often it is started again. */
const MAX_RESTARTS = 20;

/** Contents over `limit` bytes are not kept. One git process answers all questions, in order. */
export async function readObjects(
  git: RunGitCommand,
  limit: number,
  questions: readonly ObjectRequest[],
): Promise<void> {
  let waiting = questions;
  for (let restarts = 0; waiting.length > 0; restarts += 1) {
    const { left, reason, onlyFirstLost } = await ask(git, limit, waiting);
    const lost = onlyFirstLost && restarts < MAX_RESTARTS ? left.slice(0, 1) : left;
    for (const question of lost) question.answered({ kind: 'unavailable', reason });
    waiting = left.slice(lost.length);
  }
}

interface Interruption {
  readonly left: readonly ObjectRequest[];
  readonly reason: string;
  readonly onlyFirstLost: boolean;
}

async function ask(
  git: RunGitCommand,
  limit: number,
  questions: readonly ObjectRequest[],
): Promise<Interruption> {
  const waiting = [...questions];
  const readChunk = objectStream(limit);
  let next = 0;
  let understood = true;

  /** Passes an answer on and returns what it makes us ask. */
  function pass(object: GitObject): readonly ObjectRequest[] {
    const question = waiting[next];
    understood = object.kind !== 'not-understood' && question !== undefined;
    if (!understood || question === undefined) return [];
    next += 1;
    const more = question.answered(object);
    waiting.push(...more);
    return more;
  }

  const outcome = await git(['cat-file', '--batch'], {
    conversation: {
      start: (input) => writeNames(input, questions),
      hear: (chunk, input) => {
        for (const object of readChunk(chunk)) writeNames(input, pass(object));
        if (next === waiting.length || !understood) input.end();
      },
    },
  });
  const died = outcome.kind === 'exited' && outcome.code !== 0;
  return {
    left: waiting.slice(next),
    reason: understood ? gitProblem(outcome) : 'git answered in a form that is not understood',
    onlyFirstLost: died && /promisor|lazy fetching/.test(outcome.stderr),
  };
}

function writeNames(input: CommandInput, questions: readonly ObjectRequest[]): void {
  if (questions.length > 0) input.write(questions.map(({ name }) => `${name}\n`).join(''));
}
