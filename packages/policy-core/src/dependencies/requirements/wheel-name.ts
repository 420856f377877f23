import { isProjectName, normalizedProject } from '../packaging/project-name.ts';
import { versionText } from '../packaging/version-text.ts';
import { parseVersion } from '../packaging/parse-version.ts';

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
  const [written = '', versionPart = ''] = parts;
  if (!isBuildOrNone(parts) || !isEscapedName(written) || !areTags(parts.slice(-3))) return undefined;
  const name = normalizedProject(written);
  const version = parseVersion(versionPart);
  // A project of another name than that cannot be: pip refuses it one step later.
  if (version === undefined || !isProjectName(name)) return undefined;
  return { name, version: versionText(version) };
}

/** Of six parts the third is the number of a build. */
function isBuildOrNone(parts: readonly string[]): boolean {
  return parts.length === 5 || (parts.length === 6 && /^\d/.test(parts[2] ?? ''));
}

/** Letters of other alphabets make no project, but for the Kelvin sign: it turns into a k. */
function isEscapedName(name: string): boolean {
  return /^[\w.\u212A]+$/.test(name) && !name.includes('__');
}

function areTags(tags: readonly string[]): boolean {
  const [pythons = [], ...others] = tags.map((tag) => tag.split('.'));
  return (
    pythons.every((python) => /^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(python)) &&
    others.every((parts) => parts.every((part) => part !== ''))
  );
}
