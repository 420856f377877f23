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

/** @param texts by path; of a file that is none of them no line is shown */
export function problemLines(
  { message, at, chain = [] }: PolicyProblem,
  texts: Readonly<Record<string, string>>,
): string[] {
  const place = `${displayText(at.path)}:${at.start.line + 1}:${at.start.character + 1}`;
  const text = texts[at.path];
  return [
    `${place} ${displayText(message)}`,
    ...chain.map((step) => `  extended at ${displayText(step.path)}:${step.start.line + 1}`),
    ...(text === undefined ? [] : codeFrameLines(at, text)),
  ];
}

function errorText({ message, where: { problems, texts } }: CliError): string {
  return [message, ...problems.flatMap((problem) => problemLines(problem, texts))].join('\n');
}

function errorObject({ kind, message, where: { problems } }: CliError): object {
  return {
    schema_version: 1,
    verdict: 'undetermined',
    error: { kind, message, problems: problems.map(jsonProblem) },
  };
}

function jsonProblem({ message, at: { path, start, end }, chain }: PolicyProblem): object {
  return {
    message,
    path,
    line: start.line + 1,
    column: start.character + 1,
    end_line: end.line + 1,
    end_column: end.character + 1,
    ...(chain && { extended_at: chain.map((step) => ({ path: step.path, line: step.start.line + 1 })) }),
  };
}
