import type { CancellationToken } from 'vscode-languageserver';

import type { DocumentVerdicts } from '../features/verdict-sources.ts';
import { NO_VERDICT, type PolicyVerdict } from '../worker/messages.ts';
import { Cancelled, TookTooLong, type CheckThread } from '../worker/thread.ts';

/** Judges open documents, and keeps each verdict until something it may depend on has changed. */
export interface Checks extends DocumentVerdicts {
  /** Something a verdict may depend on has changed. */
  invalidate(): void;
  /** Saved: a document that took too long before may be tried again. */
  saved(uri: string): void;
  closed(uri: string): void;
}

export interface ChecksOptions {
  readonly ask: CheckThread['ask'];
  readonly folderOf: (uri: string) => string | undefined;
  readonly isOpen: (uri: string) => boolean;
  readonly log: (message: string) => void;
  /** Called after every check that was not answered from memory. */
  readonly checked: (uri: string) => void;
  /** Milliseconds since some moment. */
  readonly elapsed: () => number;
}

/** Nobody may have told of a change on disk, so a verdict is not trusted for longer. */
const HOLDS_FOR_MS = 3_000;

export function createChecks(options: ChecksOptions): Checks {
  const { ask: askThread, folderOf, isOpen, log, checked, elapsed } = options;
  const open = new Map<string, PolicyVerdict>();
  const asked = new Map<string, { readonly generation: number; readonly at: number }>();
  const tooSlow = new Set<string>();
  let generation = 0;

  const failed = (uri: string, error: unknown): PolicyVerdict => {
    if (error instanceof TookTooLong) {
      tooSlow.add(uri);
      return withProblem(
        `Checking ${nameOf(uri)} took too long, so it was stopped. It is tried again when the file is saved.`,
      );
    }
    const said = error instanceof Error ? error.message : String(error);
    log(`Checking ${uri} failed: ${said}`);
    return withProblem(`Checking ${nameOf(uri)} failed. The log says why.`);
  };

  const ask = async (uri: string, token: CancellationToken | undefined): Promise<PolicyVerdict> => {
    try {
      const [verdict = NO_VERDICT] = await askThread({ kind: 'document', uri, folder: folderOf(uri) }, token);
      for (const { rule, error } of verdict.crashed)
        log(`The rule ${rule} stopped with an error on ${uri}: ${error}`);
      return verdict;
    } catch (error) {
      if (error instanceof Cancelled) throw error;
      return failed(uri, error);
    }
  };

  const holds = (uri: string, forMs: number): boolean => {
    const moment = asked.get(uri);
    return moment?.generation === generation && elapsed() - moment.at < forMs;
  };

  const check = async (forMs: number, uri: string, token?: CancellationToken): Promise<PolicyVerdict> => {
    const known = open.get(uri);
    if (known !== undefined && (holds(uri, forMs) || tooSlow.has(uri))) return known;
    const moment = { generation, at: elapsed() };
    const verdict = await ask(uri, token);
    // Closed while it was checked, or never open: nothing would ever forget it.
    if (!isOpen(uri)) return verdict;
    open.set(uri, verdict);
    asked.set(uri, moment);
    checked(uri);
    return verdict;
  };

  return {
    open,
    invalidate: () => void (generation += 1),
    saved: (uri) => void tooSlow.delete(uri),
    closed: (uri) => {
      open.delete(uri);
      asked.delete(uri);
      tooSlow.delete(uri);
    },
    document: (uri, token) => check(HOLDS_FOR_MS, uri, token),
    last: (uri, token) => check(Infinity, uri, token),
  };
}

/** Nothing was judged. */
export function withProblem(problem: string): PolicyVerdict {
  return { ...NO_VERDICT, policy: { kind: 'broken', path: '', problems: 0, problem } };
}

function nameOf(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}
