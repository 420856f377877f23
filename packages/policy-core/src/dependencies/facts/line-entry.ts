import { normalizedProject } from '../packaging/project-name.ts';
import type { ProjectRequirement } from '../packaging/project-requirement.ts';
import { markerText } from '../packaging/marker-text.ts';
import type { Specifier } from '../packaging/specifier.ts';
import type { RequirementsLine } from '../requirements/requirements-document.ts';
import type { ExpandedLine } from './expanded-requirements.ts';
import { pinOf } from './pin.ts';
import { plainAddress } from './requirement-identity.ts';
import type { SyncEntry } from './sync-difference.ts';

/** A line as an entry of its side. */
export function lineEntry({ file, line }: ExpandedLine): SyncEntry {
  const { entry, range } = line;
  const isNamed = entry.kind === 'requirement';
  return {
    text: lineText(line),
    project: projectNamed(line),
    file,
    range,
    line,
    version: isNamed ? pinOf(entry.requirement, ['==', '===']) : undefined,
  };
}

/** Of an address only where it says so itself: in the name of a wheel, or behind `egg=`. */
export function projectNamed({ entry }: RequirementsLine): string | undefined {
  if (entry.kind === 'requirement') return entry.requirement.normalizedName;
  if (entry.kind !== 'address' && entry.kind !== 'path' && entry.kind !== 'editable') return undefined;
  return entry.name === undefined ? undefined : normalizedProject(entry.name);
}

/** One spelling for all, without hashes, comments and what an address holds of names and passwords. */
function lineText({ entry, content }: RequirementsLine): string {
  switch (entry.kind) {
    case 'requirement':
      return requirementText(entry.requirement);
    case 'address':
      return plainAddress(entry.url);
    case 'editable':
      return `-e ${plainAddress(entry.where)}${extrasText(entry.extras)}`;
    case 'path':
      return `${entry.path}${extrasText(entry.extras)}`;
    default:
      return content;
  }
}

type Asked = Pick<ProjectRequirement, 'name' | 'extras' | 'url' | 'marker'> & {
  readonly clauses: readonly Specifier[];
};

/** `name[extras]==version ; marker`, or `name @ url ; marker`. */
export function requirementText({ name, extras, clauses, url, marker }: Asked): string {
  const asked = extrasText(extras.map((extra) => extra.name));
  const versions = clauses.map(({ operator, version }) => operator + version).join(',');
  const address = url === undefined ? versions : ` @ ${plainAddress(url.text)}`;
  return `${name}${asked}${address}${marker === undefined ? '' : ` ; ${markerText(marker.parsed)}`}`;
}

function extrasText(extras: readonly string[]): string {
  return extras.length === 0 ? '' : `[${extras.join(',')}]`;
}
