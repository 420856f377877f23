import { Minimatch } from 'minimatch';
import picomatch from 'picomatch';

import { compilePattern } from '../../packages/policy-core/dist/policy/patterns/path-pattern.js';
import { pathSet } from '../../packages/policy-core/dist/policy/patterns/path-set.js';
import { timeCalls } from './measure.mjs';

const RUNS = 15;
const PATTERNS = `
  backend/app/core/** backend/app/services/payments** infrastructure/** .github/workflows/*.yml alembic/versions/*.py
  db/**/*.sql packages/*/core/** **/secrets*.json **/Dockerfile docs/legal/**
  services/auth/** services/billing/**/*.py deploy/*/prod/** scripts/release* terraform/**/*.tf
  **/.env config/production/*.yaml web/src/checkout/** mobile/**/keystore/* lockkeeper.yaml
`
  .trim()
  .split(/\s+/);
const FOLDERS = [
  'backend/app/core',
  'backend/app/api/v2',
  'packages/web/src/pages',
  'services/billing/jobs',
  'docs/guide',
  'db/2026/11',
  'web/src/checkout',
  'test/integration',
];
const PATHS = Array.from(
  { length: 16_000 },
  (_, number) => `${FOLDERS[number % FOLDERS.length]}/part${number % 97}/file${number}.py`,
);

/** Which of 16,000 paths 20 patterns cover, patterns compiled beforehand. The dialects differ a little, the work does not. */
export function matchingOfPaths() {
  const set = pathSet(
    PATTERNS.map((text) => {
      const result = compilePattern(text);
      if (result.kind === 'problem') throw new Error(result.problem);
      return result.pattern;
    }),
  );
  const minimatchers = PATTERNS.map((text) => new Minimatch(text, { dot: true }));
  const isPicomatch = picomatch(PATTERNS, { dot: true });

  const ours = timeCalls(() => PATHS.filter((path) => set.firstMatch(path) !== undefined), RUNS);
  const minimatch = timeCalls(
    () => PATHS.filter((path) => minimatchers.some((matcher) => matcher.match(path))),
    RUNS,
  );
  return [
    {
      name: '20 patterns over 16,000 paths',
      unit: /** @type {const} */ ('ms'),
      ours,
      peers: [
        { name: 'minimatch', value: minimatch },
        { name: 'picomatch', value: timeCalls(() => PATHS.filter((path) => isPicomatch(path)), RUNS) },
      ],
      must: minimatch / 2,
      goal: minimatch / 3,
    },
  ];
}
