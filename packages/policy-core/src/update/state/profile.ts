import type { FileContent } from '../../model/file-content.ts';
import { readBanner, type Banner } from './banner.ts';
import type { ProfilePlace } from './profile-place.ts';
import { stateFaultText } from './state-file.ts';
import { NO_UPDATES, readUpdateState, type UpdateState } from './update-state.ts';
import { readVersionFile, type VersionFile } from './version-file.ts';

/** What the state files of a profile say. */
export interface ProfileState {
  /** `undefined`: nothing was ever written. */
  readonly version: VersionFile | undefined;
  readonly state: UpdateState;
  /** `undefined`: nothing was ever told, or nobody asked. */
  readonly banner: Banner | undefined;
}

/** Reads the files whole, or tells in sentences why not. What is only told to people may be left out. */
export function readProfile(
  place: ProfilePlace,
  contents: {
    readonly version: FileContent;
    readonly state: FileContent;
    readonly banner?: FileContent | undefined;
  },
):
  | { readonly kind: 'read'; readonly value: ProfileState }
  | { readonly kind: 'unusable'; readonly faults: readonly string[] } {
  const version = readVersionFile(place.version, contents.version);
  const state = readUpdateState(place.state, contents.state);
  const banner = readBanner(place.banner, contents.banner ?? { kind: 'absent' });
  const faults = [
    ...[version, state].flatMap((one) => (one.kind === 'unusable' ? [stateFaultText(one.fault)] : [])),
    ...(banner.kind === 'unusable' ? [stateFaultText(banner.fault, REMOVE)] : []),
  ];
  if (faults.length > 0) return { kind: 'unusable', faults };
  return {
    kind: 'read',
    value: {
      version: version.kind === 'read' ? version.value : undefined,
      state: state.kind === 'read' ? state.value : NO_UPDATES,
      banner: banner.kind === 'read' ? banner.value : undefined,
    },
  };
}

/** It is only for who looks. */
const REMOVE = 'Remove it: the next update writes it anew.';
