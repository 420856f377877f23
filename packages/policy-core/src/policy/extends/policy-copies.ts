import type { FileContent } from '../../model/file-content.ts';
import { textInContent } from '../../model/file-content.ts';
import type { Known } from '../../model/known.ts';
import type { InvalidPolicy, Policy } from '../policy.ts';
import { namedOrigins, type PolicySource } from '../read-policy.ts';
import { baseReference, copyPath, sourceText, type CopyOrigin } from './base-reference.ts';
import {
  COPY_RECORDS,
  copyDigest,
  copyRecordsText,
  readCopyRecords,
  type CopyRecord,
} from './copy-records.ts';
import { baseContents, type BaseContents, type ResolvedBases } from './resolve-bases.ts';

/** A file that `lockkeeper policy update` keeps. */
export interface PolicyCopy {
  /** Where its text comes from, as under `extends`; left out: it is the record of all copies. */
  readonly source?: string;
  readonly path: string;
  /** `undefined`: there is no such text. */
  readonly before: string | undefined;
  readonly after: string;
}

/** A copy that nothing names any more. */
export interface UnusedCopy {
  readonly path: string;
  /** It is not as it was copied: what was written there is nowhere else. */
  readonly isEdited: boolean;
}

export type PolicyCopies =
  | {
      readonly kind: 'copies';
      readonly copies: readonly PolicyCopy[];
      readonly unused: readonly UnusedCopy[];
    }
  | { readonly kind: 'invalid'; readonly policy: InvalidPolicy }
  /** `problem` says what is wrong and what to do, in sentences. */
  | { readonly kind: 'failed'; readonly problem: string };

/** What has to be looked at next: files of the working tree, or a text of another place. */
export interface WantedCopies {
  readonly paths: readonly string[];
  readonly origin: CopyOrigin | undefined;
}

export interface FoundCopies {
  readonly files: BaseContents;
  /** Of the origin, where one was wanted. */
  readonly text: Known<string>;
}

/**
 * What the policy builds on of other places, as it is there, beside the copies that are here. Texts that were fetched may name
 * others, so it asks round by round.
 *
 * @param load reads the policy as a check would, once its copies are written
 */
export function* policyCopies(
  policy: Pick<PolicySource, 'path' | 'text'>,
  load: (source: PolicySource) => Policy | InvalidPolicy,
): Generator<WantedCopies, PolicyCopies, FoundCopies> {
  const named = yield* namedCopies(policy);
  if (named.kind !== 'named') return named;
  const { wanted, contents } = named;
  const twice = wanted.find(({ path }, index) => wanted.findIndex((one) => one.path === path) < index);
  if (twice !== undefined) return twoVersions(twice.path);
  const { files } = yield { paths: [COPY_RECORDS, ...wanted.map(({ path }) => path)], origin: undefined };
  const found = compared(wanted, files, (copies) =>
    load({ ...policy, bases: new Map([...contents, ...baseContents(copies)]) }),
  );
  if (found.kind !== 'copies') return found;
  return { ...found, unused: yield* unusedCopies(textInContent(files.get(COPY_RECORDS)), wanted) };
}

type NamedCopies =
  | { readonly kind: 'named'; readonly wanted: readonly WantedCopy[]; readonly contents: BaseContents }
  | Exclude<PolicyCopies, { kind: 'copies' }>;

/** Fetches until nothing names another place any more. */
function* namedCopies(
  policy: Pick<PolicySource, 'path' | 'text'>,
): Generator<WantedCopies, NamedCopies, FoundCopies> {
  const contents = new Map<string, Known<FileContent>>();
  const fetched = new Map<string, string>();
  for (;;) {
    const named = namedOrigins({ ...policy, bases: contents }, fetched);
    const origin = named.origins.find((one) => !fetched.has(sourceText(one)));
    if (origin === undefined && named.missing.length === 0)
      return named.problems.length > 0
        ? invalid(policy.path, named)
        : { kind: 'named', wanted: wantedCopies(named.origins, fetched), contents };
    const { files, text } = yield { paths: named.missing, origin };
    for (const [path, content] of files) contents.set(path, content);
    if (origin === undefined) continue;
    if (!text.known) return unfetched(origin, text.reason);
    fetched.set(sourceText(origin), text.value);
  }
}

interface WantedCopy {
  readonly source: string;
  readonly path: string;
  readonly text: string;
}

function wantedCopies(
  origins: readonly CopyOrigin[],
  fetched: ReadonlyMap<string, string>,
): readonly WantedCopy[] {
  return origins.map((origin) => {
    const source = sourceText(origin);
    return { source, path: copyPath(origin), text: fetched.get(source) ?? '' };
  });
}

function compared(
  wanted: readonly WantedCopy[],
  files: BaseContents,
  load: (copies: readonly { readonly path: string; readonly text: string }[]) => Policy | InvalidPolicy,
): Exclude<PolicyCopies, { kind: 'failed' }> {
  const records = copyRecordsText(
    wanted.map(({ source, path, text }) => ({ source, path, sha256: copyDigest(text) })),
  );
  const loaded = load([...wanted, { path: COPY_RECORDS, text: records }]);
  if (loaded.kind === 'invalid') return { kind: 'invalid', policy: loaded };
  const before = (path: string) => textInContent(files.get(path));
  const recorded = before(COPY_RECORDS);
  if (wanted.length === 0 && recorded === undefined) return { kind: 'copies', copies: [], unused: [] };
  const copies = wanted.map(({ source, path, text }) => ({
    source,
    path,
    before: before(path),
    after: text,
  }));
  return {
    kind: 'copies',
    copies: [...copies, { path: COPY_RECORDS, before: recorded, after: records }],
    unused: [],
  };
}

/** Those that were recorded, are named no more, and are still there. A record that names another file was not written by us. */
function* unusedCopies(
  records: string | undefined,
  wanted: readonly WantedCopy[],
): Generator<WantedCopies, readonly UnusedCopy[], FoundCopies> {
  const read = records === undefined ? undefined : readCopyRecords(records);
  const paths = new Set(wanted.map(({ path }) => path));
  const old =
    read?.kind === 'records' ? read.copies.filter((copy) => !paths.has(copy.path) && isOurs(copy)) : [];
  if (old.length === 0) return [];
  const { files } = yield { paths: old.map(({ path }) => path), origin: undefined };
  return old.flatMap(({ path, sha256 }) => {
    const text = textInContent(files.get(path));
    return text === undefined ? [] : [{ path, isEdited: copyDigest(text) !== sha256 }];
  });
}

function isOurs({ source, path }: CopyRecord): boolean {
  const reference = baseReference(source, { kind: 'file', path: COPY_RECORDS });
  return reference.kind === 'copy' && copyPath(reference.origin) === path;
}

function invalid(path: string, { problems }: Pick<ResolvedBases, 'problems'>): NamedCopies {
  return { kind: 'invalid', policy: { kind: 'invalid', path, problems, bases: [] } };
}

function twoVersions(path: string): PolicyCopies {
  return {
    kind: 'failed',
    problem: `The policy extends two versions of ${path}. Pin one: there is one copy of each file.`,
  };
}

function unfetched(origin: CopyOrigin, reason: string): NamedCopies {
  return {
    kind: 'failed',
    problem: `${sourceText(origin)} cannot be fetched: ${reason}. Fix that and run again.`,
  };
}
