import {
  DEFAULT_RECORD_PATH,
  recordPlaceFor,
  releasePlace,
  type FoundPlace,
  type PlacesPolicy,
  type RecordPlace,
} from '@lockkeeper/policy-core';

import { askedEnvironment, askedService } from '../command-line/asked-environment.ts';
import { Stop } from '../errors/stop.ts';

interface PlaceOptions {
  readonly environment?: string | undefined;
  readonly service?: string | undefined;
}

/** The record that is asked about. Stops where the policy knows no such place. */
export function askedRecord(policy: PlacesPolicy | undefined, options: PlaceOptions): RecordPlace {
  return placeOf(recordPlaceFor(policy ?? NO_POLICY, asked(options)));
}

/** The record of a release: where there is only one, wherever the release goes to. */
export function recordOfRelease(policy: PlacesPolicy | undefined, options: PlaceOptions): RecordPlace {
  return placeOf(releasePlace(policy ?? NO_POLICY, asked(options)));
}

function asked(options: PlaceOptions): PlaceOptions {
  return { environment: askedEnvironment(options), service: askedService(options) };
}

function placeOf(found: FoundPlace): RecordPlace {
  if (found.kind === 'unknown') throw new Stop('usage', found.problem);
  return found.place;
}

/** What holds where there is none: one record, at the usual place. */
export const NO_POLICY: PlacesPolicy = {
  record: { path: DEFAULT_RECORD_PATH, first: DEFAULT_RECORD_PATH, services: [], at: undefined },
  branches: { classes: [], deployFrom: new Map(), productionRequires: [], at: undefined },
  variables: [],
};
