import { parseProjectRequirement } from '../packaging/parse-project-requirement.ts';
import { pinOf } from '../facts/pin.ts';

/** A package the user wants upgraded. */
export interface WantedPackage {
  /** As PEP 503 compares names. */
  readonly name: string;
  readonly written: string;
  /** `undefined`: the newest. */
  readonly version: string | undefined;
}

/** Reads `name` or `name==version`; `undefined` for anything else, such as an option. */
export function wantedPackage(text: string): WantedPackage | undefined {
  const reading = parseProjectRequirement(text);
  if (reading.kind === 'invalid') return undefined;
  const { requirement } = reading;
  const { name, normalizedName, clauses, extras, url, marker } = requirement;
  const version = pinOf(requirement, ['==']);
  const isPlain = url === undefined && marker === undefined && extras.length === 0;
  if (!isPlain || (clauses.length > 0 && version === undefined)) return undefined;
  return { name: normalizedName, written: name, version };
}
