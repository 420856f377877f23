import type { Policy } from '@lockkeeper/policy-core';
import { recordPlaceFor, releasePlace, type RecordPlace } from '@lockkeeper/policy-core/deployment/record';

import { nonEmptyEnvironment, nonEmptyService } from '../command-line/non-empty-options.ts';
import { CliError } from '../errors/cli-error.ts';
import { noPolicy } from '../policy/no-policy.ts';

interface PlaceOptions {
  readonly environment?: string | undefined;
  readonly service?: string | undefined;
}

/** The record that is asked about. Stops where the policy knows no such place. */
export function selectedRecord(policy: Policy | undefined, options: PlaceOptions): RecordPlace {
  return placeOf(recordPlaceFor(policy ?? noPolicy(), asked(options)));
}

/** The record of a release: where there is only one, wherever the release goes to. */
export function selectedReleaseRecord(policy: Policy | undefined, options: PlaceOptions): RecordPlace {
  return placeOf(releasePlace(policy ?? noPolicy(), asked(options)));
}

function asked(options: PlaceOptions): PlaceOptions {
  return { environment: nonEmptyEnvironment(options), service: nonEmptyService(options) };
}

function placeOf(found: ReturnType<typeof recordPlaceFor>): RecordPlace {
  if (found.kind === 'unknown') throw new CliError('usage', found.problem);
  return found.place;
}
