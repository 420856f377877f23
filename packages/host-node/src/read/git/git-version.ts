import { observed, type Known } from '@lockkeeper/policy-core';

import { runCommand } from '../../system/run-command.ts';
import { gitEnvironment, printed } from './git-command.ts';

const TIMEOUT_MS = 10_000;

/** What git says of itself, such as `git version 2.39.5`. */
export async function gitVersion(): Promise<Known<string>> {
  const env = gitEnvironment(process.env);
  const said = printed(await runCommand({ program: 'git', args: ['--version'], env, timeoutMs: TIMEOUT_MS }));
  return said.known ? observed(said.value.toString('utf8').trim()) : said;
}
