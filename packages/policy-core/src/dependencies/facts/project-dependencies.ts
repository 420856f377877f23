import { normalizedProject } from '../packaging/project-name.ts';
import { pinOf } from './pin.ts';
import { requirementText } from './line-entry.ts';
import type { Marker } from '../packaging/marker.ts';
import { parseProjectRequirement } from '../packaging/parse-project-requirement.ts';
import type { TextRange } from '../../model/text-range.ts';
import { readTomlTree } from '../../model/toml-tree.ts';
import type { TomlEntry, TomlTable, TomlValue } from '../../model/toml-value.ts';

/** What a `pyproject.toml` asks for in one place. */
export interface ProjectDependency {
  /** Normalized. */
  readonly project: string;
  /** In one spelling, without what an address holds of passwords. */
  readonly text: string;
  /** The exact version, where it names one. */
  readonly version: string | undefined;
  readonly marker: Marker | undefined;
  /** Of the text with its quotes; of Poetry's tables the key and the value. */
  readonly range: TextRange;
}

/**
 * In the order of the text: dependencies and extras of the project, dependency groups, and what Poetry keeps in tables
 * of its own. What cannot be read is left out; nothing of a text that is no TOML. Never throws.
 */
export function projectDependencies(text: string): readonly ProjectDependency[] {
  // Most speak of tools only.
  if (!text.includes('dependencies') && !text.includes('dependency-groups')) return [];
  const toml = readTomlTree(text);
  if (toml.kind === 'malformed') return [];
  const { root } = toml;
  const poetry = tableAt(root, ['tool', 'poetry']);
  const found = [
    ...listed(valueAt(root, ['project', 'dependencies'])),
    ...valuesOf(tableAt(root, ['project', 'optional-dependencies'])).flatMap(listed),
    ...valuesOf(tableAt(root, ['dependency-groups'])).flatMap(listed),
    ...POETRY_TABLES.flatMap((name) => tabled(tableAt(poetry, [name]))),
    ...valuesOf(tableAt(poetry, ['group'])).flatMap((group) =>
      group.kind === 'table' ? tabled(tableAt(group, ['dependencies'])) : [],
    ),
  ];
  return found.toSorted((one, other) => one.range.start - other.range.start);
}

const POETRY_TABLES = ['dependencies', 'dev-dependencies'];

function listed(value: TomlValue | undefined): readonly ProjectDependency[] {
  if (value?.kind !== 'array') return [];
  return value.items.flatMap((item) => {
    // A table brings in another group.
    if (item.kind !== 'text') return [];
    const reading = parseProjectRequirement(item.value);
    if (reading.kind !== 'requirement') return [];
    const { requirement } = reading;
    return [
      {
        project: requirement.normalizedName,
        text: requirementText(requirement),
        version: pinOf(requirement, ['==', '===']),
        marker: requirement.marker?.parsed,
        range: item.range,
      },
    ];
  });
}

/** `name = "^1.2"`, or a table with a version in it. */
function tabled(table: TomlTable | undefined): readonly ProjectDependency[] {
  return [...(table?.entries ?? [])].flatMap(([name, entry]) => {
    const project = normalizedProject(name);
    if (project === 'python') return [];
    const version = versionIn(entry);
    return [
      {
        project,
        text: version === undefined ? name : `${name} ${version}`,
        version: version === undefined ? undefined : EXACT.exec(version)?.[1],
        marker: undefined,
        range: { start: entry.key.start, end: entry.value.range.end },
      },
    ];
  });
}

/** Without an operator Poetry takes a version as it is. */
const EXACT = /^\s*={0,3}\s*(\d[^\s,|*]*)\s*$/;

function versionIn({ value }: TomlEntry): string | undefined {
  const version = value.kind === 'table' ? value.entries.get('version')?.value : value;
  return version?.kind === 'text' ? version.value : undefined;
}

function valueAt(table: TomlTable | undefined, [first, ...rest]: readonly string[]): TomlValue | undefined {
  const value = first === undefined ? undefined : table?.entries.get(first)?.value;
  if (rest.length === 0) return value;
  return value?.kind === 'table' ? valueAt(value, rest) : undefined;
}

function tableAt(table: TomlTable | undefined, keys: readonly string[]): TomlTable | undefined {
  const value = valueAt(table, keys);
  return value?.kind === 'table' ? value : undefined;
}

function valuesOf(table: TomlTable | undefined): readonly TomlValue[] {
  return [...(table?.entries.values() ?? [])].map(({ value }) => value);
}
