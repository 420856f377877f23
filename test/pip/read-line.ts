import type { Marker } from '../../packages/policy-core/src/dependencies/packaging/marker.ts';
import { markerText } from '../../packages/policy-core/src/dependencies/packaging/marker-text.ts';
import { normalizedProject } from '../../packages/policy-core/src/dependencies/packaging/project-name.ts';
import type { ProjectRequirement } from '../../packages/policy-core/src/dependencies/packaging/project-requirement.ts';
import type {
  LineEntry,
  Located,
  RequirementsLine,
} from '../../packages/policy-core/src/dependencies/requirements/requirements-document.ts';
import type { PipLine } from './pip-answers.ts';

/** What a line says, in words that both sides share: as text, so that two readings compare. */
export type Reading = Readonly<Record<string, unknown>>;

export function ourReading(line: RequirementsLine): Reading {
  const { number, content, entry } = line;
  if (entry.kind === 'invalid') return { number, content, kind: 'invalid' };
  return {
    number,
    content,
    ...ourEntry(entry),
    options: line.options.map(({ means, value }) => [means.join(' or '), value ?? null]),
    hashes: line.hashes.map(({ algorithm, digest }) => [algorithm, digest]),
    hasWords: line.passedOver.some(({ what }) => what === 'words' || what === 'marker'),
  };
}

/** As pip reads it; more than one reading where that depends on what lies on the disk. */
export function pipReadings(line: PipLine): readonly [Reading, ...Reading[]] {
  const { number, content } = line;
  const invalid = { number, content, kind: 'invalid' };
  if (line.kind === 'invalid') return [invalid];
  const reading = {
    number,
    content,
    ...pipEntry(line),
    options: line.options,
    hashes: line.hashes,
    hasWords: line.words.length > 0,
  };
  return line.kind === 'if-on-disk' ? [invalid, reading] : [reading];
}

function ourEntry(entry: Exclude<LineEntry, { readonly kind: 'invalid' }>): Reading {
  switch (entry.kind) {
    case 'options':
      return { kind: 'options' };
    case 'include':
      return { kind: 'include', as: entry.as, target: entry.target };
    case 'requirement':
      return ourRequirement(entry.requirement);
    case 'address':
      return { kind: 'address', where: entry.url, version: entry.version ?? null, ...ourPlace(entry) };
    case 'path':
      return { kind: 'path', where: entry.path, version: entry.version ?? null, ...ourPlace(entry) };
    case 'editable':
      return { kind: 'editable', where: entry.where, isAddress: entry.isAddress, ...ourPlace(entry) };
  }
}

function ourRequirement(requirement: ProjectRequirement): Reading {
  return {
    kind: 'requirement',
    name: requirement.name,
    normalized: requirement.normalizedName,
    extras: sortedExtras(requirement.extras.map(({ name }) => name)),
    marker: requirement.marker === undefined ? null : writtenMarker(requirement.marker.parsed),
    specs: sortedClauses(requirement.clauses.map(({ operator, version }) => [operator, version])),
    url: requirement.url?.text ?? null,
  };
}

function ourPlace({ name, extras, marker }: Located): Reading {
  return {
    name: name === undefined ? null : normalizedProject(name),
    extras: sortedExtras(extras),
    marker: marker === undefined ? null : writtenMarker(marker.parsed),
  };
}

function pipEntry(line: Exclude<PipLine, { readonly kind: 'invalid' }>): Reading {
  switch (line.kind) {
    case 'options':
      return { kind: 'options' };
    case 'include':
      return { kind: 'include', as: line.as, target: line.target };
    case 'requirement': {
      const { kind, name, normalized, extras, marker, specs, url } = line;
      return { kind, name, normalized, extras, marker, specs: sortedClauses(specs), url };
    }
    case 'address':
    case 'path': {
      const { kind, where, version, normalized, extras, marker } = line;
      return { kind, where, version, name: normalized, extras, marker };
    }
    case 'editable': {
      const { kind, where, isAddress, normalized, extras, marker } = line;
      return { kind, where, isAddress, name: normalized, extras, marker };
    }
    case 'if-on-disk': {
      const { as, where, extras, marker } = line;
      const more = as === 'path' ? { version: null } : { isAddress: false };
      return { kind: as, where, ...more, name: null, extras, marker };
    }
  }
}

/** packaging has no text for a value that holds both kinds of quotes. */
export function writtenMarker(marker: Marker): string {
  return hasBothQuotes(marker) ? 'not to be written' : markerText(marker);
}

function hasBothQuotes(marker: Marker): boolean {
  if (marker.kind !== 'comparison') return marker.operands.some(hasBothQuotes);
  return [marker.left, marker.right].some(
    (operand) => operand.kind === 'text' && operand.value.includes('"') && operand.value.includes("'"),
  );
}

function sortedExtras(extras: readonly string[]): readonly string[] {
  return [...new Set(extras.map(normalizedProject))].toSorted();
}

/** pip holds clauses as a set: one that is written twice is there once. */
export function sortedClauses(clauses: readonly (readonly [string, string])[]): readonly string[] {
  return [...new Set(clauses.map((clause) => clause.join('')))].toSorted();
}
