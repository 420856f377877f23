import { expect, it } from 'vitest';

import { contentOfBytes } from '../../packages/host-node/src/read/files/file-bytes.ts';
import { markerText } from '../../packages/policy-core/src/dependencies/packaging/marker-text.ts';
import { normalizedProject } from '../../packages/policy-core/src/dependencies/packaging/project-name.ts';
import { parseRequirements } from '../../packages/policy-core/src/dependencies/requirements/parse-requirements.ts';
import type { RequirementsLine } from '../../packages/policy-core/src/dependencies/requirements/requirements-document.ts';
import { sourceRanges } from '../../packages/policy-core/src/dependencies/requirements/source-ranges.ts';
import { caseRows, describeCases } from './case-files.ts';

/** What pip makes of one logical line; a field that says nothing may be missing. */
interface TrueLine {
  /** First physical line, from 1. */
  readonly line: number;
  readonly text: string;
  readonly kind: 'requirement' | 'editable' | 'path' | 'include' | 'constraint' | 'option' | 'invalid';
  readonly name?: string | null;
  readonly norm?: string | null;
  readonly extras?: readonly string[];
  readonly specs?: readonly (readonly [operator: string, version: string])[];
  readonly marker?: string | null;
  readonly url?: string | null;
  readonly path?: string;
  readonly hashes?: Readonly<Record<string, readonly string[]>>;
  readonly pip_pinned?: boolean;
  readonly exact_pinned?: boolean;
  readonly target?: string;
  /** By pip's internal names. */
  readonly options?: Readonly<Record<string, unknown>>;
  readonly ignored_options?: readonly string[];
  /** The disk decides: only `kind` and `path` say something. */
  readonly fs_dependent?: boolean;
}

interface FileCase {
  readonly name: string;
  readonly bytes_b64: string;
  /** Missing where the file is not UTF-8. */
  readonly text?: string;
  readonly expected: { readonly error: string | null; readonly lines: readonly TrueLine[] };
}

interface Pair {
  readonly name: string;
  readonly truth: TrueLine;
  readonly ours: RequirementsLine;
}

const files = caseRows<FileCase>('reqfile-cases.jsonl.gz');

