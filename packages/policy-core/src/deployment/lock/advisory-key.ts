import { sha256 } from '../../model/sha256.ts';
import { lockPath, type LockName } from './lock-name.ts';

/** `lkev` in ASCII, the first number of each key: other programs have advisory locks of their own. */
export const ADVISORY_CLASS = 0x6c_6b_65_76;

/**
 * The second number of the key: the first four bytes of the SHA-256 of `production/api`, or of `production/_` for all of
 * it, with a sign as PostgreSQL has it. Where two names have one key, one of them waits for the other.
 */
export function advisoryKey(name: LockName): number {
  return Number.parseInt(sha256(lockPath(name)).slice(0, 8), 16) | 0;
}
