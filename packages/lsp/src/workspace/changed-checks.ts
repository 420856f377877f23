import type { Known } from '@lockkeeper/policy-core';

import type { ChangedStatus } from '../protocol.ts';
import type { PolicyVerdict } from '../worker/messages.ts';
import { Cancelled, type CheckThread } from '../worker/thread.ts';
import { comparable } from '../locations/uri-path.ts';
import type { Checks, ChecksOptions } from './checks.ts';

/**
 * Verdicts on the files that differ from the last commit, without anybody having opened them: each is judged as if it
 * were open. Open ones answer for themselves, and once whole folders are judged nothing is left to do here.
 */
export interface ChangedChecks {
  /** The verdicts by URI, made anew where something has changed. Never rejects. */
  current(): Promise<ReadonlyMap<string, PolicyVerdict>>;
  /** The last ones of files that are not open. */
  readonly last: ReadonlyMap<string, PolicyVerdict>;
  /** `undefined` where nobody knows what is changed, or nobody has looked. */
  statusOf(folder: string): ChangedStatus | undefined;
  invalidate(): void;
  saved(uri: string): void;
}

interface ChangedOptions {
  readonly folders: () => readonly string[];
  readonly list: (folder: string) => Promise<Known<readonly string[]>>;
  /** A thread of its own: it must not keep open documents waiting. */
  readonly withThread: <T>(use: (thread: CheckThread) => Promise<T>) => Promise<T>;
  readonly createChecks: (given: Pick<ChecksOptions, 'ask' | 'isOpen'>) => Checks;
  /** The verdict on an open document, if it was judged. */
  readonly openVerdict: (uri: string) => PolicyVerdict | undefined;
  readonly isOpen: (uri: string) => boolean;
  readonly isWanted: () => boolean;
  /** Called after every step: the files are known, one of them is judged, or all are. */
  readonly moved: () => void;
  readonly log: (message: string) => void;
}

/** A folder of dependencies that nobody ignores yet has tens of thousands of new files. */
export const MOST_CHANGED = 500;

const NONE: ReadonlyMap<string, PolicyVerdict> = new Map();

export function createChangedChecks(options: ChangedOptions): ChangedChecks {
  return new JudgedChanges(options);
}

/** Lifetime: that of the workspace. It owns the verdicts, and which files are changed. */
class JudgedChanges implements ChangedChecks {
  readonly #options: ChangedOptions;
  readonly #checks: Checks;
  #byFolder: ReadonlyMap<string, readonly string[]> = new Map();
  #thread: CheckThread | undefined;
  #running: Promise<void> | undefined;
  #isUnderWay = false;
  #generation = 0;
  #heldSince = -1;

  constructor(options: ChangedOptions) {
    this.#options = options;
    this.#checks = options.createChecks({
      ask: (question, token) => this.#thread?.ask(question, token) ?? Promise.reject(new Cancelled()),
      isOpen: (uri) => judgedIn(this.#byFolder).includes(uri) && !options.isOpen(uri),
    });
  }

  async current(): Promise<ReadonlyMap<string, PolicyVerdict>> {
    if (!this.#options.isWanted()) return NONE;
    if (this.#heldSince !== this.#generation) await (this.#running ??= this.#run());
    return this.last;
  }

  get last(): ReadonlyMap<string, PolicyVerdict> {
    const { isWanted, isOpen } = this.#options;
    return isWanted() ? new Map([...this.#checks.open].filter(([uri]) => !isOpen(uri))) : NONE;
  }

  statusOf(folder: string): ChangedStatus | undefined {
    const { isWanted, isOpen, openVerdict } = this.#options;
    const uris = this.#byFolder.get(folder);
    if (uris === undefined || !isWanted()) return undefined;
    const verdicts = uris.map((uri) => (isOpen(uri) ? openVerdict(uri) : this.#checks.open.get(uri)));
    const ungoverned = verdicts.filter((verdict) => verdict?.policy.kind === 'none').length;
    return {
      judged: verdicts.filter((verdict) => verdict?.policy.kind === 'sound').length,
      all: uris.length - ungoverned,
      isUnderWay: this.#isUnderWay,
    };
  }

  invalidate(): void {
    this.#generation += 1;
    this.#checks.invalidate();
  }

  saved(uri: string): void {
    this.#checks.saved(uri);
  }

  async #run(): Promise<void> {
    const { moved, log } = this.#options;
    const asked = this.#generation;
    try {
      await this.#judge();
    } catch (error) {
      if (!(error instanceof Cancelled)) log(`Changed files were not judged: ${String(error)}`);
    }
    this.#heldSince = asked;
    this.#running = undefined;
    this.#isUnderWay = false;
    moved();
  }

  async #judge(): Promise<void> {
    const { isOpen, isWanted, moved, withThread } = this.#options;
    this.#byFolder = await this.#list();
    const uris = judgedIn(this.#byFolder);
    for (const uri of this.#checks.open.keys())
      if (!uris.includes(uri) || isOpen(uri)) this.#checks.closed(uri);
    const closed = uris.filter((uri) => !isOpen(uri));
    this.#isUnderWay = closed.length > 0;
    moved();
    if (closed.length === 0) return;
    await withThread(async (thread) => {
      this.#thread = thread;
      for (const uri of closed) {
        if (!isWanted()) return;
        if (isOpen(uri)) continue;
        await this.#checks.last(uri);
        moved();
      }
    });
  }

  async #list(): Promise<ReadonlyMap<string, readonly string[]>> {
    const { folders, list } = this.#options;
    const found = new Map<string, readonly string[]>();
    for (const folder of folders()) {
      const uris = await list(folder);
      if (uris.known) found.set(folder, uris.value);
    }
    return found;
  }
}

function judgedIn(byFolder: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const all = new Map([...byFolder.values()].flat().map((uri) => [comparable(uri), uri]));
  return [...all.values()].slice(0, MOST_CHANGED);
}
