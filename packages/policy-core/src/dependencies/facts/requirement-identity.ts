import { markerText } from '../packaging/marker-text.ts';
import { normalizedProject } from '../packaging/project-name.ts';
import type { ProjectRequirement } from '../packaging/project-requirement.ts';
import type { Specifier } from '../packaging/specifier.ts';
import { parseVersion } from '../packaging/parse-version.ts';
import { canonicalVersionText } from '../packaging/version-text.ts';
import type { LineEntry, LineOption, Located } from '../requirements/requirements-document.ts';
import type { ExpandedLine } from './expanded-requirements.ts';
import { includeOf } from './requirement-include.ts';

/**
 * What a line asks for, as text that is the same for two lines that ask for the same: however names,
 * versions, markers and white space are spelled, and whatever hashes and comments stand beside it.
 * A line of options gives one for each.
 */
export function identitiesOf({ file, line }: ExpandedLine): readonly string[] {
  const { entry, options, content } = line;
  switch (entry.kind) {
    case 'options':
      return options.map(({ means, written, value = '' }) => `option ${means[0] ?? written} ${value}`);
    case 'include': {
      const leadsTo = includeOf(file.path, line)?.leadsTo;
      return [`include ${leadsTo?.kind === 'file' ? leadsTo.path : entry.target}`];
    }
    case 'invalid':
      return [`invalid ${content}`];
    default:
      return [entryIdentity(entry) + settings(options)];
  }
}

/** What is told to the build of a project. Other options behind a requirement count for nothing. */
function settings(options: readonly LineOption[]): string {
  const told = options.filter(({ means: [name] }) => name === '--config-settings');
  return told.map(({ value = '' }) => ` --config-settings ${value}`).join('');
}

/** Without the name and password that may stand in an address: they may change, and nobody has to see them. */
export function plainAddress(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1');
}

type Asking = Extract<LineEntry, { kind: 'requirement' | 'address' | 'path' | 'editable' }>;

function entryIdentity(entry: Asking): string {
  switch (entry.kind) {
    case 'requirement':
      return requirementIdentity(entry.requirement);
    case 'address':
      return `address ${plainAddress(entry.url)}${tail(entry)}`;
    case 'path':
      return `path ${entry.path}${tail(entry)}`;
    case 'editable':
      return `editable ${plainAddress(entry.where)}${tail(entry)}`;
  }
}

function requirementIdentity({ normalizedName, extras, clauses, url, marker }: ProjectRequirement): string {
  const versions = clauseIdentities(clauses).join();
  const asked = extras.length === 0 ? '' : extrasText(extras.map(({ name }) => name));
  const address = url === undefined ? '' : ` @ ${plainAddress(url.text)}`;
  return `project ${normalizedName}${asked} ${versions}${address}${markerPart(marker)}`;
}

function clauseIdentities(clauses: readonly Specifier[]): readonly string[] {
  return [...new Set(clauses.map(clauseIdentity))].sort();
}

/** Two pins are compared as versions. What other operators compare with is text, wildcards are too. */
function clauseIdentity({ operator, version }: Specifier): string {
  const pinned = operator === '==' ? parseVersion(version) : undefined;
  return operator + (pinned === undefined ? version : canonicalVersionText(pinned));
}

function tail({ extras, marker }: Pick<Located, 'extras' | 'marker'>): string {
  return extrasText(extras) + markerPart(marker);
}

function extrasText(extras: readonly string[]): string {
  return extras.length === 0 ? '' : `[${[...new Set(extras.map(normalizedProject))].sort().join()}]`;
}

function markerPart(marker: Located['marker']): string {
  return marker === undefined ? '' : ` ; ${markerText(marker.parsed)}`;
}
