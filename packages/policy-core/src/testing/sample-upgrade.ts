import type { PackageChange } from '../dependencies/upgrade/package-changes.ts';
import type { UpgradePlan } from '../dependencies/upgrade/upgrade-plan.ts';

/** Of a pair whose lock a program makes. */
export const UPGRADE: UpgradePlan = {
  pair: { id: 'backend', source: 'backend/requirements.in', lock: 'backend/requirements.txt' },
  branch: 'auto/dependency-upgrade-20261121-001',
  from: { branch: 'main', commit: 'a'.repeat(40) },
  rewritten: {},
  lock: {
    words: ['pip-compile', '--output-file=requirements.txt', 'requirements.in', '--upgrade'],
    folder: 'backend',
  },
  test: { words: ['pytest', '-q'], folder: '' },
  keep: false,
};

/** Of a pair whose pins stand in its source. */
export const REWRITE: UpgradePlan = {
  ...UPGRADE,
  rewritten: { 'backend/requirements.in': 'httpx==0.28.1\n', 'backend/requirements.txt': 'httpx==0.28.1\n' },
  lock: undefined,
  test: undefined,
};

export const HTTPX: PackageChange = {
  name: 'httpx',
  old: '0.27.0',
  fresh: '0.28.1',
  kind: 'minor',
  isDowngrade: false,
};

export const ANYIO: PackageChange = {
  name: 'anyio',
  old: undefined,
  fresh: '4.7.0',
  kind: 'added',
  isDowngrade: false,
};
