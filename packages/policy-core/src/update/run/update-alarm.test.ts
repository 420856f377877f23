import { expect, test } from 'vitest';

import type { Banner } from '../state/banner.ts';
import type { LatchReason } from '../state/update-state.ts';
import { updateAlarm } from './update-alarm.ts';

test.each<readonly [LatchReason | null, Banner['level'], string, ReturnType<typeof updateAlarm>]>([
  [null, 'info', 'updated', null],
  [null, 'warning', 'updated', null],
  [null, 'warning', 'failed', 'failed'],
  [null, 'warning', 'failed-disabled', 'failed'],
  [null, 'critical', 'failed', 'failed'],
  [null, 'critical', 'rolled-back', 'failed'],
  [null, 'critical', 'updated', 'failed'],
  [null, 'warning', 'remote-name-unresolved', null],
  [null, 'warning', 'tree-dirty', null],
  [null, 'warning', 'deps-changed', null],
  [null, 'warning', 'tag-moved', 'security'],
  [null, 'warning', 'remote-host-key', 'security'],
  ['paused', 'info', 'updated', null],
  ['paused', 'warning', 'unsigned', 'security'],
  ['too-many-failures', 'info', 'updated', 'disabled'],
])(
  'updates that are off by %s, with a banner of level %s that says %s, alarm by %s',
  (...[reason, level, code, alarm]) => {
    const disabled = reason && { reason, at: '2026-11-24T10:00:00.000Z', run: null };
    expect(updateAlarm({ disabled }, { level, code })).toBe(alarm);
    expect(updateAlarm({ disabled }, undefined)).toBe(alarm === 'disabled' ? alarm : null);
  },
);
