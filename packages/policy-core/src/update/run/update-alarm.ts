import type { RefusalId } from '../verify/update-refusal.ts';
import type { Banner } from '../state/banner.ts';
import type { UpdateState } from '../state/update-state.ts';

/** Why somebody has to look at a service now. */
export type UpdateAlarm = 'disabled' | 'failed' | 'security';

/** `null`: nobody has to look. What only waits, or may pass by itself, is shown and no more. */
export function updateAlarm(
  { disabled }: Pick<UpdateState, 'disabled'>,
  banner: Pick<Banner, 'level' | 'code'> | undefined,
): UpdateAlarm | null {
  // Who paused the updates knows about it.
  if (disabled !== null && disabled.reason !== 'paused') return 'disabled';
  if (banner === undefined || banner.level === 'info') return null;
  if (banner.level === 'critical' || banner.code.startsWith('failed')) return 'failed';
  return SUSPECT.has(banner.code) ? 'security' : null;
}

/** What somebody may attack with. */
export const SUSPECT: ReadonlySet<string> = new Set<RefusalId>([
  'tag-moved',
  'tag-lightweight',
  'tag-malformed',
  'tag-renamed',
  'not-a-commit',
  'unsigned',
  'signature-unsupported',
  'key-unpinned',
  'key-expired',
  'key-revoked',
  'wrong-namespace',
  'tampered',
  'pins-missing',
  'pins-in-tree',
  'pins-writable',
  'not-on-branch',
  'link-leads-out',
  'case-clash',
  'remote-host-key',
]);
