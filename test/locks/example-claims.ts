import type { WatchedStatement } from './watched-run.ts';

/** Which both timeouts have when an example begins, as env.py would set them. */
export const TIMEOUT = '70s';

/** Something that a message says and PostgreSQL shows. */
interface Claim {
  /** Words of the message. */
  readonly words: string;
  readonly isSeen: (statement: WatchedStatement) => boolean;
}

const MODE =
  '(?:ACCESS SHARE|ROW SHARE|ROW EXCLUSIVE|SHARE UPDATE EXCLUSIVE|SHARE ROW EXCLUSIVE|SHARE|ACCESS EXCLUSIVE|EXCLUSIVE)';
const VERBS = 'reads?|may write|writes?|builds?|empties|empty';
const TABLE = `(?!(?:the|every|where|${VERBS})\\b)[\\w.]*\\w\\b`;
const TAKES = new RegExp(
  `\\btakes? (?<mode>${MODE}) on (?<tables>${TABLE}(?:(?:, | and )${TABLE})*)(?<work>(?: and (?:${VERBS}) [a-z ]+)?)`,
  'g',
);

/** In the order of the message. Of a lock and the work under it, both must be seen of one statement. */
export function claimsOf(message: string): readonly Claim[] {
  return SAYINGS.flatMap(({ says, isSeen }) =>
    Array.from(message.matchAll(says), ({ 0: words, groups = {} }) => ({
      words,
      isSeen: (statement: WatchedStatement) => isSeen(statement, groups),
    })),
  );
}

interface Saying {
  readonly says: RegExp;
  readonly isSeen: (statement: WatchedStatement, groups: Partial<Record<string, string>>) => boolean;
}

const SAYINGS: readonly Saying[] = [
  {
    says: TAKES,
    isSeen: ({ locks, work }, groups) =>
      (groups['tables'] ?? '')
        .split(/, | and /)
        .every(
          (table) =>
            locks.has(`${groups['mode'] ?? ''} on ${table}`) && isDone(groups['work'] ?? '', work, table),
        ),
  },
  {
    // Which table an index is of does not show in the statement.
    says: new RegExp(`\\btakes? (?<mode>${MODE}) on the table of `, 'g'),
    isSeen: ({ locks }, { mode = '' }) => [...locks].some((lock) => lock.startsWith(`${mode} on `)),
  },
  {
    says: new RegExp(`\\btakes? (?<mode>${MODE}) on every table .* and reads? every row`, 'g'),
    isSeen: ({ locks, work }, { mode = '' }) =>
      [...work.read].some((table) => locks.has(`${mode} on ${table}`)),
  },
  {
    says: /\bbuilds? the index \w+ again, without CONCURRENTLY/g,
    isSeen: ({ locks, work }) => [...work.indexed].some((table) => locks.has(`SHARE on ${table}`)),
  },
  {
    says: new RegExp(`\\breads? every row of (?<table>${TABLE})`, 'g'),
    isSeen: ({ work }, { table = '' }) => work.read.has(table),
  },
  {
    // A lock that names no table is on the one whose rows are read.
    says: new RegExp(
      `(?<table>${TABLE}) (?:under|while the transaction holds) (?<mode>${MODE})(?: on (?<held>${TABLE}))?`,
      'g',
    ),
    isSeen: ({ heldBefore }, { table = '', mode = '', held = table }) => heldBefore.has(`${mode} on ${held}`),
  },
  {
    says: new RegExp(`\\b(?:empties|empty) (?<table>${TABLE})(?: and loses every row| and, by CASCADE)`, 'g'),
    isSeen: ({ work }, { table = '' }) => work.emptied.has(table),
  },
  {
    says: /\bdisables (?<name>lock_timeout|statement_timeout)\b/g,
    isSeen: ({ timeouts }, { name = '' }) => timeouts.get(name) === '0',
  },
  {
    says: /\bresets (?<name>lock_timeout|statement_timeout) and loses the value from env\.py/g,
    isSeen: ({ timeouts }, { name = '' }) => timeouts.has(name) && timeouts.get(name) !== TIMEOUT,
  },
  {
    says: /\b(?:COMMIT|END|ROLLBACK) ends the (?:migration's )?transaction/g,
    isSeen: ({ refusal, error }) => refusal !== undefined && error === undefined,
  },
  {
    says: /\bfails? (?:inside a|in the) transaction|\bfails?, because PostgreSQL runs one text in one transaction/g,
    isSeen: ({ error = '' }) => error.endsWith(' cannot run inside a transaction block'),
  },
  {
    says: /PostgreSQL (?:otherwise )?refuses it with "unsafe use of new value"/g,
    isSeen: ({ error = '' }) => /^unsafe use of new value ".+" of enum type /.test(error),
  },
];

function isDone(words: string, seen: WatchedStatement['work'], table: string): boolean {
  const [, work] = WORKS.find(([says]) => says.test(words)) ?? [];
  return work === undefined ? words === '' : seen[work].has(table);
}

const WORKS: readonly (readonly [says: RegExp, work: keyof WatchedStatement['work']])[] = [
  [/reads? every row/, 'read'],
  [/builds? an index/, 'indexed'],
  [/writes? every row/, 'rewritten'],
  [/(?:empties|empty) it/, 'emptied'],
];
