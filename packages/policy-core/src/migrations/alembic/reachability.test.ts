import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { indented, nestedIn, pythonNestings } from '../../testing/python-nestings.ts';
import { pythonFileOf } from '../../testing/python-source.ts';
import { readRevision, revisionText } from '../../testing/read-revision.ts';
import { downgradeOnly } from './reachability.ts';
import { childIn, identifierName } from '../../parsers/python/nodes.ts';

const parsers = await testParsers();

function skippedIn(text: string): string[] {
  const file = pythonFileOf(parsers, text);
  return [...downgradeOnly(file)].map((node) => identifierName(file, childIn(node, 'name')) ?? '?');
}

describe('The functions that only a downgrade runs', () => {
  it.each<[string, string, string[]]>([
    ['downgrade itself', 'def upgrade(): pass\ndef downgrade(): pass\n', ['downgrade']],
    ['an async downgrade', 'async def downgrade(): pass\n', ['downgrade']],
    ['a decorated downgrade', '@log\ndef downgrade(): pass\n', ['downgrade']],
    ['a typed downgrade', 'def downgrade(engine: str = "x") -> None: pass\n', ['downgrade']],
    ['its helper', 'def h(): pass\ndef downgrade(): h()\n', ['downgrade', 'h']],
    [
      'a helper of its helper',
      'def g(): pass\ndef h(): g()\ndef downgrade(): h()\n',
      ['downgrade', 'h', 'g'],
    ],
    ['a helper defined later', 'def downgrade(): h()\ndef h(): pass\n', ['downgrade', 'h']],
    ['a helper handed on', 'def h(): pass\ndef downgrade(): map(h, x)\n', ['downgrade', 'h']],
    ['helpers in a circle', 'def a(): b()\ndef b(): a()\ndef downgrade(): a()\n', ['downgrade', 'a', 'b']],
    [
      'under a condition',
      'if x:\n    def downgrade(): pass\nelse:\n    def downgrade(): h()\ndef h(): pass\n',
      ['downgrade', 'downgrade', 'h'],
    ],
    ['under try', 'try:\n    def downgrade(): pass\nfinally:\n    pass\n', ['downgrade']],
    ['with a name in compatibility letters', 'def ｄowngrade(): pass\n', ['downgrade']],
    [
      'downgrade where upgrade passes something by that name',
      'def h(a): pass\ndef upgrade(): h(downgrade=x)\ndef downgrade(): h()\n',
      ['downgrade'],
    ],
    [
      'downgrade where a helper of both has a parameter of that name',
      'def h(downgrade): f(downgrade)\ndef upgrade(): h(0)\ndef downgrade(): h(1)\n',
      ['downgrade'],
    ],
    [
      'downgrade where that parameter is typed',
      'def h(downgrade: bool): f(downgrade)\ndef upgrade(): h(0)\ndef downgrade(): h(1)\n',
      ['downgrade'],
    ],
    [
      'downgrade where that parameter takes all others',
      'def h(*downgrade): f(downgrade)\ndef upgrade(): h(0)\ndef downgrade(): h(1)\n',
      ['downgrade'],
    ],
    [
      'downgrade where the parameter has a default, or a type',
      'def upgrade(downgrade=1): f(downgrade)\ndef downgrade(upgrade: int = 1): pass\n',
      ['downgrade'],
    ],
    ['no function at all', 'x = 1\n', []],
    ['no downgrade', 'def upgrade(): pass\ndef helper(): pass\n', []],
    ['a method called downgrade', 'class M:\n    def downgrade(self): pass\n', []],
    ['an inner function called downgrade', 'def upgrade():\n    def downgrade(): pass\n', []],
    ['a variable called downgrade', 'downgrade = 1\n', []],
  ])('are found: %s', (_, text, names) => {
    expect(skippedIn(text)).toEqual(names);
  });

  it.each<[string, string, string[]]>([
    ['a helper of both', 'def h(): pass\ndef upgrade(): h()\ndef downgrade(): h()\n', ['downgrade']],
    ['a helper that the module names', 'def h(): pass\nX = h\ndef downgrade(): h()\n', ['downgrade']],
    [
      'a helper whose helper both run',
      'def g(): pass\ndef h(): g()\ndef upgrade(): g()\ndef downgrade(): h()\n',
      ['downgrade', 'h'],
    ],
    ['a helper that nobody calls', 'def h(): pass\ndef downgrade(): pass\n', ['downgrade']],
    ['downgrade when upgrade calls it', 'def downgrade(): pass\ndef upgrade(): downgrade()\n', []],
    ['downgrade when the module calls it', 'def downgrade(): pass\ndowngrade()\n', []],
    ['downgrade under the name upgrade', 'def downgrade(): pass\nupgrade = downgrade\n', []],
    ['downgrade handed on', 'def downgrade(): pass\ndef upgrade(): run(downgrade)\n', []],
    ['downgrade in a class', 'def downgrade(): pass\nclass M:\n    run = downgrade\n', []],
    [
      'downgrade as a default of its own name',
      'def downgrade(): pass\ndef upgrade(downgrade=downgrade): pass\n',
      [],
    ],
    ['downgrade as a type', 'def downgrade(): pass\ndef upgrade(a: downgrade, b: downgrade = 1): pass\n', []],
    [
      'downgrade as the type of a result',
      'def downgrade(): pass\ndef upgrade(downgrade) -> downgrade: pass\n',
      [],
    ],
    ['downgrade as an argument', 'def downgrade(): pass\ndef upgrade(): f(downgrade=downgrade)\n', []],
    ['downgrade as a default', 'def downgrade(): pass\ndef upgrade(f=downgrade): f()\n', []],
    ['downgrade in a decorator', 'def downgrade(): pass\n@wrap(downgrade)\ndef upgrade(): pass\n', []],
    ['downgrade in a comprehension', 'def downgrade(): pass\n[f() for f in [downgrade]]\n', []],
    ['downgrade in an f-string', 'def downgrade(): pass\nprint(f"{downgrade()}")\n', []],
    [
      'helpers that upgrade may pick by name',
      'def h(): pass\ndef upgrade(): globals()["h"]()\ndef downgrade(): h()\n',
      ['downgrade'],
    ],
    [
      'helpers that vars() may pick',
      'def h(): pass\ndef upgrade(): vars()["h"]()\ndef downgrade(): h()\n',
      ['downgrade'],
    ],
  ])('do not hold %s', (_, text, names) => {
    expect(skippedIn(text)).toEqual(names);
  });

  it.each<[string, string, string[]]>([
    [
      'called as in the template',
      'def downgrade(e): globals()[f"downgrade_{e}"]()\ndef downgrade_a(): pass\ndef downgrade_b(): pass\n',
      ['downgrade', 'downgrade_a', 'downgrade_b'],
    ],
    ['called by nobody', 'def downgrade(e): pass\ndef downgrade_a(): pass\n', ['downgrade']],
    [
      'called by their name',
      'def downgrade(e): downgrade_a()\ndef downgrade_a(): pass\n',
      ['downgrade', 'downgrade_a'],
    ],
  ])('hold those of several databases when they are %s', (_, text, names) => {
    expect(skippedIn(text)).toEqual(names);
  });
});

