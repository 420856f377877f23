import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auditDifference, withoutPasswords } from './audit-difference.ts';
import type { PartDifference } from './schema-difference.ts';
import { PART_KINDS } from './seen-database.ts';
import { stepsTaken } from '../testing/steps-taken.ts';

const COLUMN: PartDifference = {
  kind: 'column',
  on: 'orders',
  name: 'total',
  standing: 'only-in-first',
  aspects: [],
};

const BETWEEN = ['development', 'production'] as const;
const FROM_MIGRATIONS = ['migrations', 'database'] as const;

describe('what only one side has', () => {
  test('is told by the name of that side', () => {
    expect(auditDifference(COLUMN, BETWEEN)).toEqual({
      kind: 'column',
      on: 'orders',
      name: 'total',
      only_in: 'development',
      aspects: [],
      text: 'The column total of orders is only in development.',
    });
    expect(auditDifference({ ...COLUMN, standing: 'only-in-second' }, BETWEEN)).toMatchObject({
      only_in: 'production',
      text: 'The column total of orders is only in production.',
    });
  });

  test('is told of the migrations and of the database', () => {
    expect(auditDifference(COLUMN, FROM_MIGRATIONS)).toMatchObject({
      only_in: 'migrations',
      text: 'The column total of orders is only in the migrations.',
    });
    expect(auditDifference({ ...COLUMN, standing: 'only-in-second' }, FROM_MIGRATIONS)).toMatchObject({
      only_in: 'database',
      text: 'The column total of orders is only in the database.',
    });
  });

  test.each(PART_KINDS)('may be a %s', (kind) => {
    const alone: PartDifference = { kind, name: 'x', standing: 'only-in-first', aspects: [] };
    expect(auditDifference(alone, BETWEEN)).toEqual({
      kind,
      on: null,
      name: 'x',
      only_in: 'development',
      aspects: [],
      text: `The ${kind} x is only in development.`,
    });
  });
});

describe('what both have otherwise', () => {
  const differs: PartDifference = {
    ...COLUMN,
    standing: 'differs',
    aspects: [
      { aspect: 'default', first: undefined, second: '0' },
      { aspect: 'type', first: 'integer', second: 'bigint' },
    ],
  };

  test('is told aspect by aspect', () => {
    expect(auditDifference(differs, BETWEEN)).toEqual({
      kind: 'column',
      on: 'orders',
      name: 'total',
      only_in: null,
      aspects: [
        { aspect: 'default', first: null, second: '0' },
        { aspect: 'type', first: 'integer', second: 'bigint' },
      ],
      text: 'The column total of orders differs: default is not set in development and 0 in production; type is integer in development and bigint in production.',
    });
  });

  test('is whole for programs, and short in the sentence', () => {
    const definition = `CREATE VIEW ${'x'.repeat(1000)}`;
    const long: PartDifference = {
      kind: 'view',
      name: 'v',
      standing: 'differs',
      aspects: [{ aspect: 'definition', first: definition, second: 'SELECT 1' }],
    };
    const { aspects, text } = auditDifference(long, BETWEEN);
    expect(aspects[0]?.first).toBe(definition);
    expect(text.length).toBeLessThan(400);
    expect(text).toContain('… (1012 characters) in development and SELECT 1 in production.');
  });
});

describe('names that hide something', () => {
  test('stay in one line of the sentence, and as they are for programs', () => {
    const name = 'a\nb\u202ec\udcff';
    const told = auditDifference({ ...COLUMN, name, on: 'x\ty' }, BETWEEN);
    expect(told.name).toBe(name);
    expect(told.text).toBe('The column a\\nb\\u{202e}c\\xff of x\\ty is only in development.');
  });
});

describe('passwords in a definition', () => {
  const viewOf = (first: string, second: string) =>
    auditDifference(
      { kind: 'view', name: 'far', standing: 'differs', aspects: [{ aspect: 'definition', first, second }] },
      BETWEEN,
    );

  test('are shown to nobody', () => {
    const told = viewOf(
      `SELECT * FROM dblink('host=one password=s3cret', 'x')`,
      `SELECT * FROM dblink('postgresql://ana:hunter2@two/shop', 'x')`,
    );
    expect(told.aspects).toEqual([
      {
        aspect: 'definition',
        first: `SELECT * FROM dblink('host=one password=****', 'x')`,
        second: `SELECT * FROM dblink('postgresql://ana:****@two/shop', 'x')`,
      },
    ]);
    expect(told.text).toBe(
      `The view far differs: definition is SELECT * FROM dblink('host=one password=****', 'x') in development and SELECT * FROM dblink('postgresql://ana:****@two/shop', 'x') in production.`,
    );
  });

  test('are no difference that goes untold where nothing else differs', () => {
    const told = viewOf(`dblink('password=s3cret')`, `dblink('password=hunter2')`);
    expect(told.text).toBe(
      `The view far differs: definition is dblink('password=****') in development and (with another secret) dblink('password=****') in production.`,
    );
    expect(told.aspects[0]?.first).not.toBe(told.aspects[0]?.second);
  });
});

