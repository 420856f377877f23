import type { DeployRecordReading } from '../facts/deploy-record.ts';
import type { DeployPlace } from '../../policy/record-places.ts';
import { isSameEnvironment } from '../../policy/same-environment.ts';

type ReadRecord = Extract<DeployRecordReading, { kind: 'read' }>;

/** Whether a record says that it is of this place. `undefined`: it does not say, or there is no other place. */
export function saysPlace(
  { environment, service }: Pick<ReadRecord, 'environment' | 'service'>,
  here: DeployPlace | undefined,
): boolean | undefined {
  if (here?.service === undefined || environment === undefined || service === undefined) return undefined;
  return service.value === here.service && isSameEnvironment(environment.value, here.environment);
}
