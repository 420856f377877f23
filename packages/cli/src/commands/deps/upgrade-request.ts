import type { UpgradeRequest } from '@lockkeeper/operations';
import { typedCommand, wantedPackage, type WantedPackage } from '@lockkeeper/policy-core/dependencies';

import { CliError } from '../../errors/cli-error.ts';
import type { DepsUpgradeOptions } from './options.ts';

/** What the options ask for. Stops where one of them cannot be read. */
export function requestOf(options: DepsUpgradeOptions): Omit<UpgradeRequest, 'policy'> {
  return {
    pair: options.pair,
    packages: (options.package ?? []).map(packageOf),
    command: options.command === undefined ? undefined : wordsOf('--command', options.command),
    test: testOf(options),
    keep: options.keep === true,
  };
}

function packageOf(written: string): WantedPackage {
  const wanted = wantedPackage(written);
  if (wanted !== undefined) return wanted;
  throw new CliError(
    'usage',
    `--package ${JSON.stringify(written)} is not valid. Write a name, such as httpx, or a name with a version, such as httpx==0.28.1.`,
  );
}

function testOf({ test }: DepsUpgradeOptions): UpgradeRequest['test'] {
  if (test === false) return 'none';
  return test === undefined ? 'from-policy' : wordsOf('--test', test);
}

function wordsOf(option: string, text: string): NonNullable<UpgradeRequest['command']> {
  const typed = typedCommand(text);
  if (typed.kind === 'words') return typed.words;
  throw new CliError(
    'usage',
    `The command of ${option} cannot be run: ${typed.problem}. Write one program and its arguments.`,
  );
}
