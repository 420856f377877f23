import type { ProcessEnding } from '../cli/run-process.ts';

export interface RecordedCall {
  readonly args: readonly string[];
}

/** A program that answers by its arguments; what it was asked is in `calls`. */
export function scriptedProgram(answers: Readonly<Record<string, string | ProcessEnding>>) {
  const calls: RecordedCall[] = [];
  const run = async (call: RecordedCall): Promise<ProcessEnding> => {
    calls.push(call);
    const answer = answers[call.args.join(' ')] ?? '';
    return typeof answer === 'string' ? ended(answer) : answer;
  };
  return { calls, run };
}

export function ended(stdout: string, exitCode = 0, stderr = ''): ProcessEnding {
  return { kind: 'ended', exitCode, stdout, stderr };
}
