import { describe, expect, test } from 'vitest';

import { waitingRows, waitingText } from './waiting-text.ts';

const WAITING = [
  { rule: 'paths/protected', reason: 'the labels are not known here', count: 2 },
  { rule: 'branches/name', reason: 'the labels are not known here', count: 1 },
  { rule: 'dependencies/lock-in-sync', reason: 'requirements.lock was not read', count: 1 },
];

describe('the status of what waits', () => {
  test('is absent when nothing waits', () => {
    expect(waitingText([])).toBeUndefined();
  });

  test('counts rules, and says each reason once', () => {
    expect(waitingText(WAITING)).toEqual({
      text: '3 rules wait',
      detail: 'the labels are not known here · requirements.lock was not read',
    });
  });

  test('counts a rule once that waits for two reasons', () => {
    const waiting = [
      { rule: 'paths/protected', reason: 'the labels are not known here', count: 2 },
      { rule: 'paths/protected', reason: 'git was not asked', count: 1 },
    ];
    expect(waitingText(waiting)?.text).toBe('1 rule waits');
  });
});

describe('the list of what waits', () => {
  test('explains every rule, in the order of their names', () => {
    expect(waitingRows(WAITING)).toEqual([
      {
        rule: 'branches/name',
        description: '1 subject waits',
        detail: 'Not decided here: the labels are not known here.',
      },
      {
        rule: 'dependencies/lock-in-sync',
        description: '1 subject waits',
        detail: 'Not decided here: requirements.lock was not read.',
      },
      {
        rule: 'paths/protected',
        description: '2 subjects wait',
        detail: 'Not decided here: the labels are not known here.',
      },
    ]);
  });

  test('has nothing when nothing waits', () => {
    expect(waitingRows([])).toEqual([]);
  });
});
