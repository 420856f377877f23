import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { advisoryKey } from './advisory-key.ts';
import {
  readSession,
  sessionName,
  sessionNote,
  type SeenSession,
  type SessionHolding,
} from './session-lock.ts';

const HOLDING: SessionHolding = {
  environment: 'production',
  service: 'api',
  token: 7,
  holder: 'alice',
  reason: 'release 1.4',
  run_url: null,
  taken_at: '2026-11-21T08:00:00.000Z',
};

const SESSION = { pid: 4711, user: 'app', since: '2026-11-21T07:59:59.000Z' };

function seen(holding: SessionHolding, hidden: Partial<SeenSession> = {}): SeenSession {
  return {
    ...SESSION,
    key: advisoryKey(holding),
    applicationName: sessionName(holding, holding.holder),
    query: `SELECT pg_backend_pid() AS pid -- ${sessionNote(holding)}`,
    ...hidden,
  };
}

const { environment, service } = HOLDING;

describe('a session that has a lock', () => {
  test('says all of it to whoever may see what it asks', () => {
    expect(readSession(seen(HOLDING))).toEqual({
      session: SESSION,
      name: { environment, service },
      holder: 'alice',
      holding: HOLDING,
    });
    const whole = { ...HOLDING, service: undefined, run_url: 'https://ci/7' };
    expect(readSession(seen(whole)).holding).toEqual(whole);
  });

  test('says at least which lock and who to everybody else', () => {
    for (const query of ['', '<insufficient privilege>', 'SELECT 1', seen(HOLDING).query.slice(0, 60)])
      expect(readSession(seen(HOLDING, { query }))).toEqual({
        session: SESSION,
        name: { environment, service },
        holder: 'alice',
        holding: undefined,
      });
  });

  test('is not believed where its lock is another one', () => {
    const other = advisoryKey({ environment: 'staging', service: undefined });
    expect(readSession(seen(HOLDING, { key: other }))).toEqual({
      session: SESSION,
      name: undefined,
      holder: undefined,
      holding: undefined,
    });
  });

  test('of a note that says more or less than ours nothing is taken from it', () => {
    const note = sessionNote(HOLDING);
    for (const query of [note.replace('"token":7', '"token":0'), note.replace('{', '{"x":1,'), '{}', '{'])
      expect(readSession(seen(HOLDING, { query })).holding).toBeUndefined();
  });

  test('of a name that is none of ours says nothing', () => {
    for (const applicationName of ['psql', 'lockkeeper', 'lockkeeper lock ', 'lockkeeper lock production'])
      expect(readSession(seen(HOLDING, { applicationName, query: '' })).name).toBeUndefined();
  });
});

describe('the application name of a session', () => {
  test('names the lock and its holder', () => {
    expect(sessionName(HOLDING, 'alice')).toBe('lockkeeper lock production/api alice');
    expect(sessionName({ environment, service: undefined }, 'zoë')).toBe('lockkeeper lock production/_ zo?');
  });

  test('is cut where PostgreSQL would cut it', () => {
    const name = sessionName(HOLDING, 'a'.repeat(100));
    expect(name).toHaveLength(63);
    expect(readSession(seen(HOLDING, { applicationName: name, query: '' })).holder).toBe('a'.repeat(32));
  });
});

describe('the note of a session', () => {
  test('keeps as much of a long reason as others get to see', () => {
    const long = { ...HOLDING, reason: 'ß'.repeat(2000) };
    const note = sessionNote(long);
    expect(note.length).toBeLessThanOrEqual(900);
    expect(note.length).toBeGreaterThan(880);
    expect(readSession(seen(long)).holding?.reason).toMatch(/^ß+…$/);
  });

  test('is left to the server to cut where not even the holder fits', () => {
    expect(sessionNote({ ...HOLDING, holder: 'a'.repeat(1000) })).toContain('"reason":"\\u2026"');
  });

  test('is one line of ASCII, whatever is said, and reads back', () => {
    const unit = fc.constantFrom(
      'a',
      ' ',
      '-',
      '"',
      '\\',
      '{',
      '\n',
      '\0',
      '\u2028',
      'ß',
      '漢',
      '😀',
      '\ud800',
    );
    const said = fc.string({ unit, minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(said, said, (holder, reason) => {
        const holding = { ...HOLDING, holder, reason };
        expect(sessionNote(holding)).toMatch(/^[ -~]+$/);
        expect(readSession(seen(holding)).holding).toEqual(holding);
        expect(sessionName(holding, holder)).toMatch(/^[ -~]+$/);
      }),
    );
  });
});

describe('a note that somebody else wrote', () => {
  const written = (change: Readonly<Record<string, unknown>>) =>
    `SELECT 1 -- ${JSON.stringify({ ...HOLDING, ...change })}`;

  test('is believed only where it is whole', () => {
    expect(readSession(seen(HOLDING, { query: written({}) })).holding).toEqual(HOLDING);
  });

  test.each([
    ['no environment', { environment: undefined }],
    ['an empty environment', { environment: '' }],
    ['another environment', { environment: 'staging' }],
    ['another service', { service: 'web' }],
    ['all of the environment', { service: null }],
    ['an empty service', { service: '' }],
    ['no number', { token: undefined }],
    ['a number that is a text', { token: '7' }],
    ['a number that is none', { token: -1 }],
    ['a half number', { token: 7.5 }],
    ['a number too great to count by', { token: 2 ** 60 }],
    ['no holder', { holder: undefined }],
    ['an empty holder', { holder: '' }],
    ['no reason', { reason: undefined }],
    ['an empty reason', { reason: '' }],
    ['no place for a run', { run_url: undefined }],
    ['a run that is a number', { run_url: 7 }],
    ['no time', { taken_at: undefined }],
    ['a time that is none', { taken_at: 'today' }],
    ['a time without a zone', { taken_at: '2026-11-21T08:00:00' }],
    ['something more', { nonce: 'a1' }],
  ])('with %s is not believed', (_, change) => {
    const { holding, name, holder } = readSession(seen(HOLDING, { query: written(change) }));
    expect(holding).toBeUndefined();
    expect({ name, holder }).toEqual({ name: { environment, service }, holder: 'alice' });
  });

  test.each(['{', '}', '{}', '[]', '{"environment"', 'null', '-- {"a":1} {"b":2}', '\0{', '{{}}'])(
    'such as %j says nothing',
    (query) => {
      expect(readSession(seen(HOLDING, { query })).holding).toBeUndefined();
    },
  );
});

describe('a name that somebody else gave a session', () => {
  test.each([
    ['lockkeeper lock production/api', undefined],
    ['lockkeeper lock production/api alice', 'alice'],
    ['lockkeeper lock production/api github-actions[bot]', 'github-actions[bot]'],
    ['lockkeeper lock production/api a b', 'a b'],
  ])('%j names the lock that it has', (applicationName, holder) => {
    const lock = readSession(seen(HOLDING, { applicationName, query: '' }));
    expect(lock).toMatchObject({ name: { environment, service }, holder });
  });

  test.each([
    'lockkeeper lock production/_ alice',
    'lockkeeper lock staging/api alice',
    'lockkeeper lock production/api/blue alice',
    'lockkeeper lock /api alice',
    'lockkeeper lock production/ alice',
    'Lockkeeper lock production/api alice',
    ' lockkeeper lock production/api alice',
    '',
  ])('%j names none', (applicationName) => {
    const lock = readSession(seen(HOLDING, { applicationName, query: '' }));
    expect(lock).toEqual({ session: SESSION, name: undefined, holder: undefined, holding: undefined });
  });
});