describe('What a function does where it is defined', () => {
  it.each<[string, string]>([
    ['a default', 'def downgrade(_=op.drop_table("orders")): pass\n'],
    ['a default by key word', 'def downgrade(*, _=op.drop_table("orders")): pass\n'],
    ['a typed default', 'def downgrade(_: int = op.drop_table("orders")): pass\n'],
    ['a decorator', '@log(op.drop_table("orders"))\ndef downgrade(): pass\n'],
    ['a type', 'def downgrade(_: op.drop_table("orders")): pass\n'],
    ['a type of its result', 'def downgrade() -> op.drop_table("orders"): pass\n'],
  ])('counts for downgrade, too: %s', (_, text) => {
    expect(readRevision(parsers, text).dropped).toEqual(['orders']);
  });
});

describe('A drop in upgrade()', () => {
  const drops = fc.constantFrom('op.drop_table("orders")', 'op.execute("DROP TABLE orders")');

  it('is found however deeply it is nested', () => {
    fc.assert(
      fc.property(pythonNestings, drops, (nestings, drop) => {
        const text = revisionText({ upgrade: nestedIn(nestings, [drop]) });
        expect(readRevision(parsers, text)).toMatchObject({ dropped: ['orders'], undecided: [] });
      }),
    );
  });

  it('is found in any of its helpers, called or not', () => {
    const lengths = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(lengths, fc.boolean(), drops, (length, isCalled, drop) => {
        const helpers = Array.from({ length }, (_, index) => [
          `def step${index}():`,
          index === length - 1 ? `    ${drop}` : `    step${index + 1}()`,
        ]);
        const upgrade = isCalled ? ['step0()'] : [];
        const text = revisionText({ module: helpers.flat(), upgrade });
        expect(readRevision(parsers, text).dropped).toEqual(['orders']);
      }),
    );
  });

  it('is left out when upgrade and downgrade are swapped', () => {
    fc.assert(
      fc.property(pythonNestings, drops, (nestings, drop) => {
        const lines = nestedIn(nestings, [drop]);
        expect(readRevision(parsers, revisionText({ upgrade: lines })).dropped).toEqual(['orders']);
        expect(readRevision(parsers, revisionText({ downgrade: lines }))).toMatchObject({
          dropped: [],
          undecided: [],
        });
      }),
    );
  });

  it('is found beside a downgrade that creates the table again', () => {
    const downgrade = ['op.create_table("orders", sa.Column("id", sa.Integer()))'];
    const text = revisionText({ upgrade: ['op.drop_table("orders")'], downgrade });
    expect(readRevision(parsers, text).dropped).toEqual(['orders']);
  });

  it('is the same whatever space, comments and line ends the file has', () => {
    const noise = fc.constantFrom('', '# note', '# op.drop_table("other")', '   ', '\t# tab');
    const formats = fc.record({
      noise: fc.array(noise, { maxLength: 4 }),
      crlf: fc.boolean(),
      bom: fc.boolean(),
    });
    fc.assert(
      fc.property(pythonNestings, drops, formats, (nestings, drop, format) => {
        const lines = nestedIn(nestings, [drop]).flatMap((line) => [
          ...format.noise.map((one) => `${/^ */.exec(line)?.[0]}${one}`),
          line,
        ]);
        const plain = revisionText({ upgrade: lines });
        const ends = format.crlf ? plain.replaceAll('\n', '\r\n') : plain;
        const text = format.bom ? `\uFEFF${ends}` : ends;
        const { dropped, underlined, undecided } = readRevision(parsers, text);
        expect([dropped, undecided]).toEqual([['orders'], []]);
        expect(drop).toContain(underlined[0]);
      }),
    );
  });

  it('is indented as the tests of this file claim', () => {
    expect(indented(['if a:', '    b'])).toEqual(['    if a:', '        b']);
  });
});
