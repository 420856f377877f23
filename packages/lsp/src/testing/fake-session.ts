import type { Session } from '../features/session.ts';
import type { FolderVerdicts } from '../features/verdict-sources.ts';
import type { PolicyVerdict } from '../worker/messages.ts';
import { ROOT, SOURCE_URI } from './sample-verdict.ts';

export interface FakeSession extends Session {
  /** What every document is answered with. */
  verdict: PolicyVerdict;
  /** What the whole workspace is answered with. */
  tree: readonly PolicyVerdict[];
  /** What changed files are answered with. */
  changes: ReadonlyMap<string, PolicyVerdict>;
}

/** A session with one open document and given verdicts. */
export function fakeSession(verdict: PolicyVerdict, given: Partial<Session> = {}): FakeSession {
  const trees = (): readonly FolderVerdicts[] => [{ folder: ROOT, verdicts: session.tree }];
  const session: FakeSession = {
    verdict,
    tree: [],
    changes: new Map(),
    changed: { current: () => Promise.resolve(session.changes) },
    checks: {
      document: () => Promise.resolve(session.verdict),
      last: () => Promise.resolve(session.verdict),
      open: new Map(),
    },
    trees: {
      current: () => Promise.resolve(trees()),
    },
    pageLink: undefined,
    markdown: true,
    creates: true,
    shows: true,
    snippets: true,
    copyCommand: undefined,
    openPageCommand: undefined,
    historyCommand: undefined,
    confirms: true,
    waivers: () => Promise.resolve(undefined),
    showsMessageInHover: false,
    note: () => Promise.resolve(undefined),
    view: () => Promise.resolve(undefined),
    completions: () => Promise.resolve(undefined),
    openUris: () => [SOURCE_URI],
    ...given,
  };
  return session;
}
