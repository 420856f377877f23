import { displayText, type PolicyProblem } from '@lockkeeper/policy-core';

import { codeFrameLines } from './code-frame-lines.ts';
import type { ExitCode } from '../exit-codes.ts';
import { toCliError, type CliError } from './cli-error.ts';
import type { World } from '../world.ts';

/** Runs a command; where it gives no verdict, that is told. */
export async function reportingErrors(
  format: string,
  world: Pick<World, 'stdout' | 'stderr'>,
  run: () => Promise<ExitCode>,
): Promise<ExitCode> {
  try {
    return await run();
  } catch (error) {
    return reportFailure(toCliError(error), format, world);
  }
}

/** Tells it to people on the error stream, and to programs that ask for JSON on the output. */
export function reportFailure(
  failure: CliError,
  format: string | undefined,
  { stdout, stderr }: Pick<World, 'stdout' | 'stderr'>,
): ExitCode {
  stderr.write(`${errorText(failure)}\n`);
  if (format === 'json') stdout.write(`${JSON.stringify(errorObject(failure), undefined, 2)}\n`);
  return failure.exitCode;
}

export function problemLines({ message, at }: PolicyProblem, text: string): string[] {
  const place = `${displayText(at.path)}:${at.start.line + 1}:${at.start.character + 1}`;
  return [`${place} ${displayText(message)}`, ...codeFrameLines(at, text)];
}

function errorText({ message, where: { problems, text } }: CliError): string {
  return [message, ...problems.flatMap((problem) => problemLines(problem, text))].join('\n');
}

function errorObject({ kind, message, where: { problems } }: CliError): object {
  return {
    schema_version: 1,
    verdict: 'undetermined',
    error: { kind, message, problems: problems.map(jsonProblem) },
  };
}

function jsonProblem({ message, at: { path, start, end } }: PolicyProblem): object {
  return {
    message,
    path,
    line: start.line + 1,
    column: start.character + 1,
    end_line: end.line + 1,
    end_column: end.character + 1,
  };
}
