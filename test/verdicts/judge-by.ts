import { checkerFor, loadPolicy, type Checker } from '@lockkeeper/policy-core';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';

/** Whole trees and changes are judged as CI judges them, at one time. */
export const IN_CI = { stage: 'ci', now: '2026-11-21T08:00:00Z' } as const;

export async function checkerBy(policy: object): Promise<Checker> {
  const text = JSON.stringify({ version: 1, ...policy });
  return checkerFor(loadPolicy({ path: 'lockkeeper.json', text }), await testParsers());
}

/** Rules that ask for something in every migration, where the policy says that migrations say it. */
export const TIMEOUTS = {
  'migrations/lock-timeout-missing': { options: { setBy: 'migration' } },
  'migrations/statement-timeout-missing': { options: { setBy: 'migration' } },
} as const;

/** Numbers that sort as text. */
export function numbered(index: number): string {
  return String(index).padStart(4, '0');
}
