import { textContent } from '../model/file-content.ts';
import { folderOf } from '../model/folder-of.ts';
import { observed, unobserved, type Known } from '../model/known.ts';
import type {
  Account,
  AppliedLabel,
  Change,
  ChangeEntry,
  Commit,
  FolderEntry,
  Observations,
  PullRequest,
  Push,
} from '../model/observations.ts';
import type { Policy } from '../policy/policy.ts';
import { wantedPaths } from './wanted-paths.ts';
import { mustBeProved, type Stage } from '../model/stage.ts';

export interface TextFile {
  /** Relative to the repository root, with `/` on every platform. */
  readonly path: string;
  readonly text: string;
}

/** Modes are those of a plain file unless they are given. */
export type GivenEntry = Pick<ChangeEntry, 'path' | 'status'> & Partial<ChangeEntry>;

export interface ChangeInput {
  /** Both sides of every change: a rename is a deletion and an addition. A bare path counts as modified. */
  readonly changes: readonly (string | GivenEntry)[];
  /** Texts after the change, as far as they are at hand. */
  readonly files?: readonly TextFile[];
  /** Left out: the labels are not known. A bare name approves at stage `local` only. */
  readonly labels?: readonly (string | AppliedLabel)[];
  readonly branch?: string;
  /** A login, or somebody on the forge. Left out: on one's own machine nobody yet, elsewhere unknown. */
  readonly author?: string | Account;
  /** The pull request it belongs to; `null`: to none. Left out: not known. */
  readonly pullRequest?: PullRequest | null;
  /** Left out: not known, so that nobody can tell whether the change is AI-made. */
  readonly commits?: readonly Commit[];
  readonly push?: Push;
  /** What symbolic links of the change point at, by path. */
  readonly links?: Readonly<Record<string, string>>;
  /** What lay before in the folders of added files and in all above them, by folder (`''`: the root); for names like theirs. */
  readonly folders?: Readonly<Record<string, readonly FolderEntry[]>>;
  /** Texts before the change. */
  readonly filesBefore?: readonly TextFile[];
  /** `true`: the list of changes was cut short. */
  readonly isCutShort?: boolean;
}

export interface SeenOptions {
  readonly stage?: Stage;
  readonly now?: string;
}

export function documentObservations(document: TextFile, options: SeenOptions): Observations {
  return {
    ...nothingSeen(options),
    focus: { kind: 'document', path: document.path },
    files: contents([document]),
  };
}

/** A file the policy names that is not given does not exist. */
export function treeObservations(
  policy: Policy,
  files: readonly TextFile[],
  options: SeenOptions,
): Observations {
  const paths = files.map(({ path }) => path);
  return withRest(
    policy,
    {
      ...nothingSeen(options),
      focus: { kind: 'tree' },
      files: contents(files),
      listing: observed(paths),
      // Their texts stand under `files`, as everything of the tree does.
      ...(policy.migrations.alembic.length > 0 && { revisions: { paths: observed(paths), files: {} } }),
      settled: observed({ from: 'start' }),
    },
    new Set(paths.flatMap(withFolders)),
  );
}

function withFolders(path: string): readonly string[] {
  return path === '' ? [] : [path, ...withFolders(folderOf(path))];
}

export function changeObservations(input: ChangeInput, options: SeenOptions): Observations {
  const stage = options.stage ?? 'local';
  // Laid over and not spread out, which takes V8 many times as long.
  return Object.assign(nothingSeen(options), {
    focus: { kind: 'change' } as const,
    files: contents(input.files ?? []),
    filesBefore: contents(input.filesBefore ?? []),
    links: knownEach(input.links ?? {}),
    folders: knownEach(input.folders ?? {}),
    change: observed(changeOf(input)),
    labels: input.labels
      ? observed(input.labels.map((label) => appliedLabel(label)))
      : unobserved('no labels were given'),
    pullRequest: knownOr(input.pullRequest, 'no pull request was given'),
    author: authorOf(input, stage),
  });
}

function changeOf(input: ChangeInput): Change {
  return {
    base: null,
    head: 'worktree',
    branch: knownOr(input.branch, 'no branch was given'),
    entries: input.changes.map((change) => entryOf(change)),
    isWhole: input.isCutShort !== true,
    commits: knownOr(input.commits, 'no commits were given'),
    push: input.push ?? null,
  };
}

function entryOf(change: ChangeInput['changes'][number]): ChangeEntry {
  if (typeof change === 'string') return entryOf({ path: change, status: 'modified' });
  const { path, status } = change;
  return {
    path,
    status,
    oldMode: change.oldMode ?? (status === 'added' ? '000000' : '100644'),
    newMode: change.newMode ?? (status === 'deleted' ? '000000' : '100644'),
  };
}

function authorOf({ author }: ChangeInput, stage: Stage): Observations['author'] {
  if (author === undefined) return mustBeProved(stage) ? unobserved('no author was given') : observed(null);
  return observed(typeof author === 'string' ? accountNamed(author) : author);
}

/** What a login alone tells: the forge ends those of its bots in `[bot]`. */
export function accountNamed(login: string): Account {
  return { login, id: null, isBot: login.endsWith('[bot]') };
}

/** A label that somebody merely names is an approval on one's own machine and nowhere else. */
export function appliedLabel(label: string | AppliedLabel): AppliedLabel {
  return typeof label === 'string' ? { kind: 'stated', name: label } : label;
}

/** Where everything that was seen is laid over. */
function nothingSeen({ now }: SeenOptions): Omit<Observations, 'focus' | 'files'> {
  return {
    listing: unobserved('no files were listed'),
    filesBefore: {},
    links: {},
    folders: {},
    present: {},
    change: unobserved('no change was given'),
    labels: unobserved('no labels were given'),
    pullRequest: unobserved('no pull request was given'),
    author: unobserved('no author was given'),
    agentSigns: [],
    deployment: null,
    settled: unobserved('no history was given'),
    recordedCommit: unobserved('git was not asked'),
    now: now === undefined ? unobserved('no time was given') : observed(now),
  };
}

function contents(files: readonly TextFile[]): Observations['files'] {
  return Object.fromEntries(files.map(({ path, text }) => [path, observed(textContent(text))]));
}

/** What judging asks for beside what was given is not there. */
function withRest(policy: Policy, seen: Observations, there: ReadonlySet<string>): Observations {
  const steps = wantedPaths(policy, seen);
  let step = steps.next();
  while (step.done !== true) {
    const { files, nearest, names, below, texts } = step.value;
    step = steps.next({
      files: new Map(files.map((path) => [path, ABSENT])),
      nearest: new Map(nearest.map((path) => [path, observed(there.has(path) ? path : undefined)])),
      names: new Map(names.map((folder) => [folder, NOTHING_THERE])),
      below: new Map(below.map((folder) => [folder, NOTHING_THERE])),
      texts: new Map(texts.map((path) => [path, ABSENT])),
    });
  }
  return step.value;
}

const ABSENT = observed({ kind: 'absent' as const });
/** But for what was given, whose names are known. */
const NOTHING_THERE = observed([]);

function knownEach<T>(values: Readonly<Record<string, T>>): Readonly<Record<string, Known<T>>> {
  return Object.fromEntries(Object.entries(values).map(([path, value]) => [path, observed(value)]));
}

function knownOr<T>(value: T | undefined, reason: string): Known<T> {
  return value === undefined ? unobserved(reason) : observed(value);
}
