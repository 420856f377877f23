import { describe, expect, test } from 'vitest';

import { onlyMakesValue } from './known-functions.ts';

describe('A function only makes a value', () => {
  test.each(['count', 'lower', 'nextval', 'setval', 'gen_random_uuid', 'jsonb_build_object', 'to_tsvector'])(
    '%s',
    (name) => {
      expect(onlyMakesValue(name)).toBe(true);
    },
  );
  test.each(['array_agg', 'regexp_replace', 'string_to_array', 'uuid_generate_v4', 'pg_get_serial_sequence'])(
    '%s, by its family',
    (name) => {
      expect(onlyMakesValue(name)).toBe(true);
    },
  );
});

describe('A function may do anything', () => {
  test.each([
    '',
    'mine',
    'set_config',
    'Lower',
    'tools.lower',
    'total',
    'jsonbset',
    'json mine',
    'dblink_exec',
  ])('%s', (name) => {
    expect(onlyMakesValue(name)).toBe(false);
  });
});
