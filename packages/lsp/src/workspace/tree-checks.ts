import type { CancellationToken } from 'vscode-languageserver';

import type { FolderVerdicts, TreeVerdicts } from '../features/verdict-sources.ts';
import type { PolicyVerdict } from '../worker/messages.ts';
import { Cancelled, type CheckThread } from '../worker/thread.ts';
import { comparable, uriBelow } from '../locations/uri-path.ts';

/** Verdicts on whole folders. Nothing is judged whole before somebody asks for it. */
export interface TreeChecks extends TreeVerdicts {
  /** Judges every folder, and keeps judging it when files change. Rejects with {@link Cancelled}, or when a check failed. */
  check(token?: CancellationToken): Promise<readonly FolderVerdicts[]>;
  readonly last: readonly FolderVerdicts[];
  invalidate(): void;
}

interface TreeOptions {
  readonly folders: () => readonly string[];
  /** A thread of its own: judging a whole tree must not keep open documents waiting. */
  readonly withThread: <T>(use: (thread: CheckThread) => Promise<T>) => Promise<T>;
  /** Called after every check that came to an end, with the folders that were judged. */
  readonly checked: (folders: readonly string[]) => void;
}

export function createTreeChecks({ folders, withThread, checked }: TreeOptions): TreeChecks {
  let last: readonly FolderVerdicts[] = [];
  let wanted = false;
  let generation = 0;
  let heldSince = -1;

  const check = async (token?: CancellationToken): Promise<readonly FolderVerdicts[]> => {
    wanted = true;
    const asked = generation;
    const found = await withThread((thread) =>
      Promise.all(
        folders().map(async (folder) => ({
          folder,
          verdicts: await thread.ask({ kind: 'tree', folder }, token),
        })),
      ),
    );
    last = found;
    heldSince = asked;
    checked(found.map(({ folder }) => folder));
    return found;
  };

  return {
    check,
    current: async (token) => {
      if (!wanted || heldSince === generation) return last;
      try {
        return await check(token);
      } catch (error) {
        // What was found before is better than nothing, and asking again at once would fail again.
        if (!(error instanceof Cancelled)) heldSince = generation;
        return last;
      }
    },
    get last() {
      return last;
    },
    invalidate: () => void (generation += 1),
  };
}

/** Open documents answer for themselves. */
export function withoutOpen(verdict: PolicyVerdict, openUris: readonly string[]): PolicyVerdict {
  const open = new Set(openUris.map(comparable));
  const { root = '' } = verdict;
  const isClosed = ({ at }: { readonly at: { readonly path: string } | undefined }) =>
    at === undefined || !open.has(comparable(uriBelow(root, at.path)));
  return {
    ...verdict,
    findings: verdict.findings.filter(isClosed),
    undetermined: verdict.undetermined.filter(isClosed),
  };
}
