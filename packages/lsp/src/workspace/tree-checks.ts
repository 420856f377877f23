import type { CancellationToken } from 'vscode-languageserver';

import type { FolderVerdicts, TreeVerdicts } from '../features/verdict-sources.ts';
import type { PolicyVerdict } from '../worker/messages.ts';
import { Cancelled, TookTooLong, type CheckThread } from '../worker/thread.ts';
import { comparable, uriBelow } from '../locations/uri-path.ts';

/** Verdicts on whole folders. Nothing is judged whole before somebody asks for it. */
export interface TreeChecks extends TreeVerdicts {
  /** Judges every folder, and keeps judging it when files change. Rejects with {@link Cancelled}, or when a check failed. */
  check(token?: CancellationToken): Promise<readonly FolderVerdicts[]>;
  readonly last: readonly FolderVerdicts[];
  /** Why the last check came to no end, in a sentence; `undefined` where it did, and before the first. */
  readonly problem: string | undefined;
  invalidate(): void;
}

interface TreeOptions {
  readonly folders: () => readonly string[];
  /** A thread of its own: judging a whole tree must not keep open documents waiting. */
  readonly withThread: <T>(use: (thread: CheckThread) => Promise<T>) => Promise<T>;
  /** Called after every check that came to an end, with the folders that were judged. */
  readonly checked: (folders: readonly string[]) => void;
  /** Called after every other check, but one that was cancelled. */
  readonly failed: (error: unknown) => void;
}

export function createTreeChecks({ folders, withThread, checked, failed }: TreeOptions): TreeChecks {
  let last: readonly FolderVerdicts[] = [];
  let problem: string | undefined;
  let wanted = false;
  let generation = 0;
  let heldSince = -1;

  const judge = (token: CancellationToken | undefined): Promise<readonly FolderVerdicts[]> =>
    withThread((thread) =>
      Promise.all(
        folders().map(async (folder) => ({
          folder,
          verdicts: await thread.ask({ kind: 'tree', folder }, token),
        })),
      ),
    );

  const check = async (token?: CancellationToken): Promise<readonly FolderVerdicts[]> => {
    wanted = true;
    const asked = generation;
    const found = await judge(token).catch((error: unknown) => {
      if (!(error instanceof Cancelled)) {
        problem = problemOf(error);
        failed(error);
      }
      throw error;
    });
    last = found;
    problem = undefined;
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
    get problem() {
      return problem;
    },
    invalidate: () => void (generation += 1),
  };
}

function problemOf(error: unknown): string {
  return error instanceof TookTooLong
    ? 'Checking the workspace took too long, so it was stopped. It is tried again when a file changes.'
    : 'Checking the workspace failed. The log says why.';
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
