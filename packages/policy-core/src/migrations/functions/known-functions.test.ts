import { describe, expect, test } from 'vitest';

import { functionVolatility, isHarmlessFunction } from './known-functions.ts';

describe('A function changes nothing', () => {
  test.each(['count', 'lower', 'nextval', 'gen_random_uuid', 'jsonb_build_object', 'to_tsvector'])(
    '%s',
    (name) => {
      expect(isHarmlessFunction(name)).toBe(true);
    },
  );
  test.each(['array_agg', 'regexp_replace', 'string_to_array', 'uuid_generate_v4', 'pg_get_serial_sequence'])(
    '%s, by its family',
    (name) => {
      expect(isHarmlessFunction(name)).toBe(true);
    },
  );
});

describe('A value', () => {
  test.each(['random', 'nextval', 'clock_timestamp', 'gen_random_uuid', 'uuid_generate_v4', 'uuidv7'])(
    'may be another one for each row: %s',
    (name) => {
      expect(functionVolatility(name)).toBe('volatile');
      expect(isHarmlessFunction(name)).toBe(true);
    },
  );

  test.each(['now', 'lower', 'current_setting', 'count', 'jsonb_build_object', 'uuid_generate_v5'])(
    'is the same within a statement: %s',
    (name) => {
      expect(functionVolatility(name)).toBe('stable');
    },
  );

  test.each(['mine', 'to_my_liking', 'uuid_of_mine', 'Random'])('is not told by its family: %s', (name) => {
    expect(functionVolatility(name)).toBeUndefined();
  });
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
    expect(isHarmlessFunction(name)).toBe(false);
  });
});
