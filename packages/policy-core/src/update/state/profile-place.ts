/** Where the state of a profile lies, from the root of the repository. */
export interface ProfilePlace {
  readonly folder: string;
  readonly version: string;
  readonly state: string;
  readonly banner: string;
}

const PROFILE = /^[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*$/;

/** `undefined` where there can be no profile of this name, such as one that leads elsewhere. */
export function profilePlace(profile: string): ProfilePlace | undefined {
  if (!PROFILE.test(profile)) return undefined;
  const folder = `bot_persistence/${profile}/meta`;
  return {
    folder,
    version: `${folder}/version.json`,
    state: `${folder}/update_state.json`,
    banner: `${folder}/banner.json`,
  };
}
