import type path from 'node:path';

/** Of a machine what tells where a user's programs keep their files. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

/** `undefined` where the folder is not known, or is a relative one. */
export function below(
  system: path.PlatformPath,
  folder: string | undefined,
  ...names: readonly string[]
): string | undefined {
  return folder !== undefined && system.isAbsolute(folder) ? system.join(folder, ...names) : undefined;
}
