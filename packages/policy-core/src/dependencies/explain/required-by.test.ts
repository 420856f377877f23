import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parsedSide } from '../facts/parsed-side.ts';
import { parsePylock } from '../requirements/parse-pylock.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';
import { samplePair } from '../../testing/sample-pair.ts';
import type { AskedLine } from './dependency-explanation.ts';
import { viaOfLines, viaOfPackages, waysTo, type ComesFrom } from './required-by.ts';

function viaOf(lock: string): ComesFrom {
  const side = parsedSide(samplePair({ 'requirements.lock': lock }).lock);
  if (side === undefined) throw new Error('no lines');
  return viaOfLines(side);
}

function asks(path: string, line: number, as: AskedLine['as'] = 'requirements'): AskedLine {
  return {
    path,
    line,
    as,
    text: '',
    brought_in_by: [],
    specifier: '',
    extras: [],
    marker: null,
  };
}

const NOBODY = () => [];

function shown(project: string, lock: string, asked: Readonly<Record<string, readonly AskedLine[]>> = {}) {
  return waysTo(project, viaOf(lock), (name) => asked[name] ?? []).ways.map(
    ({ packages, from }) => `${packages.join(' <- ')} <- ${from.as} ${from.path}:${from.line ?? '?'}`,
  );
}

describe('the way from a package up to what people wrote', () => {
  test('ends at the file that the lock names, with the line that is known', () => {
    const lock = 'a==1\n    # via -r requirements.in\n';
    expect(shown('a', lock)).toEqual(['a <- requirements requirements.in:?']);
    expect(shown('a', lock, { a: [asks('api/requirements.in', 4)] })).toEqual([
      'a <- requirements api/requirements.in:4',
    ]);
    expect(shown('a', lock, { a: [asks('api/other.in', 4)] })).toEqual([
      'a <- requirements requirements.in:?',
    ]);
  });

  test.each([
    ['-r requirements.in', 'requirements requirements.in:?'],
    ['-r ../api/requirements.in', 'requirements ../api/requirements.in:?'],
    [String.raw`-r api\requirements.in`, String.raw`requirements api\requirements.in:?`],
    ['-c limits.txt', 'constraints limits.txt:?'],
    ['--override forced.txt', 'overrides forced.txt:?'],
    ['shop (pyproject.toml)', 'project pyproject.toml:?'],
    ['shop (pyproject.toml:dev)', 'project pyproject.toml:?'],
  ])('reads `# via %s`', (via, from) => {
    expect(shown('a', `a==1\n    # via ${via}\n`)).toEqual([`a <- ${from}`]);
  });

  test('goes over the packages that need it, the shortest first', () => {
    const lock = `a==1
    # via
    #   b
    #   c
b==1
    # via d
c==1
    # via -r x.in
d==1
    # via -r x.in
`;
    expect(shown('a', lock)).toEqual(['a <- c <- requirements x.in:?', 'a <- b <- d <- requirements x.in:?']);
  });

  test('compares names as PEP 503 does', () => {
    const lock = 'a==1\n    # via Foo.Bar\nfoo-bar==1\n    # via -r x.in\n';
    expect(shown('a', lock)).toEqual(['a <- foo-bar <- requirements x.in:?']);
  });

  test('names a file once, however often the lock does', () => {
    const lock = 'a==1\n    # via\n    #   -r x.in\n    #   -r x.in\n';
    expect(shown('a', lock)).toEqual(['a <- requirements x.in:?']);
  });

  test('is the line itself where the lock says nothing, but never a constraint', () => {
    const asked = { a: [asks('limits.txt', 1, 'constraints'), asks('x.in', 2)] };
    expect(shown('a', 'a==1\n', asked)).toEqual(['a <- requirements x.in:2']);
    expect(shown('b', 'a==1\n', asked)).toEqual([]);
  });

  test('is found where the lock leaves a step out', () => {
    const lock = 'a==1\n    # via b\n';
    expect(shown('a', lock, { b: [asks('x.in', 7)] })).toEqual(['a <- b <- requirements x.in:7']);
  });

  test('of a lock of the standard form goes over its dependencies', () => {
    const pylock = parsePylock(`lock-version = "1.0"
created-by = "x"
[[packages]]
name = "App"
version = "1"
dependencies = [{ name = "lib_a" }, { name = "lib-b", version = "2" }]
[[packages]]
name = "lib-a"
version = "1"
dependencies = [{ name = "lib-b" }]
`);
    const { ways } = waysTo('lib-b', viaOfPackages(pylock), (name) =>
      name === 'app' ? [asks('x.in', 1)] : [],
    );
    expect(ways).toEqual([
      { packages: ['lib-b', 'app'], from: { path: 'x.in', line: 1, as: 'requirements' } },
    ]);
  });

  test('ends for any lock, each way begins with the package and names none twice', () => {
    const anyName = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const anyLock = fc.array(
      fc.tuple(anyName, fc.array(fc.oneof(anyName, fc.constantFrom('-r x.in', '-r y.in')), { maxLength: 4 })),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(anyLock, anyName, (lines, project) => {
        const lock = lines
          .map(([name, via]) => `${name}==1\n    # via\n${via.map((one) => `    #   ${one}\n`).join('')}`)
          .join('');
        const { ways, more } = waysTo(project, viaOf(lock), NOBODY);
        expect(more).toBeGreaterThanOrEqual(0);
        for (const { packages } of ways) {
          expect(packages[0]).toBe(project);
          expect(new Set(packages).size).toBe(packages.length);
        }
        const lengths = ways.map(({ packages }) => packages.length);
        expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
      }),
    );
  });

  test('of a very long lock takes no long time', () => {
    const count = 20_000;
    const lock = Array.from({ length: count }, (_, index) => `p${index}==1\n    # via p${index + 1}\n`).join(
      '',
    );
    const started = stepsTaken();
    const { ways } = waysTo('p19900', viaOf(`${lock}p${count}==1\n    # via -r x.in\n`), NOBODY);
    expect(ways[0]?.packages).toHaveLength(101);
    expect(waysTo('p0', viaOf(lock), NOBODY).ways).toEqual([]);
    expect(stepsTaken() - started).toBeLessThan(8_000_000);
  });
});
