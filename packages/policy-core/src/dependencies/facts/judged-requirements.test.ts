import { describe, expect, test } from 'vitest';

import { changeObservations, treeObservations } from '../../checker/observations-from-input.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { askIn } from '../../testing/ask-in.ts';
import { filesOfPairs } from './judged-requirements.ts';

const API = { id: 'api', source: 'api/r.txt', lock: 'api/r.lock' };
const WEB = { id: 'web', source: 'web/r.txt', lock: 'web/r.lock' };

function judged(draft: object, files: Readonly<Record<string, string>>) {
  const policy = policyOf(draft);
  const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
  return askIn(
    policy,
    treeObservations(policy, texts, {}),
  )(filesOfPairs).map(({ path, role, pair }) => `${pair.id}: ${role} ${path}`);
}

describe('under judgement', () => {
  test('are both sides and what they bring in, sides first', () => {
    expect(
      judged({ dependencies: [API, WEB] }, { 'api/r.txt': '-r base.txt\n', 'web/r.txt': '-c ../c.txt\n' }),
    ).toEqual([
      'api: source api/r.txt',
      'api: lock api/r.lock',
      'web: source web/r.txt',
      'web: lock web/r.lock',
      'api: requirements api/base.txt',
      'web: constraints c.txt',
    ]);
  });

  test('is a side of one pair that another brings in, once', () => {
    expect(judged({ dependencies: [API, WEB] }, { 'web/r.txt': '-r ../api/r.txt\n' })).toHaveLength(4);
  });

  test('is a file that pairs of other terms share, once for each', () => {
    const strict = { ...WEB, env_vars: 'allow' };
    const files = { 'api/r.txt': '-r ../base.txt\n', 'web/r.txt': '-r ../base.txt\n' };
    const shared = (draft: object) => judged(draft, files).filter((line) => line.endsWith('base.txt'));
    expect(shared({ dependencies: [API, WEB] })).toEqual(['api: requirements base.txt']);
    expect(shared({ dependencies: [API, strict] })).toEqual([
      'api: requirements base.txt',
      'web: requirements base.txt',
    ]);
  });

  test('is a source that its lock brings in as a part of the lock, too, and not where it only limits it', () => {
    const sides = (lock: string) => {
      const policy = policyOf({ dependencies: [API] });
      const files = { 'api/r.txt': 'a==1\n', 'api/r.lock': lock, 'api/b.txt': '-r r.txt\n' };
      const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
      return askIn(policy, treeObservations(policy, texts, {}))(filesOfPairs)[0]?.sides;
    };
    expect(sides('-r r.txt\n')).toEqual(['source', 'lock']);
    expect(sides('-r b.txt\n')).toEqual(['source', 'lock']);
    expect(sides('-c r.txt\n')).toEqual(['source']);
    expect(sides('a==1\n')).toEqual(['source']);
  });

  test('is a file that the source of one pair and the lock of another bring in, for each of the two', () => {
    const files = { 'api/r.txt': '-r ../base.txt\n', 'web/r.lock': '-r ../base.txt\n' };
    expect(judged({ dependencies: [API, WEB] }, files).filter((line) => line.endsWith('base.txt'))).toEqual([
      'api: requirements base.txt',
      'web: requirements base.txt',
    ]);
  });

  test('is nothing of a pair that a change does not touch', () => {
    const policy = policyOf({ dependencies: [API, WEB] });
    const seen = changeObservations({ changes: ['web/r.txt'] }, {});
    expect(askIn(policy, seen)(filesOfPairs).map(({ pair }) => pair.id)).toEqual(['web', 'web']);
  });
});
