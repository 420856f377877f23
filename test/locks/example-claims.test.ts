import { describe, expect, it } from 'vitest';

import { claimsOf, TIMEOUT } from './example-claims.ts';
import type { TableWorkSeen, WatchedStatement } from './watched-run.ts';

const NO_WORK: TableWorkSeen = {
  read: new Set(),
  rewritten: new Set(),
  emptied: new Set(),
  indexed: new Set(),
};

const NOTHING: WatchedStatement = {
  sql: '',
  error: undefined,
  refusal: undefined,
  locks: new Set(),
  heldBefore: new Set(),
  work: NO_WORK,
  timeouts: new Map(),
};

const onOrders = (mode: string) => ({ locks: new Set([`${mode} on orders`]) });
const done = (work: keyof TableWorkSeen, ...tables: readonly string[]) => ({
  work: { ...NO_WORK, [work]: new Set(tables) },
});

/** What a message says, what must be seen for that, and what is not enough. */
const SAYINGS: readonly (readonly [
  string,
  Partial<WatchedStatement>,
  readonly Partial<WatchedStatement>[],
])[] = [
  [
    'This takes SHARE on orders and builds an index over its rows; writers wait.',
    { ...onOrders('SHARE'), ...done('indexed', 'orders') },
    [
      onOrders('SHARE'),
      { ...onOrders('EXCLUSIVE'), ...done('indexed', 'orders') },
      done('indexed', 'orders'),
    ],
  ],
  [
    'This may take SHARE ROW EXCLUSIVE on orders and read every row; writers wait.',
    { ...onOrders('SHARE ROW EXCLUSIVE'), ...done('read', 'orders') },
    [onOrders('SHARE ROW EXCLUSIVE'), { ...onOrders('SHARE'), ...done('read', 'orders') }],
  ],
  [
    'This takes ACCESS EXCLUSIVE on orders and may write every row again; readers wait.',
    { ...onOrders('ACCESS EXCLUSIVE'), ...done('rewritten', 'orders') },
    [{ ...onOrders('ACCESS EXCLUSIVE'), ...done('read', 'orders') }],
  ],
  [
    'This takes ACCESS EXCLUSIVE on events and events_1; readers wait.',
    { locks: new Set(['ACCESS EXCLUSIVE on events', 'ACCESS EXCLUSIVE on events_1']) },
    [{ locks: new Set(['ACCESS EXCLUSIVE on events']) }],
  ],
  [
    'This takes SHARE on every table that has a column of the domain and reads every row; writers wait.',
    { ...onOrders('SHARE'), ...done('read', 'orders') },
    [{ ...onOrders('SHARE'), ...done('read', 'lines') }],
  ],
  [
    'This reads every row of orders under ACCESS EXCLUSIVE.',
    { ...done('read', 'orders'), heldBefore: new Set(['ACCESS EXCLUSIVE on orders']) },
    [done('read', 'orders'), { heldBefore: new Set(['ACCESS EXCLUSIVE on orders']) }],
  ],
  [
    'This changes rows of lines under ACCESS EXCLUSIVE on orders.',
    { heldBefore: new Set(['ACCESS EXCLUSIVE on orders']) },
    [{ heldBefore: new Set(['ACCESS EXCLUSIVE on lines']) }],
  ],
  ['This empties orders and loses every row.', done('emptied', 'orders'), [done('rewritten', 'orders')]],
  [
    'This fails inside a transaction.',
    { error: 'VACUUM cannot run inside a transaction block' },
    [
      { error: 'relation "orders" does not exist' },
      { refusal: 'VACUUM cannot run inside a transaction block' },
    ],
  ],
  [
    'Commit paid first, because PostgreSQL otherwise refuses it with "unsafe use of new value".',
    { error: 'unsafe use of new value "paid" of enum type state' },
    [{ error: 'invalid input value for enum state: "paid"' }],
  ],
  [
    'This disables lock_timeout.',
    { timeouts: new Map([['lock_timeout', '0']]) },
    [{ timeouts: new Map([['lock_timeout', '5s']]) }, { timeouts: new Map([['statement_timeout', '0']]) }],
  ],
  [
    'This resets lock_timeout and loses the value from env.py: it is gone.',
    { timeouts: new Map([['lock_timeout', '0']]) },
    [{ timeouts: new Map([['lock_timeout', TIMEOUT]]) }],
  ],
];

describe('What a message says', () => {
  it.each(SAYINGS)('is looked for, all of it and nothing less: %s', (message, enough, tooLittle) => {
    const isSeen = (seen: Partial<WatchedStatement>) =>
      claimsOf(message).every((claim) => claim.isSeen({ ...NOTHING, ...seen }));
    expect(claimsOf(message)).not.toEqual([]);
    expect(isSeen(enough)).toBe(true);
    for (const seen of [{}, ...tooLittle])
      expect(isSeen(seen), JSON.stringify(Object.keys(seen))).toBe(false);
  });

  it('is nothing that a server shows where it tells of other things', () => {
    expect(claimsOf('Remove CASCADE, and drop everything that depends on it by name.')).toEqual([]);
  });
});
