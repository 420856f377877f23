import { displayText } from '@lockkeeper/policy-core';

import { CliError } from '../../errors/cli-error.ts';
import { problemLines } from '../../errors/error-reporting.ts';

/** Why a hook could not judge, with the problems of the policy where that is why. */
export function failureText(error: unknown): string {
  const message = displayText(error instanceof Error ? error.message : String(error));
  const { problems, texts } = error instanceof CliError ? error.where : { problems: [], texts: {} };
  const lines = problems.flatMap((problem) => problemLines(problem, texts));
  return [message, ...lines].map((line) => `${line}\n`).join('');
}