describeCases('requirements files, read by pip,', () => {
  const decoded = files.map(({ name, bytes_b64: bytes, text, expected }) => {
    const content = contentOfBytes('requirements.txt', Buffer.from(bytes, 'base64'));
    return { name, expected, text: content.kind === 'text' ? content.text : text };
  });
  const readable = decoded.flatMap(({ name, expected, text }) =>
    text === undefined ? [] : [{ name, expected, read: parseRequirements(text) }],
  );
  const lines = readable.flatMap(({ name, expected, read }) =>
    expected.lines.flatMap((truth, index): readonly Pair[] => {
      const ours = read.lines[index];
      return ours === undefined ? [] : [{ name, truth, ours }];
    }),
  );
  const settled = lines.filter(({ truth }) => truth.fs_dependent !== true);
  const installed = settled.filter(({ truth }) => ['requirement', 'editable'].includes(truth.kind));

  it('are texts, whatever their encoding, where pip can decode them', () => {
    const different = decoded.filter(
      ({ text, expected }) => (text !== undefined) !== (expected.error === null),
    );
    expect(different.map(({ name }) => name)).toEqual([]);
    expect(lines.length).toBeGreaterThan(1_000);
  });

  it('are cut into the same logical lines, counted as pip counts them', () => {
    const different = readable.filter(
      ({ expected, read }) =>
        JSON.stringify(read.lines.map(({ number, content }) => [number, content])) !==
        JSON.stringify(expected.lines.map(({ line, text }) => [line, text])),
    );
    expect(different.map(({ name }) => name)).toEqual([]);
  });

  it('lose no character when they are cut into pieces', () => {
    for (const { name, read } of readable) {
      const pieces = sourceRanges(read).map(({ start, end }) => read.text.slice(start, end));
      expect(pieces.join(''), name).toBe(read.text);
    }
  });

  it('have lines of the same kind, and what pip refuses is refused', () => {
    expect(differences(lines, kindOf, ({ kind }) => kind)).toEqual([]);
  });

  it('have the same names', () => {
    expect(differences(installed, nameOf, ({ norm }) => norm ?? null)).toEqual([]);
  });

  it('have the same extras', () => {
    expect(differences(installed, extrasOf, ({ extras }) => [...(extras ?? [])].toSorted())).toEqual([]);
  });

  it('have the same versions', () => {
    expect(differences(installed, specsOf, ({ specs }) => [...(specs ?? [])].map(String).toSorted())).toEqual(
      [],
    );
  });

  it('have the same pins', () => {
    expect(differences(installed, isPipPinned, ({ pip_pinned: isPinned }) => isPinned ?? false)).toEqual([]);
    expect(
      differences(installed, isExactlyPinned, ({ exact_pinned: isPinned }) => isPinned ?? false),
    ).toEqual([]);
  });

  it('have the same markers', () => {
    expect(differences(installed, markerOf, ({ marker }) => marker ?? null)).toEqual([]);
  });

  it('have the same addresses', () => {
    expect(differences(installed, urlOf, ({ url }) => url ?? null)).toEqual([]);
  });

  it('have the same paths', () => {
    const local = lines.filter(({ truth }) => truth.path !== undefined);
    expect(differences(local, pathOf, ({ path = '' }) => path.replace(/(?<=\w)\[[^\]]*\]$/, ''))).toEqual([]);
    expect(local.length).toBeGreaterThan(20);
  });

  it('have the same hashes', () => {
    expect(differences(installed, hashesOf, ({ hashes }) => hashes ?? {})).toEqual([]);
  });

  it('bring in the same files', () => {
    const including = lines.filter(({ truth }) => truth.kind === 'include' || truth.kind === 'constraint');
    expect(differences(including, targetOf, ({ target }) => target)).toEqual([]);
    expect(including.length).toBeGreaterThan(30);
  });

  it('have the same options', () => {
    const optional = lines.filter(({ truth }) => ['include', 'constraint', 'option'].includes(truth.kind));
    expect(differences(optional, optionsOf, ({ options }) => withoutUnset(options ?? {}))).toEqual([]);
    expect(optional.length).toBeGreaterThan(60);
  });

  it('have the same options that pip passes over', () => {
    expect(
      differences(installed, ignoredOf, ({ ignored_options: ignored }) => [...(ignored ?? [])].toSorted()),
    ).toEqual([]);
  });
});

function differences(
  pairs: readonly Pair[],
  ours: (line: RequirementsLine, truth: TrueLine) => unknown,
  theirs: (line: TrueLine) => unknown,
): readonly string[] {
  return pairs.flatMap(({ name, truth, ours: line }) => {
    const [said, right] = [JSON.stringify(ours(line, truth)), JSON.stringify(theirs(truth))];
    return said === right ? [] : [`${name}: ${truth.text} is ${right} to pip and ${said} to us`];
  });
}

/** A file without a folder before it is a requirement in the case set. */
function kindOf({ entry }: RequirementsLine, truth: TrueLine): TrueLine['kind'] {
  switch (entry.kind) {
    case 'address':
      return 'requirement';
    case 'path':
      return truth.kind === 'requirement' && !entry.path.includes('/') ? 'requirement' : 'path';
    case 'include':
      return entry.as === 'requirements' ? 'include' : 'constraint';
    case 'options':
      return 'option';
    default:
      return entry.kind;
  }
}

function nameOf({ entry }: RequirementsLine): string | null {
  if (entry.kind === 'requirement') return entry.requirement.normalizedName;
  return 'name' in entry && entry.name !== undefined ? normalizedProject(entry.name) : null;
}

function extrasOf({ entry }: RequirementsLine): readonly string[] {
  if (entry.kind === 'requirement')
    return entry.requirement.extras.map(({ name }) => normalizedProject(name)).toSorted();
  return 'extras' in entry ? entry.extras.map(normalizedProject).toSorted() : [];
}

function specsOf({ entry }: RequirementsLine): readonly string[] {
  if (entry.kind === 'requirement')
    return entry.requirement.clauses.map(({ operator, version }) => `${operator},${version}`).toSorted();
  return 'version' in entry && entry.version !== undefined ? [`==,${entry.version}`] : [];
}

function isPipPinned({ entry }: RequirementsLine): boolean {
  if (entry.kind !== 'requirement') return false;
  const [clause, ...others] = entry.requirement.clauses;
  return others.length === 0 && (clause?.operator === '==' || clause?.operator === '===');
}

