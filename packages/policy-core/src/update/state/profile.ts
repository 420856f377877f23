import type { FileContent } from '../../model/file-content.ts';
import { stateFaultText, stateFolder } from './state-file.ts';
import { NO_UPDATES, readUpdateState, type UpdateState } from './update-state.ts';
import { readVersionFile, type VersionFile } from './version-file.ts';

/** Where the state of a profile lies, from the root of the repository. */
export interface ProfilePlace {
  readonly folder: string;
  readonly version: string;
  readonly state: string;
}

/** What the state files of a profile say. */
export interface ProfileState {
  /** `undefined`: nothing was ever written. */
  readonly version: VersionFile | undefined;
  readonly state: UpdateState;
}

/** `undefined` where there can be no profile of this name. */
export function profilePlace(profile: string): ProfilePlace | undefined {
  const folder = stateFolder(profile);
  return folder === undefined
    ? undefined
    : { folder, version: `${folder}/version.json`, state: `${folder}/update_state.json` };
}

/** Reads both files whole, or tells in sentences why not. */
export function readProfile(
  place: ProfilePlace,
  contents: { readonly version: FileContent; readonly state: FileContent },
):
  | { readonly kind: 'read'; readonly value: ProfileState }
  | { readonly kind: 'unusable'; readonly faults: readonly string[] } {
  const version = readVersionFile(place.version, contents.version);
  const state = readUpdateState(place.state, contents.state);
  const faults = [version, state].flatMap((one) => (one.kind === 'unusable' ? [one.fault] : []));
  if (faults.length > 0) return { kind: 'unusable', faults: faults.map(stateFaultText) };
  return {
    kind: 'read',
    value: {
      version: version.kind === 'read' ? version.value : undefined,
      state: state.kind === 'read' ? state.value : NO_UPDATES,
    },
  };
}
