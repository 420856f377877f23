import { readerAt, readPolicyFile, type Observers, type PolicyFile } from '@lockkeeper/operations/observe';
import { POLICY_FILE_NAMES } from '@lockkeeper/policy-core';

import { foldersAbove } from '../locations/uri-path.ts';
import type { PolicyContents, ValidPolicy } from './messages.ts';

/** The policy of a folder, as it is written and as files are judged by it. */
export interface ReadPolicy {
  readonly file: PolicyFile;
  /**
   * The same; while that is not valid, as it was the last time that it was, or else as it is saved. `undefined`: nothing can
   * be judged.
   */
  readonly judging: ValidPolicyFile | undefined;
}

export type ValidPolicyFile = Extract<PolicyFile, { readonly kind: 'policy' }>;

export interface LocatedPolicy extends ReadPolicy {
  /** URI of the folder that holds it. Its file is never `absent`. */
  readonly root: string;
}

/** Finds and reads policies, and reads one again only when its text has changed. */
export interface PolicyCache {
  /** The nearest policy above a place, looking no further up than `top`. */
  nearest(uri: string, top: string): Promise<LocatedPolicy | undefined>;
  at(root: string): Promise<ReadPolicy>;
  /** What a worker before this one saw valid. */
  recall(policy: ValidPolicy): void;
}

/** Whether a file directly below a root is called as policies are. */
export function isPolicyName(path: string): boolean {
  return POLICY_FILE_NAMES.some((name) => name === path);
}

interface PolicySources {
  /** Reads open documents before what is on disk. */
  readonly openAt: (root: string) => Observers;
  /** Reads what is on disk. */
  readonly savedAt: (root: string) => Observers;
}

interface Reading {
  /** What was read: names of policies, and what the policy builds on. */
  readonly paths: readonly string[];
  readonly written: string;
  readonly read: ReadPolicy;
}

/** `found` is told of each policy that is valid, and of one that is gone. */
export function createPolicyCache(
  { openAt, savedAt }: PolicySources,
  found: (policy: ValidPolicy) => void,
): PolicyCache {
  const known = new Map<string, Reading>();
  const recalled = new Map<string, PolicyContents>();

  const at = async (root: string): Promise<ReadPolicy> => {
    const before = known.get(root);
    const paths = [...new Set([...POLICY_FILE_NAMES, ...(before?.paths ?? [])])];
    const reader = readerAt('worktree', openAt(root));
    const contents = new Map(await reader(paths));
    if (before?.written === JSON.stringify([...contents])) return before.read;
    const file = await readPolicyFile(async (wanted) => {
      const unread = wanted.filter((path) => !contents.has(path));
      for (const [path, content] of unread.length === 0 ? [] : await reader(unread))
        contents.set(path, content);
      return contents;
    });
    const written = JSON.stringify([...contents]);
    const judging = await judgingFile(file, before?.read.judging, [
      async () => await readPolicyFile(() => Promise.resolve(recalled.get(root) ?? new Map())),
      async () => await savedFile(savedAt(root)),
    ]);
    const read = { file, judging };
    known.set(root, { paths: [...contents.keys()], written, read });
    if (file.kind === 'policy') found({ kind: 'valid-policy', root, contents });
    if (file.kind === 'absent' && (before !== undefined || recalled.has(root)))
      found({ kind: 'valid-policy', root, contents: undefined });
    recalled.delete(root);
    return read;
  };

  return {
    at,
    recall: ({ root, contents }) => void (contents && recalled.set(root, contents)),
    nearest: async (uri, top) => {
      for (const root of foldersAbove(uri, top)) {
        const read = await at(root);
        if (read.file.kind !== 'absent') return { root, ...read };
      }
      return undefined;
    },
  };
}

/** A policy that somebody took away judges nothing any more. */
async function judgingFile(
  file: PolicyFile,
  before: ValidPolicyFile | undefined,
  others: readonly (() => Promise<PolicyFile>)[],
): Promise<ValidPolicyFile | undefined> {
  if (file.kind === 'policy') return file;
  if (file.kind === 'absent' || before !== undefined) return file.kind === 'absent' ? undefined : before;
  for (const read of others) {
    const there = await read();
    if (there.kind === 'policy') return there;
  }
  return undefined;
}

function savedFile(observers: Observers): Promise<PolicyFile> {
  return readPolicyFile(readerAt('worktree', observers));
}
