import { afterAttempt, readBanner, runReport, stateText } from '@lockkeeper/policy-core/update';

import type { HostOutcome, HostVersion } from '../ports/index.ts';
import { profileOf } from './profile-files.ts';
import { firstVersion } from './update-sight.ts';
import type { LoggedUpdate } from './update-log.ts';
import type { UpdateTools } from './update-tools.ts';

const DONE = { kind: 'done' } as const;
const VERSION = 'version.json';
const STATE = 'update_state.json';
const BANNER = 'banner.json';
/** What `version.json` said before it was confirmed. */
const BEFORE = 'version.before.json';

/** Writes down that the new version is what runs here. Where that was written before, it stays as it is. */
export async function confirmVersion(
  { from, target }: { readonly from: HostVersion; readonly target: HostVersion },
  tools: UpdateTools,
): Promise<HostOutcome> {
  const { meta } = tools;
  const { version: before } = await profileOf(tools);
  if (before !== undefined && isSame(before, target)) return DONE;
  const { wall: at } = await tools.now();
  // What is checked out is the new version by now.
  const old = before ?? firstVersion(from.commit);
  await meta.write(BEFORE, stateText(old));
  await meta.write(VERSION, stateText(afterAttempt(old, { ...target, at, result: 'updated', why: null })));
  return DONE;
}

/** What was written before comes back; where it was never replaced, it stays. */
export async function unconfirmVersion(target: HostVersion, tools: UpdateTools): Promise<HostOutcome> {
  const { meta } = tools;
  const { version } = await profileOf(tools);
  if (version === undefined || !isSame(version, target)) return DONE;
  const before = await meta.read(BEFORE);
  if (before.kind !== 'text') return { kind: 'failed', why: `${BEFORE} is not there` };
  await meta.write(VERSION, before.text);
  return DONE;
}

/** What runs may be released once more under a new number. */
function isSame(one: HostVersion, other: HostVersion): boolean {
  return one.commit === other.commit && one.version === other.version;
}

/** Tells how the run ended, in every place where somebody looks. */
export async function reportRun(run: LoggedUpdate, tools: UpdateTools): Promise<HostOutcome> {
  const { meta, settings } = tools;
  const { version, state } = await profileOf(tools);
  const earlier = readBanner(BANNER, await meta.read(BANNER));
  const report = runReport({
    banner: earlier.kind === 'read' ? earlier.value : undefined,
    run,
    version,
    state,
    now: await tools.now(),
    settings,
    profile: tools.profile,
    limits: {
      intervalMinutes: settings.interval_minutes,
      maxFailuresPerDay: settings.max_failures_per_day,
      jitter: tools.jitter(),
    },
  });
  // What decides whether it is tried again comes first.
  await meta.write(STATE, report.state);
  if (report.version !== undefined) await meta.write(VERSION, report.version);
  if (report.banner !== undefined) await meta.write(BANNER, report.banner);
  await meta.write('update.prom', report.metrics);
  await tools.say({ run: run.plan.id, ...report });
  return DONE;
}
