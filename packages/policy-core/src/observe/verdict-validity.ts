import { readDeployRecord } from '../deployment/facts/deploy-record.ts';
import { observed, type Known } from '../model/known.ts';
import type { Observations } from '../model/observations.ts';
import type { Policy } from '../policy/policy.ts';

/**
 * As much of the moment as a verdict depends on: the day, on which waivers end, and all of it while the deploy
 * record tells of a deployment that lies ahead. Two runs that differ in nothing but the rest agree.
 */
export function validUntil(
  { record }: { readonly record: Pick<Policy['record'], 'path'> },
  { files, now }: Pick<Observations, 'files' | 'now'>,
): Known<string> {
  const content = files[record.path];
  if (!now.known) return now;
  const day = now.value.slice(0, 10);
  if (content === undefined || !content.known) return observed(day);
  const reading = readDeployRecord(record.path, content.value);
  const deployedAt = reading.kind === 'read' ? reading.deployedAt?.value : undefined;
  const isAhead = deployedAt !== undefined && Date.parse(deployedAt) > Date.parse(now.value);
  return isAhead ? now : observed(day);
}
