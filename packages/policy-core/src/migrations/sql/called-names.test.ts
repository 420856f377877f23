import { describe, expect, test } from 'vitest';

import { calledNames } from './called-names.ts';
import { significantTokens } from './tokens.ts';

function called(code: string): readonly string[] {
  return calledNames(code, significantTokens(code)).map(({ name }) => name);
}

describe('What PL/pgSQL calls', () => {
  test.each([
    ['BEGIN x := wipe(); END', ['wipe']],
    ['DECLARE x int := wipe(); BEGIN END', ['wipe']],
    ['DECLARE x numeric(1) := app.wipe(1); BEGIN END', ['wipe']],
    ['DECLARE x geometry(Point) DEFAULT wipe(); BEGIN PERFORM drain(); END', ['wipe', 'drain']],
    ['BEGIN PERFORM wipe(); END', ['wipe']],
    ['DECLARE x int; BEGIN NULL; PERFORM wipe(1); END', ['wipe']],
    ['BEGIN x := a.declare; PERFORM wipe(1); END', ['wipe']],
    ['BEGIN x := a::text || wipe(); END', ['wipe']],
  ])('is told: %s', (code, names) => {
    expect(called(code)).toEqual(names);
  });

  test.each([
    'BEGIN IF (a) THEN NULL; ELSIF (b) THEN NULL; ELSEIF (c) THEN NULL; END IF; END',
    'DECLARE x geometry(Point, 4326); BEGIN END',
    'DECLARE a int; x geometry(Point, 4326); BEGIN END',
    'DECLARE x CONSTANT vector(3) := y; BEGIN END',
    'DECLARE x postgis.geometry(Point, 4326); BEGIN END',
    'BEGIN DECLARE x vector(3); BEGIN NULL; END; END',
    'BEGIN x := y::vector(3); END',
    'BEGIN x := y::public.vector(3); END',
    'BEGIN x := CAST(y AS geometry(Point, 4326)); END',
  ])('is no key word and no type with a size: %s', (code) => {
    expect(called(code)).toEqual([]);
  });
});
