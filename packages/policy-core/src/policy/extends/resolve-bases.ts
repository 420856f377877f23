import { MAX_TEXT_UNITS, type FileContent } from '../../model/file-content.ts';
import { observed, type Known } from '../../model/known.ts';
import { startOf, type SourceSpan } from '../../model/source-span.ts';
import { POLICY_FORM } from '../policy-form.ts';
import { schemaProblems } from '../policy-problems.ts';
import { policySchema } from '../policy-schema.ts';
import type { PolicyProblem, PolicyBase } from '../policy.ts';
import type { Preset } from '../presets/presets.ts';
import type { PolicySourceText, Steps } from '../source/policy-text.ts';
import { readPolicyText } from '../source/read-policy-text.ts';
import { baseReference, sourceText, type BaseLocation, type CopyOrigin } from './base-reference.ts';
import { COPY_RECORDS, copyProblem, NO_RECORDS, readCopyRecords, type CopyRecord } from './copy-records.ts';
import { mergeParts, partOf, withoutKeys, type PolicyLayer, type PolicyPart } from './layered-policy.ts';

/** Files beside the policy, by path: those that it builds on, and what records where copies come from. */
export type BaseContents = ReadonlyMap<string, Known<FileContent>>;

/** Those that a policy was loaded with, to load a text of it that was changed. */
export function baseContents(bases: readonly PolicyBase[]): BaseContents {
  return new Map(bases.map(({ path, text }) => [path, observed({ kind: 'text', text })]));
}

export interface ResolvedBases {
  /** The policy over all that it builds on. */
  readonly part: PolicyPart;
  readonly problems: readonly PolicyProblem[];
  /** What was read of what was given, each file once. */
  readonly read: readonly PolicyBase[];
  /** Paths that nobody has read yet. Until then nothing here counts. */
  readonly missing: readonly string[];
  /** Of other places, each once. */
  readonly origins: readonly CopyOrigin[];
  /** The entries of `extends` that lead to a file, the outermost first. */
  readonly chainTo: (path: string) => readonly SourceSpan[] | undefined;
}

/** A chain of more is a mistake, and so is a policy of more files. */
const MAX_DEPTH = 8;
const MAX_FILES = 64;

/**
 * Follows `extends` through all files. Of the bases of one file the later wins, and the file wins over all of them; each base
 * is put together before anything lies over it. Never throws.
 *
 * @param trusted texts of copies that were fetched a moment ago, by source: no record of them is asked for
 */
export function resolveBases(
  source: PolicySourceText,
  {
    path,
    contents,
    trusted,
  }: {
    readonly path: string;
    readonly contents: BaseContents;
    readonly trusted?: ReadonlyMap<string, string>;
  },
): ResolvedBases {
  const walk: Walk = {
    contents,
    trusted: trusted ?? new Map(),
    problems: [],
    read: new Map(),
    missing: new Set(),
    origins: new Map(),
    chains: new Map(),
    visits: 0,
    units: 0,
  };
  const part = layered(source, { location: { kind: 'file', path }, chain: [], above: [path] }, walk);
  return {
    part,
    problems: walk.problems,
    read: Array.from(walk.read, ([file, text]) => ({ path: file, text })),
    missing: [...walk.missing],
    origins: [...walk.origins.values()],
    chainTo: (file) => walk.chains.get(file),
  };
}

interface Walk {
  readonly contents: BaseContents;
  readonly trusted: ReadonlyMap<string, string>;
  readonly problems: PolicyProblem[];
  readonly read: Map<string, string>;
  readonly missing: Set<string>;
  readonly origins: Map<string, CopyOrigin>;
  readonly chains: Map<string, readonly SourceSpan[]>;
  visits: number;
  units: number;
}

interface Step {
  readonly location: BaseLocation;
  readonly chain: readonly SourceSpan[];
  /** Paths of the files that led here, and of this one. */
  readonly above: readonly string[];
}

function layered(source: PolicySourceText, step: Step, walk: Walk): PolicyPart {
  const own = partOf(source);
  const written = writtenBases(source.value);
  if (written.length === 0) return own;
  const bases = written.flatMap(({ value, steps }) => {
    const found = baseAt(value, { ...step, at: source.spanOf(steps) }, walk);
    return found === undefined ? [] : [found];
  });
  const [first, ...later] = bases;
  if (first === undefined) return own;
  return mergeParts(
    own,
    later.reduce((under, base) => mergeParts(base, under), first),
  );
}

interface WrittenBase {
  readonly value: unknown;
  readonly steps: Steps;
}

/** What is neither a text nor a list is for the schema to say. */
function writtenBases(value: unknown): readonly WrittenBase[] {
  const written: unknown =
    typeof value === 'object' && value !== null ? Reflect.get(value, 'extends') : undefined;
  if (typeof written === 'string') return [{ value: written, steps: ['extends'] }];
  return Array.isArray(written)
    ? written.map((item: unknown, index) => ({ value: item, steps: ['extends', index] }))
    : [];
}

interface ReferencePlace extends Step {
  readonly at: SourceSpan;
}

function baseAt(value: unknown, place: ReferencePlace, walk: Walk): PolicyPart | undefined {
  const reference = baseReference(value, place.location);
  switch (reference.kind) {
    case 'refused': {
      const { kind: _, ...problem } = reference;
      return refuse({ ...problem, at: place.at }, place.chain, walk);
    }
    case 'preset':
      return partOf(presetLayer(reference.preset, place.at));
    case 'file':
    case 'copy':
      return baseFile(reference, place, walk);
  }
}

/** What a preset brought stands on no line of its own: it is shown where the preset is named. */
function presetLayer({ name, value }: Preset, at: SourceSpan): PolicyLayer {
  return { value, preset: name, spanOf: () => at, keySpanOf: () => undefined };
}

