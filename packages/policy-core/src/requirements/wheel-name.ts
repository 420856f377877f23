import { normalizedProject } from '../packaging/project-name.ts';
import { versionText } from '../packaging/version-text.ts';
import { parseVersion } from '../packaging/version.ts';

/** What the file name of a wheel says is in it. */
export interface WheelName {
  /** As PEP 503 compares names. */
  readonly name: string;
  /** As packaging writes it: `1.0.post1` for `1.0-post1`. */
  readonly version: string;
}

/** `name-version(-build)?-python-abi-platform.whl`; `undefined` where pip refuses it. */
export function parseWheelName(file: string): WheelName | undefined {
  const parts = file.slice(0, -'.whl'.length).split('-');
  if (parts.length !== 5 && parts.length !== 6) return undefined;
  const [written = '', versionPart = '', build = ''] = parts;
  const version = parseVersion(versionPart);
  const name = normalizedProject(written);
  // Letters of other alphabets may stand in the file name; a project of that name is refused later.
  if (!/^[\w.]+$/.test(written) || written.includes('__') || !/^[a-z\d](?:[a-z\d-]*[a-z\d])?$/.test(name))
    return undefined;
  if (version === undefined || (parts.length === 6 && !/^\d/.test(build))) return undefined;
  return areTags(parts.slice(-3)) ? { name, version: versionText(version) } : undefined;
}

function areTags(tags: readonly string[]): boolean {
  const [pythons = [], ...others] = tags.map((tag) => tag.split('.'));
  return (
    pythons.every((python) => /^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(python)) &&
    others.every((parts) => parts.every((part) => part !== ''))
  );
}
