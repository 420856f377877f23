import { readerAt, readPolicyFile, type Observers, type PolicyFile } from '@lockkeeper/operations/observe';
import { POLICY_FILE_NAMES } from '@lockkeeper/policy-core';

import { foldersAbove } from '../locations/uri-path.ts';

export interface LocatedPolicy {
  /** URI of the folder that holds it. */
  readonly root: string;
  /** Never `absent`. */
  readonly file: PolicyFile;
}

/** Finds and reads policies, and reads one again only when its text has changed. */
export interface PolicyCache {
  /** The nearest policy above a place, looking no further up than `top`. */
  nearest(uri: string, top: string): Promise<LocatedPolicy | undefined>;
  at(root: string): Promise<PolicyFile>;
}

export function createPolicyCache(diskAt: (root: string) => Observers): PolicyCache {
  const known = new Map<string, { readonly written: string; readonly file: PolicyFile }>();

  const at = async (root: string): Promise<PolicyFile> => {
    const contents = await readerAt('worktree', diskAt(root))(POLICY_FILE_NAMES);
    const written = JSON.stringify([...contents]);
    const before = known.get(root);
    if (before?.written === written) return before.file;
    const file = await readPolicyFile(() => Promise.resolve(contents));
    known.set(root, { written, file });
    return file;
  };

  return {
    at,
    nearest: async (uri, top) => {
      for (const root of foldersAbove(uri, top)) {
        const file = await at(root);
        if (file.kind !== 'absent') return { root, file };
      }
      return undefined;
    },
  };
}
