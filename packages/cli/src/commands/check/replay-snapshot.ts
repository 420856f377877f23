import { readFile } from 'node:fs/promises';
import path from 'node:path';

import type { Seen } from '@lockkeeper/operations/observe';
import { loadPolicy, parseSnapshot, type Stage } from '@lockkeeper/policy-core';
import { baseContents } from '@lockkeeper/policy-core/observe';

import { failureReason } from '../../errors/failure-reason.ts';
import { CliError } from '../../errors/cli-error.ts';

export interface ReplayedSnapshot {
  readonly seen: Seen;
  readonly stage: Stage;
  /** The version that saved it. */
  readonly toolVersion: string;
}

/** @param file as the user wrote it, relative to `cwd` */
export async function readSnapshot(file: string, cwd: string): Promise<ReplayedSnapshot> {
  const text = await readFile(path.resolve(cwd, file), 'utf8').catch((error: unknown) => {
    throw new CliError('usage', `The snapshot ${file} cannot be read: ${failureReason(error)}.`);
  });
  const parsed = parseSnapshot(text);
  if (parsed.kind === 'problem') throw unusable(file, parsed.problem);
  const {
    policy: saved,
    baseline,
    notices,
    observations,
    stage,
    tool_version: toolVersion,
  } = parsed.snapshot;
  const policy = loadPolicy({ path: saved.path, text: saved.text, bases: baseContents(saved.bases ?? []) });
  if (policy.kind === 'invalid') throw unusable(file, 'the policy in it is not valid');
  return {
    seen: {
      kind: 'seen',
      policy,
      policyText: saved.text,
      policyOrigin: saved.origin,
      bootstrap: saved.bootstrap,
      baseline: baseline ?? undefined,
      observations,
      notices,
    },
    stage,
    toolVersion,
  };
}

function unusable(file: string, problem: string): CliError {
  return new CliError(
    'usage',
    `${file} is not a snapshot that can be replayed: ${problem}. Make one with \`lockkeeper check --save-snapshot FILE\`.`,
  );
}