function isExactlyPinned(line: RequirementsLine): boolean {
  const isWild = specsOf(line).some((spec) => /^==,.*\.\*$/.test(spec));
  return isPipPinned(line) && !isWild;
}

function markerOf({ entry }: RequirementsLine): string | null {
  const marker =
    entry.kind === 'requirement' ? entry.requirement.marker : 'marker' in entry ? entry.marker : undefined;
  return marker === undefined ? null : markerText(marker.parsed);
}

function urlOf({ entry }: RequirementsLine): string | null {
  switch (entry.kind) {
    case 'requirement':
      return entry.requirement.url?.text ?? null;
    case 'address':
      // pip resolves what goes up in an address of a file, and keeps the path alone.
      return /^file:.*\.\.\//.test(entry.url)
        ? `file://${new URL(entry.url.replace(/^file:\/\/[^/]*/, 'file://')).pathname}`
        : entry.url;
    case 'editable':
      // pip puts the program before the scheme that lacks it.
      return entry.isAddress ? entry.where.replace(/^(git|hg|svn|bzr):/, '$1+$1:') : null;
    case 'path':
      return `file://$CWD/${encodeURIComponent(entry.path)}`;
    default:
      return null;
  }
}

function pathOf({ entry }: RequirementsLine): string | undefined {
  if (entry.kind === 'path') return entry.path;
  return entry.kind === 'editable' ? entry.where : undefined;
}

function hashesOf({ hashes }: RequirementsLine): Readonly<Record<string, readonly string[]>> {
  const byAlgorithm: Record<string, string[]> = {};
  for (const { algorithm, digest } of hashes) (byAlgorithm[algorithm] ??= []).push(digest);
  return byAlgorithm;
}

function targetOf({ entry }: RequirementsLine): string | undefined {
  return entry.kind === 'include' ? entry.target : undefined;
}

/** How pip calls inside what people write. */
const INTERNAL_NAMES: Readonly<Record<string, string>> = {
  '--requirement': 'requirements',
  '--constraint': 'constraints',
  '--extra-index-url': 'extra_index_urls',
  '--find-links': 'find_links',
  '--trusted-host': 'trusted_hosts',
  '--use-feature': 'features_enabled',
};
const LISTS = [...Object.values(INTERNAL_NAMES), 'no_binary', 'only_binary', 'all_releases', 'only_final'];

function internalName(name: string): string {
  return INTERNAL_NAMES[name] ?? name.slice(2).replaceAll('-', '_');
}

function optionsOf(line: RequirementsLine): unknown {
  const found: Record<string, unknown> = {};
  for (const { means, value } of line.options) {
    const name = internalName(means[0] ?? '');
    const before = found[name];
    if (value === undefined) found[name] = true;
    else if (!LISTS.includes(name)) found[name] = value;
    else found[name] = [...(Array.isArray(before) ? before : []), ...listed(name, value)];
  }
  const hashes = hashesOf(line);
  return withoutUnset(Object.keys(hashes).length === 0 ? found : { ...found, hashes });
}

/** Packages are given with commas between them; `:none:` empties the list. */
function listed(name: string, value: string): readonly string[] {
  if (Object.values(INTERNAL_NAMES).includes(name)) return [value];
  return value.split(',').filter((one) => one !== ':none:');
}

/** Some options come with others that nobody gave. */
function withoutUnset(options: Readonly<Record<string, unknown>>): unknown {
  const isSet = (value: unknown) =>
    Array.isArray(value) ? value.length > 0 : value !== false && value !== null;
  return Object.entries(options)
    .filter(([, value]) => isSet(value))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** Those that say which kinds of files count come as two. */
/** pip takes the first, and the sets do not list the second among what is ignored. */
const UNLISTED = ['config_settings', 'editable'];

function ignoredOf({ entry, options }: RequirementsLine): readonly string[] {
  const lost =
    entry.kind === 'editable' ? [] : options.flatMap(({ means: [name = ''] }) => internalName(name));
  const isControl = lost.some((name) => name === 'no_binary' || name === 'only_binary');
  return [...new Set([...lost, ...(isControl ? ['no_binary', 'only_binary'] : [])])]
    .filter((name) => !UNLISTED.includes(name))
    .toSorted();
}