function baseFile(location: BaseLocation, place: ReferencePlace, walk: Walk): PolicyPart | undefined {
  const { path } = location;
  const { at, chain, above } = place;
  const say = (message: string) => refuse({ message, at }, chain, walk);
  walk.visits += 1;
  if (above.includes(path))
    return say(`${path} extends itself${through(above, path)}. Take one of these entries out.`);
  if (above.length > MAX_DEPTH)
    return say(`The chain of extends is longer than ${MAX_DEPTH} files. Extend fewer, or name them here.`);
  if (walk.visits > MAX_FILES)
    return say(`The policy extends more than ${MAX_FILES} files. Put some of them together.`);
  const next = [...chain, at];
  if (!walk.chains.has(path)) walk.chains.set(path, next);
  const text = textOf(location, { place, walk });
  if (text === undefined) return undefined;
  const source = readPolicyText(path, text);
  if (source.kind === 'malformed')
    return refuse(
      { message: `This policy cannot be read: ${source.problem}. Fix it.`, at: source.at },
      next,
      walk,
    );
  const parsed = policySchema.safeParse(source.value, { jitless: true });
  if (!parsed.success) {
    for (const problem of schemaProblems(parsed.error, source, BASE)) refuse(problem, next, walk);
    return undefined;
  }
  const part = layered(source, { location, chain: next, above: [...above, path] }, walk);
  // Its own bases are in it by now, and where its schema lies is nothing to inherit.
  return withoutKeys(part, ['extends', '$schema']);
}

const BASE = { ...POLICY_FORM, name: 'The base' };

function through(above: readonly string[], path: string): string {
  const between = above.slice(above.indexOf(path) + 1);
  return between.length === 0 ? '' : ` through ${between.join(', ')}`;
}

interface ReadingPlace {
  readonly place: ReferencePlace;
  readonly walk: Walk;
}

/** The text of a base; says itself why there is none. */
function textOf(location: BaseLocation, { place, walk }: ReadingPlace): string | undefined {
  const { path } = location;
  const text =
    location.kind === 'copy' ? copyText(location, { place, walk }) : fileText(path, { place, walk });
  if (text === undefined) return undefined;
  if (!walk.read.has(path)) walk.units += text.length;
  walk.read.set(path, text);
  if (walk.units <= MAX_TEXT_UNITS && !text.includes('\0')) return text;
  const problem = text.includes('\0')
    ? 'is a binary file. Write it as text'
    : 'makes the policy larger than 2 MB. Make it smaller';
  return refuse({ message: `${path} ${problem}.`, at: place.at }, place.chain, walk);
}

function fileText(path: string, { place, walk }: ReadingPlace): string | undefined {
  const content = contentOf(path, walk);
  if (content === undefined) return undefined;
  const problem = unusable(path, content);
  return problem === undefined
    ? plainText(content)
    : refuse({ message: problem, at: place.at }, place.chain, walk);
}

function copyText(
  { path, origin }: Extract<BaseLocation, { kind: 'copy' }>,
  { place, walk }: ReadingPlace,
): string | undefined {
  const source = sourceText(origin);
  walk.origins.set(source, origin);
  const fetched = walk.trusted.get(source);
  if (fetched !== undefined) return fetched;
  const [content, records] = [contentOf(path, walk), contentOf(COPY_RECORDS, walk)];
  if (content === undefined || records === undefined) return undefined;
  const say = (message: string) => refuse({ message, at: place.at }, place.chain, walk);
  const known = recordsIn(records, walk);
  if (known === undefined) return undefined;
  const isAbsent = content.known && content.value.kind === 'absent';
  const unread = isAbsent ? undefined : unusable(path, content);
  if (unread !== undefined) return say(unread);
  const text = plainText(content);
  const problem = copyProblem({ source, path }, text, known);
  return problem === undefined ? text : say(problem);
}

function recordsIn(content: Known<FileContent>, walk: Walk): readonly CopyRecord[] | undefined {
  const unread =
    content.known && content.value.kind === 'absent' ? undefined : unusable(COPY_RECORDS, content);
  if (unread !== undefined) return refuse({ message: unread, at: startOf(COPY_RECORDS) }, [], walk);
  const text = plainText(content);
  if (text !== undefined) walk.read.set(COPY_RECORDS, text);
  const records = text === undefined ? NO_RECORDS : readCopyRecords(text);
  if (records.kind === 'records') return records.copies;
  for (const problem of records.problems) refuse(problem, [], walk);
  return undefined;
}

function contentOf(path: string, walk: Walk): Known<FileContent> | undefined {
  const content = walk.contents.get(path);
  if (content === undefined) walk.missing.add(path);
  return content;
}

function plainText(content: Known<FileContent>): string | undefined {
  return content.known && content.value.kind === 'text' ? content.value.text : undefined;
}

function unusable(path: string, content: Known<FileContent>): string | undefined {
  if (!content.known) return `${path} cannot be read: ${content.reason}. Fix that and run again.`;
  if (content.value.kind === 'absent') return `${path} does not exist. Add it, or take it out of extends.`;
  return content.value.kind === 'unreadable'
    ? `${path} cannot be read: ${content.value.problem}. Save it as a text file.`
    : undefined;
}

function refuse(problem: PolicyProblem, chain: readonly SourceSpan[], walk: Walk): undefined {
  const isSaid = walk.problems.some(
    ({ message, at }) =>
      message === problem.message && at.path === problem.at.path && at.start.line === problem.at.start.line,
  );
  if (!isSaid) walk.problems.push(chain.length === 0 ? problem : { ...problem, chain });
}
