import { userInfo } from 'node:os';

import { describe, expect, test } from 'vitest';

import type { Environment } from '../../system/environment.ts';
import { readAddress } from './address.ts';
import { hostText, settingsFor, type Settings } from './settings.ts';

function settings(written: string, env: Environment = {}): Settings {
  const address = readAddress(written);
  if (!address.known) throw new Error(address.reason);
  const found = settingsFor(address.value, { HOME: '/home/ana', ...env });
  if (!found.known) throw new Error(found.reason);
  return found.value;
}

describe('what an address leaves out', () => {
  test('comes from the variables of libpq', () => {
    const env = {
      PGHOST: 'db,other',
      PGPORT: '5433',
      PGUSER: 'ana',
      PGPASSWORD: 'pw',
      PGDATABASE: 'shop',
      PGSSLMODE: 'verify-full',
      PGSSLROOTCERT: '/root.crt',
      PGSSLCERT: '/own.crt',
      PGSSLKEY: '/own.key',
      PGPASSFILE: '/passwords',
      PGOPTIONS: '-c geqo=off',
      PGCONNECT_TIMEOUT: '7',
    };
    expect(settings('postgresql://', env)).toEqual({
      hosts: [
        { host: 'db', port: 5433 },
        { host: 'other', port: 5433 },
      ],
      user: 'ana',
      password: 'pw',
      database: 'shop',
      passwordFile: '/passwords',
      tls: 'verify-full',
      tlsFiles: {
        rootCertificate: '/root.crt',
        certificate: '/own.crt',
        key: '/own.key',
        folder: '/home/ana/.postgresql',
      },
      options: '-c geqo=off',
      connectTimeoutMs: 7000,
    });
  });

  test('goes without saying, as for libpq', () => {
    const found = settings('postgresql://', { PGHOST: '', PGPASSWORD: '' });
    const user = userInfo().username;
    expect(found).toMatchObject({
      user,
      database: user,
      password: undefined,
      passwordFile: '/home/ana/.pgpass',
      tls: 'prefer',
      options: undefined,
      connectTimeoutMs: undefined,
    });
    expect(found.hosts.map(({ host }) => host)).toContain('localhost');
    expect(found.hosts.every(({ port }) => port === 5432)).toBe(true);
  });

  test('counts less than what it says', () => {
    const env = {
      PGHOST: 'other',
      PGUSER: 'ben',
      PGPASSWORD: 'other',
      PGDATABASE: 'other',
      PGSSLMODE: 'disable',
    };
    expect(settings('postgresql://ana:pw@db/shop?sslmode=require&connect_timeout=1', env)).toMatchObject({
      hosts: [{ host: 'db', port: 5432 }],
      user: 'ana',
      password: 'pw',
      database: 'shop',
      tls: 'require',
      // Less than two seconds is no patience: so says libpq.
      connectTimeoutMs: 2000,
    });
  });

  test.each([
    ['postgresql://ana@db/shop', { PGHOSTADDR: '10.0.0.7' }, 'PGHOSTADDR'],
    ['postgresql://ana@/shop', { PGSERVICE: 'prod' }, 'PGSERVICE'],
    ['postgresql://ana@db', { PGSERVICE: 'prod', PGHOSTADDR: '' }, 'PGSERVICE'],
  ])('is not guessed for %s with %j, which leads libpq elsewhere', (written, env, variable) => {
    const address = readAddress(written);
    if (!address.known) throw new Error(address.reason);
    expect(settingsFor(address.value, env)).toEqual({
      known: false,
      reason: `${variable} is set, which leads Alembic elsewhere than its address says`,
    });
  });

  test('does not come from a service where nothing is left out', () => {
    expect(settings('postgresql://ana@db/shop', { PGSERVICE: 'prod' })).toMatchObject({
      hosts: [{ host: 'db' }],
      database: 'shop',
    });
  });

  test('may be the host alone', () => {
    expect(settings('postgresql://ana@/shop?port=5433', { PGHOST: '/tmp' }).hosts).toEqual([
      { host: '/tmp', port: 5433 },
    ]);
  });
});

describe('sslmode', () => {
  test.each([
    ['sslmode=disable', 'disable'],
    ['sslmode=allow', 'allow'],
    ['sslmode=prefer', 'prefer'],
    ['sslmode=require', 'require'],
    ['sslmode=verify-ca', 'verify-ca'],
    ['sslmode=verify-full', 'verify-full'],
    ['sslmode=no-verify', 'require'],
    ['ssl=require', 'require'],
    ['ssl=verify-full', 'verify-full'],
    ['ssl=true', 'require'],
    ['ssl=false', 'disable'],
    ['ssl=0', 'disable'],
    ['', 'prefer'],
  ])('%s is %s', (parameter, mode) => {
    expect(settings(`postgresql://db/shop?${parameter}`).tls).toBe(mode);
  });

  test('of the address counts more than that of the environment, however it is written', () => {
    const env = { PGSSLMODE: 'disable' };
    expect(settings('postgresql://db/shop?ssl=true', env).tls).toBe('require');
    expect(settings('postgresql://db/shop?sslmode=verify-full&ssl=false', env).tls).toBe('verify-full');
    expect(settings('postgresql://db/shop', env).tls).toBe('disable');
  });

  test('that nobody knows is no weaker one', () => {
    for (const [query, env] of [
      ['sslmode=verify_full', {}],
      ['ssl=yes', {}],
      ['', { PGSSLMODE: 'REQUIRE' }],
    ] as const) {
      const address = readAddress(`postgresql://db/shop?${query}`);
      if (!address.known) throw new Error(address.reason);
      expect(settingsFor(address.value, env)).toEqual({
        known: false,
        reason: 'its sslmode is none of disable, allow, prefer, require, verify-ca and verify-full',
      });
    }
  });

  test('and a port from the environment have to be one', () => {
    const address = readAddress('postgresql://db/shop');
    if (!address.known) throw new Error(address.reason);
    for (const PGPORT of ['x', '0', '70000', '5432,5433'])
      expect(settingsFor(address.value, { PGPORT })).toEqual({ known: false, reason: 'PGPORT is no port' });
  });
});

test.each([
  [{ host: 'db', port: 5432 }, 'db:5432'],
  [{ host: '::1', port: 5433 }, '[::1]:5433'],
  [{ host: '/var/run/postgresql', port: 5432 }, '/var/run/postgresql'],
])('%j is shown as %s', (place, shown) => {
  expect(hostText(place)).toBe(shown);
});

describe('a channel binding', () => {
  const asked = (query: string, env: Readonly<Record<string, string>> = {}) => {
    const address = readAddress(`postgresql://ana@db/shop${query}`);
    return address.known ? settingsFor(address.value, env) : address;
  };

  test.each([
    ['?channel_binding=require', {}, 'channel_binding=require'],
    ['', { PGCHANNELBINDING: 'require' }, 'channel_binding=require'],
    ['?channel_binding=always', {}, 'none of disable, prefer and require'],
  ])('that cannot be kept to is refused by name: %s %j', (query, env, reason) => {
    expect(asked(query, env)).toMatchObject({
      known: false,
      reason: expect.stringContaining(reason) as unknown,
    });
  });

  test.each(['disable', 'prefer'])('may be %s', (binding) => {
    expect(asked(`?channel_binding=${binding}`).known).toBe(true);
  });
});
