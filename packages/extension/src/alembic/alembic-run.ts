import { l10n } from 'vscode';

import type { ProcessEnding } from '../cli/run-process.ts';

/** Runs the user's Alembic where its configuration lies, with the address of the database that is meant. */
export type AlembicRun = (call: {
  readonly args: readonly string[];
  /** What the notification says meanwhile. */
  readonly title: string;
}) => Promise<ProcessEnding>;

/** What a run came to; `problem` is sentences. */
export type AlembicOutcome =
  | { readonly kind: 'done'; readonly output: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly problem: string };

export function alembicOutcome(ending: ProcessEnding): AlembicOutcome {
  switch (ending.kind) {
    case 'cancelled':
      return ending;
    case 'timed-out':
      return failed(l10n.t('Alembic took longer than {0} s.', ending.seconds));
    case 'broken':
      return failed(
        l10n.t('Alembic {0}. Set lockkeeper.alembic to the command that starts it.', ending.problem),
      );
    case 'ended':
      return ending.exitCode === 0
        ? { kind: 'done', output: ending.stdout }
        : failed(l10n.t('Alembic failed: {0}', failureIn(ending)));
  }
}

function failed(problem: string): AlembicOutcome {
  return { kind: 'failed', problem };
}

/** What Alembic says itself, else where Python says what went wrong. */
function failureIn({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }): string {
  const lines = `${stdout}\n${stderr}`.split('\n').map((line) => line.trim());
  return lines.find((line) => /^(?:FAILED|ERROR)\b/.test(line)) ?? lines.findLast(Boolean) ?? '';
}

/** What `alembic current --verbose` tells. */
export interface CurrentState {
  /** Where it is connected to, without the password; `undefined` where it does not say. */
  readonly address: string | undefined;
  /** None where the database is at none. */
  readonly revisions: readonly string[];
}

export function currentState(output: string): CurrentState {
  return {
    address: /^Current revision\(s\) for (\S+):\s*$/m.exec(output)?.[1],
    revisions: Array.from(output.matchAll(/^Rev: (\S+)/gm), ([, id = '']) => id),
  };
}

/** The file that `alembic revision` says it wrote, as it is named there. */
export function generatedFile(output: string): string | undefined {
  return /Generating (.+?\.py) \.\.\./.exec(output)?.[1];
}