describe('a definition is shown', () => {
  test.each([
    [`SELECT dblink('host=h password=s3cret dbname=x')`, `SELECT dblink('host=h password=**** dbname=x')`],
    [`dblink('host=h password=s3cret')`, `dblink('host=h password=****')`],
    [`dblink('password = ''s3 cret'' host=h')`, `dblink('password = **** host=h')`],
    [`dblink(E'password=\\'s3 cret\\' host=h')`, `dblink(E'password=**** host=h')`],
    [`dblink('PASSWORD=a\\ b host=h')`, `dblink('PASSWORD=**** host=h')`],
    [`OPTIONS (user 'ana', password 's3cret')`, `OPTIONS (user 'ana', password ****)`],
    [`ALTER ROLE ana PASSWORD 'it''s' VALID UNTIL 'x'`, `ALTER ROLE ana PASSWORD **** VALID UNTIL 'x'`],
    [`'ALTER ROLE ana PASSWORD ''s3cret'' LOGIN'`, `'ALTER ROLE ana PASSWORD **** LOGIN'`],
    [`ALTER ROLE ana PASSWORD $p$s3cret$p$`, `ALTER ROLE ana PASSWORD ****`],
    [`pw := 's3cret'; x := 1`, `pw := 's3cret'; x := 1`],
    [`v_password text := 's3cret';`, `v_password text := ****;`],
    [`v_password := 's3cret';`, `v_password := ****;`],
    [`{"password": "s3cret", "a": 1}`, `{"password": ****, "a": 1}`],
    [`'postgresql://ana:s3cret@h/x'::text`, `'postgresql://ana:****@h/x'::text`],
    [`'postgresql://ana:s3/cr?et#@h/x'::text`, `'postgresql://ana:****@h/x'::text`],
    [`'postgresql://ana:it''s@h/x'::text`, `'postgresql://ana:****@h/x'::text`],
    [`'postgresql://:s3cret@h/x'`, `'postgresql://:****@h/x'`],
    [`'postgresql://h/x?user=ana&password=s3cret&a=b'`, `'postgresql://h/x?user=ana&password=****'`],
    [`see postgresql://a:s3cret@h and amqp://b:s3cret@h`, `see postgresql://a:****@h and amqp://b:****@h`],
    [`'ghp_abcdefghijklmnopqrstuvwxyz0123456789'::text`, `'****'::text`],
    [`header 'Bearer sk_live_abcdefgh12345678'`, `header 'Bearer ****'`],
  ])('%s without its secret', (text, shown) => {
    expect(withoutPasswords(text)).toBe(shown);
  });

  test.each([
    'SELECT password FROM users',
    'CHECK (length(password) > 8)',
    'password character varying(255)',
    "'postgresql://db.example.com:5432/shop'",
    "email ~ '^[^:]+@example.com$'",
    'numeric(10,2)',
    "'active'::state",
    'https://example.com/@scope/name',
  ])('%s as it is: there is no secret in it', (text) => {
    expect(withoutPasswords(text)).toBe(text);
  });

  test('without the password of any address, and the same when it is shown once more', () => {
    const password = fc.stringMatching(/^[a-z0-9!$%^*()_+=\-/?#:@.]{1,20}Q7$/);
    const form = fc.constantFrom<(password: string) => string>(
      (secret) => `f('postgresql://ana:${secret}@db/shop')`,
      (secret) => `f('host=db password=${secret} dbname=shop')`,
      (secret) => `f(options => 'password=''${secret}''')`,
    );
    fc.assert(
      fc.property(password, form, (secret, write) => {
        const shown = withoutPasswords(write(secret));
        expect(shown).not.toContain('Q7');
        expect(withoutPasswords(shown)).toBe(shown);
      }),
    );
  });

  test('in few steps, however long a text without an end is', () => {
    const started = stepsTaken();
    withoutPasswords('://a:'.repeat(20_000) + "password='".repeat(20_000) + '@'.repeat(20_000));
    expect(stepsTaken() - started).toBeLessThan(400_000);
  });
});
