import { markerText } from '../dependencies/packaging/marker-text.ts';
import type { ProjectRequirement } from '../dependencies/packaging/project-requirement.ts';
import { normalizedProject } from '../dependencies/packaging/project-name.ts';
import type { Specifier } from '../dependencies/packaging/specifier.ts';
import { canonicalSpecifierText } from '../dependencies/packaging/specifier-text.ts';
import { parseVersion } from '../dependencies/packaging/parse-version.ts';
import { versionText } from '../dependencies/packaging/version-text.ts';
import { parseRequirements } from '../dependencies/requirements/parse-requirements.ts';
import type { RequirementsLine } from '../dependencies/requirements/requirements-document.ts';

/** What pip would do with each line, in order, whatever spelling names, versions and options have. */
export function meaningOf(text: string): readonly string[] {
  return parseRequirements(text).lines.map(lineMeaning);
}

function lineMeaning({ entry, options, hashes, passedOver }: RequirementsLine): string {
  return [
    entryMeaning(entry),
    ...options.map(({ means, value = '' }) => `${means.join('|')} ${value}`),
    ...hashes.map(({ algorithm, digest }) => `${algorithm}:${digest}`),
    ...passedOver.map(({ what }) => what),
  ].join(' ');
}

/** Of a line that pip refuses only that it refuses it. */
function entryMeaning(entry: RequirementsLine['entry']): string {
  switch (entry.kind) {
    case 'requirement':
      return requirementMeaning(entry.requirement);
    case 'address':
      return `address ${entry.url}`;
    case 'path':
      return `path ${entry.path} [${entry.extras.join()}]`;
    case 'editable':
      return `editable ${entry.where} [${entry.extras.join()}]`;
    case 'include':
      return `${entry.as} ${entry.target}`;
    default:
      return entry.kind;
  }
}

function requirementMeaning({ normalizedName, extras, clauses, url, marker }: ProjectRequirement): string {
  const versions = clauses.map(clauseMeaning).join();
  return [
    normalizedName,
    `[${extras.map(({ name }) => normalizedProject(name)).join()}]`,
    `versions ${versions}`,
    url?.text ?? '',
    marker === undefined ? '' : markerText(marker.parsed),
  ].join(' ');
}

/** `==v1.*` is `==1.*`, though packaging keeps a wildcard as it is written. */
function clauseMeaning({ operator, version }: Specifier): string {
  if (!version.endsWith('.*')) return canonicalSpecifierText({ operator, version });
  const prefix = parseVersion(version.slice(0, -2));
  return `${operator}${prefix === undefined ? version : `${versionText(prefix)}.*`}`;
}
