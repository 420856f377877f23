import { observed, unobserved, type Known, type Policy } from '@lockkeeper/policy-core';
import type { RollbackSight } from '@lockkeeper/policy-core/deployment/rollback';
import {
  readDeployRecord,
  recordedFiles,
  type DeployRecordReading,
} from '@lockkeeper/policy-core/deployment/record';

import type { DeployRecords, Git } from '../ports/index.ts';

type DependencyFile = RollbackSight['dependencies'][number];
type Digests = ReadonlyMap<string, Known<string | null>>;

interface Asked {
  readonly policy: Policy;
  readonly current: string;
  readonly target: string;
  /** Path of the record of the place. */
  readonly record: string;
}

/** Requirements and locks at both commits, beside what was written down when the target was deployed. */
export async function rollbackDependencies(
  { policy, current, target, record }: Asked,
  { git, records }: { readonly git: Git; readonly records: DeployRecords },
): Promise<readonly DependencyFile[]> {
  const { dependencies } = policy;
  const paths = [...new Set(dependencies.flatMap(({ source, lock }) => [source, lock]))];
  if (paths.length === 0) return [];
  const [now, there, versions] = await Promise.all([
    git.digestsAt(current, paths),
    git.digestsAt(target, paths),
    recordsOf(target, record, records),
  ]);
  return dependencies.flatMap((pair) =>
    (['source', 'lock'] as const).map((side): DependencyFile => {
      const path = pair[side];
      return {
        path,
        side,
        now: digestIn(now, path),
        target: digestIn(there, path),
        recorded: recordedOf(path, { policy, target, there, versions }),
      };
    }),
  );
}

interface Recorded {
  readonly policy: Policy;
  readonly target: string;
  readonly there: Digests;
  /** Of the deploys of the target, the newest first. */
  readonly versions: Known<readonly DeployRecordReading[]>;
}

function recordedOf(path: string, { policy, target, there, versions }: Recorded): DependencyFile['recorded'] {
  if (!versions.known) return versions;
  const digests = Object.fromEntries([[path, digestIn(there, path)]]);
  const commit = observed({ sha: target, state: 'ancestor', digests } as const);
  const found = versions.value
    .flatMap((reading) => recordedFiles(policy, reading, commit))
    .find((file) => file.path === path);
  return observed(found);
}

/** Every sound record that says that the target was deployed. */
async function recordsOf(
  target: string,
  path: string,
  records: DeployRecords,
): Promise<Known<readonly DeployRecordReading[]>> {
  const now = await records.read(path);
  const latest = now.known ? [readDeployRecord(path, now.value)] : [];
  const earlier = await records.logs.history.versions(path, ({ text }) =>
    readDeployRecord(path, { kind: 'text', text }),
  );
  if (latest.some((reading) => isOf(target, reading))) return observed(latest);
  if (!earlier.known) return unobserved(earlier.reason);
  return observed(earlier.value.filter((reading) => isOf(target, reading)));
}

function isOf(target: string, reading: DeployRecordReading): boolean {
  if (reading.kind !== 'read' || reading.problems.length > 0) return false;
  return reading.lastGoodSha?.value === target && reading.hash?.matches !== false;
}

function digestIn(digests: Digests, path: string): Known<string | null> {
  return digests.get(path) ?? unobserved('it was not looked at');
}
