export { ADVISORY_CLASS } from './advisory-key.ts';
export { decideRenew, decideTake, mayRelease } from './decide-lock.ts';
export { freeText, heldText, readLock, type LockHolding, type LockState } from './environment-lock.ts';
export { afterBeat, type Beat, type HeldUntil } from './heartbeat.ts';
export { lockPath, lockNameText, readLockPath, type LockName } from './lock-name.ts';
export {
  readSession,
  sessionClaim,
  sessionNote,
  type SeenSession,
  type SessionLock,
} from './session-lock.ts';
