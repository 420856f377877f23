import {
  DEFAULT_RECORD_PATH,
  recordPlaceFor,
  releasePlace,
  type FoundPlace,
  type PlacesPolicy,
  type RecordPlace,
} from '@lockkeeper/policy-core/deployment/record';

import { nonEmptyEnvironment, nonEmptyService } from '../command-line/non-empty-options.ts';
import { CliError } from '../errors/cli-error.ts';

interface PlaceOptions {
  readonly environment?: string | undefined;
  readonly service?: string | undefined;
}

/** The record that is asked about. Stops where the policy knows no such place. */
export function selectedRecord(policy: PlacesPolicy | undefined, options: PlaceOptions): RecordPlace {
  return placeOf(recordPlaceFor(policy ?? DEFAULT_RECORDS_POLICY, asked(options)));
}

/** The record of a release: where there is only one, wherever the release goes to. */
export function selectedReleaseRecord(policy: PlacesPolicy | undefined, options: PlaceOptions): RecordPlace {
  return placeOf(releasePlace(policy ?? DEFAULT_RECORDS_POLICY, asked(options)));
}

function asked(options: PlaceOptions): PlaceOptions {
  return { environment: nonEmptyEnvironment(options), service: nonEmptyService(options) };
}

function placeOf(found: FoundPlace): RecordPlace {
  if (found.kind === 'unknown') throw new CliError('usage', found.problem);
  return found.place;
}

/** What holds where there is none: one record, at the usual place. */
export const DEFAULT_RECORDS_POLICY: PlacesPolicy = {
  record: { path: DEFAULT_RECORD_PATH, first: DEFAULT_RECORD_PATH, services: [], at: undefined },
  branches: { classes: [], deployFrom: new Map(), productionRequires: [], at: undefined },
  variables: [],
  deployedServices: [],
};
