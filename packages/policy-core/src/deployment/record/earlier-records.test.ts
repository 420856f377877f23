import { describe, expect, test } from 'vitest';

import { readDeployRecord } from '../facts/deploy-record.ts';
import { earlierRecordFaults } from './earlier-records.ts';
import { nextRecord } from './next-record.ts';

const PATH = 'infrastructure/last-good-deploy.json';
const headOf = (letter: string) => `sha256:${letter.repeat(64)}`;

function deploy(letter: string, day: number, before?: string): string {
  const next = nextRecord({
    path: PATH,
    before: before === undefined ? { kind: 'absent' } : { kind: 'text', text: before },
    deploy: {
      last_good_sha: letter.repeat(40),
      deployed_at: `2026-11-0${day}T08:00:00Z`,
      environment: 'production',
      service: 'api',
    },
    auditHead: headOf(letter),
  });
  if (next.kind === 'refused') throw new Error(next.problem);
  return next.text;
}

const v0 = (letter: string, day: number) =>
  `{"last_good_sha":"${letter.repeat(40)}","deployed_at":"2026-11-0${day}T08:00:00Z"}`;
const ONE = deploy('a', 1);
const TWO = deploy('b', 2, ONE);
const OTHER_TWO = deploy('c', 2, ONE);

const readingOf = (text: string | undefined) =>
  readDeployRecord(PATH, text === undefined ? { kind: 'absent' } : { kind: 'text', text });
const faults = (now: string | undefined, ...earlier: readonly string[]) =>
  earlierRecordFaults(
    readingOf(now),
    earlier.map((text, index) => ({ id: `${index}`, reading: readingOf(text) })),
  ).length;

describe('a record beside those that the history holds', () => {
  test.each([
    ['is the first', ONE, []],
    ['is the same', TWO, [TWO, ONE]],
    ['is the next of version 0', TWO, [ONE, v0('a', 1)]],
    ['is a later one of version 0', v0('b', 2), [v0('a', 1)]],
    ['follows what was never a record', ONE, ['{', '{"last_good_sha":"HEAD"}']],
    ['follows what somebody edited by hand', ONE, [TWO.replace('"api"', '"web"')]],
  ])('goes on where it %s', (_what, now, earlier) => {
    expect(faults(now, ...earlier)).toBe(0);
  });

  test.each([
    ['is gone', undefined, [ONE]],
    ['was one of version 0, and is gone', undefined, [v0('a', 1)]],
    ['is of version 0 again', v0('b', 3), [ONE]],
    ['is an earlier one', ONE, [TWO, ONE]],
    ['is another one of the same number', OTHER_TWO, [TWO, ONE]],
    ['is a later one of the same entry', deploy('a', 1, ONE), [ONE]],
    ['is one of version 0 of an earlier deploy', v0('a', 1), [v0('b', 2)]],
    ['is one of version 0 with another commit at the same time', v0('a', 1), [v0('b', 1)]],
  ])('goes back where it %s', (_what, now, earlier) => {
    expect(faults(now, ...earlier)).toBeGreaterThan(0);
  });
});
