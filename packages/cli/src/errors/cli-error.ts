import type { PolicyProblem } from '@lockkeeper/policy-core';

import { EXIT, type ExitCode } from '../exit-codes.ts';

export type CliErrorKind = 'usage' | 'no-policy' | 'invalid-policy' | 'not-judged' | 'technical';

interface InText {
  readonly problems: readonly PolicyProblem[];
  /** Texts that they point into, by path. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Ends a command without a verdict. Its message is sentences for the person who started it. */
export class CliError extends Error {
  readonly kind: CliErrorKind;
  readonly exitCode: ExitCode;
  readonly where: InText;

  constructor(kind: CliErrorKind, message: string, where: InText = { problems: [], texts: {} }) {
    super(message);
    this.kind = kind;
    this.exitCode = kind === 'technical' ? EXIT.technical : EXIT.notJudged;
    this.where = where;
  }
}

/** Nothing a program does may look like a verdict: what nobody foresaw is a technical error. */
export function toCliError(error: unknown): CliError {
  if (error instanceof CliError) return error;
  const what = error instanceof Error ? error.message : String(error);
  return new CliError(
    'technical',
    `Lockkeeper failed unexpectedly: ${what.replace(/\.$/, '')}. This is a fault of Lockkeeper. Run \`lockkeeper check --save-snapshot snapshot.json\` and report it with that file.`,
  );
}
