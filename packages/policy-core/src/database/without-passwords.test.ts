import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { stepsTaken } from '../testing/steps-taken.ts';
import { withoutPasswords } from './without-passwords.ts';

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
