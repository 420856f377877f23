import type { TemporaryRepository } from '../../packages/host-node/src/testing/temporary-repository.ts';

/** One way around the policy, done on a real repository that stands on the attacker's branch. */
export interface Attack {
  readonly branch: string;
  readonly by: 'agent' | 'human';
  readonly verdict: 'pass' | 'block' | 'warn';
  /** Rules that name the attack; others may speak as well. */
  readonly rules: readonly string[];
  readonly label?: AttackLabel | undefined;
  /** Straight to the default branch, without a pull request. */
  readonly isPush?: true;
  /** Changes files; what it leaves behind is committed by whoever attacks. */
  readonly deed: (repository: AttackedRepository) => void;
}

export interface AttackedRepository extends TemporaryRepository {
  /** Commits what lies on disk as the attacker. */
  save(message?: string): void;
  remove(path: string): void;
  move(from: string, to: string): void;
  link(path: string, target: string): void;
  append(path: string, text: string): void;
  /** Puts a file under a name of any bytes into the index: `MODE BLOB`, a tab, the name. */
  cacheInfo(before: string, name: Buffer): void;
}

export interface AttackLabel {
  readonly name: string;
  readonly by: 'reviewer' | 'agent';
  readonly isBeforePush?: true;
}
