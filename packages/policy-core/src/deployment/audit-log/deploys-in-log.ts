import type { DeployPlace } from '../../policy/record-places.ts';
import { isSameEnvironment } from '../../policy/same-environment.ts';
import { dataOf } from './events.ts';
import type { LogEntry } from './log-entry.ts';

/** What an entry says of the commit that runs somewhere from then on. */
export interface DeployEntry {
  readonly entry: LogEntry;
  readonly sha: string;
  /** `undefined`: it was to production. */
  readonly env: string | undefined;
  /** `undefined`: it was of the first one. */
  readonly service: string | undefined;
  /** Digest of what the record of it says; `undefined`: its writer did not say. */
  readonly record: string | undefined;
}

/** `undefined` for an entry of anything but a healthy deploy or a correction. */
export function deployIn(entry: LogEntry): DeployEntry | undefined {
  const deploy = dataOf('deploy.healthy', entry);
  if (deploy !== undefined)
    return { entry, sha: deploy.sha, env: entry.env, service: deploy.service, record: deploy.record };
  const correction = dataOf('SYSTEM_CORRECTION', entry);
  return (
    correction && {
      entry,
      sha: correction.to_sha,
      env: entry.env,
      service: correction.service,
      record: undefined,
    }
  );
}

/** The deploys to a place that a log knows, the newest last. `first`: the first service of the policy. */
export function deploysTo(
  entries: readonly LogEntry[],
  { environment, service }: DeployPlace,
  first: string | undefined,
): readonly DeployEntry[] {
  return entries.flatMap((entry) => {
    const deploy = deployIn(entry);
    if (deploy === undefined || !isSameEnvironment(deploy.env ?? PRODUCTION, environment)) return [];
    return service === undefined || service === (deploy.service ?? first) ? [deploy] : [];
  });
}

const PRODUCTION = 'production';
