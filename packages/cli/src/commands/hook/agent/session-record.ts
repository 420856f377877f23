import type { GitPlace, RefSnapshot } from '@lockkeeper/host-node/read';
import { createSessionStore, stateFolder, type SessionStore } from '@lockkeeper/host-node/sessions';

import type { World } from '../../../world.ts';

/** What one repository was when an agent's session began. */
export interface SessionRepository {
  readonly place: GitPlace;
  readonly snapshot: RefSnapshot;
  /** The commit whose policy judges, and that changes are counted from; `null` where no commit has a policy. */
  readonly base: string | null;
  /** SHA-256 of the text of the policy; `null` where there was none. */
  readonly policyDigest: string | null;
  /** As in `.gitignore`: what was left out. */
  readonly ignoreRules: string;
  /** What git noted last when its head moved; `null` where it noted nothing. */
  readonly lastNote: string | null;
  /** Folders of git of its further worktrees. */
  readonly worktrees: readonly string[];
  /** What was staged by then. */
  readonly staged: Readonly<Record<string, string>>;
  /** What lay on disk at paths that were not as they are in the last commit. */
  readonly states: Readonly<Record<string, string>>;
  /** Files, and folders with `/` at their end, that rules in no commit hid. */
  readonly hidden: readonly string[];
  /** Under which name its index is kept. */
  readonly index: string;
}

export interface SessionRecord {
  readonly version: 2;
  readonly repositories: readonly SessionRepository[];
}

/** Rejects where nothing tells in which folder a user keeps such things. */
export function sessionStore({ env }: Pick<World, 'env'>): SessionStore {
  const folder = stateFolder({ env, platform: process.platform });
  if (folder === undefined) {
    throw new Error('Cannot keep the start of the session, because HOME is not set. Set it.');
  }
  return createSessionStore(folder);
}

/** Its seal was looked at, so that this program wrote it. */
export function sessionRecordIn(text: string): SessionRecord {
  const record = JSON.parse(text) as SessionRecord;
  if (record.version !== 2) throw new Error('Another version of Lockkeeper recorded this session.');
  return record;
}
