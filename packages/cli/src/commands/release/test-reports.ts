import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { displayText } from '@lockkeeper/policy-core';

import { CliError } from '../../errors/cli-error.ts';
import { failureReason } from '../../errors/failure-reason.ts';
import type { World } from '../../world.ts';
import { readJunitReport } from './junit-report.ts';
import type { OpenReleases } from './open-place.ts';
import type { DeployOptions } from './options.ts';
import { writeNote } from './write-note.ts';

/** Reports of tests, such as `backend=report.xml`, become entries of the log: what they count is held against the policy. */
export async function noteTests(
  opened: OpenReleases,
  { commit, options }: { readonly commit: string; readonly options: Pick<DeployOptions, 'tests'> },
): Promise<void> {
  for (const named of options.tests ?? []) {
    const [suite = '', ...rest] = named.split('=');
    const file = rest.join('=');
    if (suite === '' || file === '')
      throw new CliError('usage', `--tests ${displayText(named)} names no report. Write it as SUITE=FILE.`);
    const text = await textOf(file, opened.world);
    const counts = readJunitReport(text);
    if (counts.kind === 'unreadable')
      throw new CliError('usage', `${displayText(file)} is no JUnit report: ${counts.why}.`);
    const { total, failed, skipped } = counts;
    const report = `sha256:${createHash('sha256').update(text).digest('hex')}`;
    await writeNote(opened, {
      event: 'commit.tested',
      data: { sha: commit, suite, total, failed, skipped, report },
    });
  }
}

async function textOf(file: string, { cwd }: World): Promise<string> {
  try {
    return await readFile(path.resolve(cwd, file), 'utf8');
  } catch (error) {
    throw new CliError('usage', `${displayText(file)} cannot be read: ${failureReason(error)}.`);
  }
}
