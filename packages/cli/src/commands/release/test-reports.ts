import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { displayText } from '@lockkeeper/policy-core';
import {
  entryAfter,
  type KnownEvent,
  type LogEntry,
  type LogHead,
} from '@lockkeeper/policy-core/deployment/audit-log';

import { CliError } from '../../errors/cli-error.ts';
import { failureReason } from '../../errors/failure-reason.ts';
import type { World } from '../../world.ts';
import { readJunitReport } from './junit-report.ts';
import type { OpenReleases } from './open-place.ts';
import type { DeployOptions } from './options.ts';
import { writeNote } from './write-note.ts';

/**
 * Reports of tests, such as `backend=report.xml`, become entries of the log: what they count is held against the policy. Where
 * nothing is to be done they are only counted.
 */
export async function withTestReports(
  opened: OpenReleases,
  commit: string,
  { tests = [], plan }: Pick<DeployOptions, 'tests' | 'plan'>,
): Promise<OpenReleases> {
  if (tests.length === 0) return opened;
  const events = await Promise.all(tests.map(async (named) => await testEvent(named, commit, opened)));
  if (plan !== true) for (const event of events) await writeNote(opened, event);
  return { ...opened, entries: [...opened.entries, ...asEntries(events, opened)] };
}

type TestEvent = Extract<KnownEvent, { event: 'commit.tested' }>;

async function testEvent(named: string, commit: string, { world }: OpenReleases): Promise<TestEvent> {
  const [suite = '', ...rest] = named.split('=');
  const file = rest.join('=');
  if (suite === '' || file === '')
    throw new CliError('usage', `--tests ${displayText(named)} names no report. Write it as SUITE=FILE.`);
  const text = await textOf(file, world);
  const counts = readJunitReport(text);
  if (counts.kind === 'unreadable')
    throw new CliError('usage', `${displayText(file)} is no JUnit report: ${counts.why}.`);
  const { total, failed, skipped } = counts;
  const report = `sha256:${createHash('sha256').update(text).digest('hex')}`;
  return { event: 'commit.tested', data: { sha: commit, suite, total, failed, skipped, report } };
}

/** As they stand in the log, or would, behind all that was read of it. */
function asEntries(
  events: readonly TestEvent[],
  { entries, trail, repository }: OpenReleases,
): readonly LogEntry[] {
  const ts = repository.observers.clock.now();
  let head: LogHead = entries.at(-1) ?? { seq: 0, hash: '' };
  return events.map((event) => {
    const entry = entryAfter(head, { ...event, ts, actor: trail.actor });
    head = entry;
    return entry;
  });
}

async function textOf(file: string, { cwd }: World): Promise<string> {
  try {
    return await readFile(path.resolve(cwd, file), 'utf8');
  } catch (error) {
    throw new CliError('usage', `${displayText(file)} cannot be read: ${failureReason(error)}.`);
  }
}
