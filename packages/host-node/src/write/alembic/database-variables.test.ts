import { expect, test } from 'vitest';

import { redirectDatabaseVariables } from './database-variables.ts';

test('no variable leads to another database, whatever it is called', () => {
  const env = {
    PATH: '/bin',
    DATABASE_URL: 'postgresql+asyncpg://ana:pw@db/shop',
    Database_Url_Prod: ' postgres://ana:pw@prod/shop',
    BILLING: 'POSTGRESQL+psycopg://ana:pw@prod/billing',
    PGSERVICE: 'prod',
    PGSERVICEFILE: '/services',
    PGHOSTADDR: '10.0.0.7',
    PGUSER: 'ana',
    EMPTY: '',
    NOTE: 'see postgresql://db/shop',
  };
  const address = (scheme: string) => `${scheme}://here/one`;
  expect(redirectDatabaseVariables(env, { variables: ['DATABASE_URL', 'PROD', 'NOTE'], address })).toEqual({
    PATH: '/bin',
    DATABASE_URL: 'postgresql+asyncpg://here/one',
    PROD: 'postgresql://here/one',
    Database_Url_Prod: 'postgres://here/one',
    BILLING: 'POSTGRESQL+psycopg://here/one',
    PGUSER: 'ana',
    EMPTY: '',
    NOTE: 'postgresql://here/one',
  });
});
