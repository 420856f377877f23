import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  anyPart,
  anyParts,
  called,
  MODULE_HEAD,
  moduleText,
  type ModulePart,
} from '../../testing/any-module.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { changesBetween, noticed, surfaceOf } from '../../testing/python-surface.ts';
import { publicMembers } from '../surface/python-api-model.ts';

const parsers = await testParsers();

const PUBLIC = ['get_user', 'Users', 'LIMIT', 'create', 'Page', 'session'];
const PRIVATE = ['_load', '_Row', '_CACHE'];
const between = (before: readonly ModulePart[], after: readonly ModulePart[]) =>
  noticed(parsers, moduleText(before), moduleText(after));

function law(check: (parts: readonly ModulePart[], place: number) => void): void {
  fc.assert(fc.property(anyParts(PUBLIC), fc.nat(), check));
}

/** The same code as somebody else would lay it out. */
const LAYOUTS: readonly (readonly [string, (text: string) => string])[] = [
  ['with a comment above every line', (text) => text.replace(/^(?=\S)/gm, '# a word on this\n')],
  ['with comments behind the lines', (text) => text.replace(/(?<=[:,])$/gm, '  # why')],
  ['with blank lines in between', (text) => text.replaceAll('\n', '\n\n')],
  ['with the line ends of Windows', (text) => text.replaceAll('\n', '\r\n')],
  ['with spaces around what may have them', (text) => text.replaceAll('(', '( ').replaceAll(')', ' )')],
  ['with parameters on lines of their own', (text) => text.replaceAll(', ', ',\n        ')],
  ['indented by two', (text) => text.replaceAll('    ', '  ')],
  ['indented by tabs', (text) => text.replaceAll('    ', '\t')],
  ['with single quotes', (text) => text.replaceAll('"""', '§').replaceAll('"', "'").replaceAll('§', '"""')],
  ['with a docstring of the module', (text) => `"""Users and what they may do."""\n${text}`],
  ['with a byte order mark', (text) => `\uFEFF${text}`],
  ['with nothing at the end', (text) => text.trimEnd()],
  ['with more at the end', (text) => `${text}\n\n\n# the end\n`],
];

describe('A module compared with itself gives nothing [row 0.11]', () => {
  it('in the same text', () => {
    law((parts) => {
      expect(between(parts, parts)).toEqual([]);
    });
  });

  it('in another order', () => {
    law((parts) => {
      expect(between(parts, parts.toReversed())).toEqual([]);
    });
  });

  it.each(LAYOUTS)('%s', (_, layout) => {
    fc.assert(
      fc.property(anyParts(PUBLIC), (parts) => {
        const text = moduleText(parts);
        expect(noticed(parsers, text, layout(text))).toEqual([]);
        expect(noticed(parsers, layout(text), text)).toEqual([]);
      }),
    );
  });

  it('with private things under other names', () => {
    law((parts) => {
      const hidden = PRIVATE.map((name, index) => parts[index % parts.length]?.write(name) ?? '');
      const text = moduleText(parts);
      const before = `${hidden.join('\n\n')}\n\n${text}`;
      expect(noticed(parsers, before, before.replaceAll(/\b_(load|Row|CACHE)\b/g, '_other_$1'))).toEqual([]);
      expect(noticed(parsers, before, text)).toEqual([]);
      expect(noticed(parsers, text, before)).toEqual([]);
    });
  });

  it('with imports that nobody outside can see', () => {
    law((parts) => {
      const text = moduleText(parts);
      const more = `import os.path\nfrom app.other import thing as _thing, another\n${text}`;
      expect(noticed(parsers, text, more)).toEqual([]);
      expect(noticed(parsers, more, text)).toEqual([]);
    });
  });

  it('behind a second name for each definition', () => {
    law((parts) => {
      const moved = parts.map(
        (part) => `${part.write(`Moved_${part.name}`)}\n${part.name} = Moved_${part.name}`,
      );
      const known = parts.filter(({ kind }) => kind !== 'value' && kind !== 'alias');
      const after = `${MODULE_HEAD}${moved.join('\n\n')}`;
      const told = noticed(parsers, moduleText(known), after);
      expect(told).toEqual([]);
    });
  });
});

describe('What is new is never told [row 0.10] [row 0.11]', () => {
  it('wherever it is put', () => {
    fc.assert(
      fc.property(anyParts(PUBLIC), anyPart(['brand_new']), fc.nat(), (parts, more, place) => {
        expect(between(parts, parts.toSpliced(place % (parts.length + 1), 0, more))).toEqual([]);
      }),
    );
  });

  it('even when much is', () => {
    fc.assert(
      fc.property(anyParts(PUBLIC), anyParts(['more', 'again', 'Other']), (parts, more) => {
        expect(between(parts, [...more, ...parts])).toEqual([]);
      }),
    );
  });

  it('in a module that was empty', () => {
    fc.assert(
      fc.property(anyParts(PUBLIC), (parts) => {
        expect(noticed(parsers, '', moduleText(parts))).toEqual([]);
        expect(noticed(parsers, '"""Nothing yet."""\n', moduleText(parts))).toEqual([]);
      }),
    );
  });
});

describe('What is gone is always told by its name [row 0.11]', () => {
  it('one by one', () => {
    law((parts, place) => {
      const gone = parts[place % parts.length];
      const rest = parts.filter((one) => one !== gone);
      const changes = changesBetween(parsers, moduleText(parts), moduleText(rest));
      expect(changes.map(({ kind, what, name }) => ({ kind, what, name }))).toEqual([
        { kind: 'breaks', what: 'removed', name: gone?.name },
      ]);
    });
  });

  it('all at once', () => {
    law((parts) => {
      const changes = changesBetween(parsers, moduleText(parts), '# nothing is left\n');
      expect(changes.map(({ name }) => name).sort()).toEqual(parts.map(({ name }) => name).sort());
    });
  });

  it('also where a star import may bring it, as a doubt', () => {
    law((parts, place) => {
      const gone = parts[place % parts.length];
      const rest = parts.filter((one) => one !== gone);
      const star = (text: string) => `from app.shared import *\n${text}`;
      const changes = changesBetween(parsers, star(moduleText(parts)), star(moduleText(rest)));
      expect(changes).toMatchObject([{ kind: 'unclear', what: 'removed', name: gone?.name }]);
    });
  });

  it('also where it got another name', () => {
    law((parts, place) => {
      const old = parts[place % parts.length];
      const after = parts.map((one) => (one === old ? called(one, 'brand_new') : one));
      const changes = changesBetween(parsers, moduleText(parts), moduleText(after));
      expect(changes).toMatchObject([{ kind: 'breaks', name: old?.name }]);
    });
  });

  it('also where it became private', () => {
    law((parts, place) => {
      const old = parts[place % parts.length];
      const after = parts.map((one) => (one === old ? called(one, '_hidden') : one));
      expect(changesBetween(parsers, moduleText(parts), moduleText(after))).toMatchObject([
        { kind: 'breaks', name: old?.name },
      ]);
    });
  });

  it('also where it stands under a condition now', () => {
    law((parts, place) => {
      const old = parts[place % parts.length];
      const after = parts.map((one) =>
        one === old
          ? {
              ...one,
              write: (name: string) => `if DEBUG:\n${one.write(name).replaceAll(/^(?=.)/gm, '    ')}`,
            }
          : one,
      );
      expect(changesBetween(parsers, moduleText(parts), moduleText(after))).toMatchObject([
        { kind: 'breaks', what: 'conditional', name: old?.name },
      ]);
    });
  });
});

describe('Whatever becomes of a module [row 0.11]', () => {
  const anyChange = (check: (before: readonly ModulePart[], after: readonly ModulePart[]) => void) => {
    fc.assert(fc.property(anyParts(PUBLIC), anyParts(PUBLIC), check));
  };

  it('a finding names something that was public before', () => {
    anyChange((before, after) => {
      const known = publicMembers(surfaceOf(parsers, moduleText(before)));
      for (const { name } of changesBetween(parsers, moduleText(before), moduleText(after))) {
        expect([...known.keys()]).toContain(name.split('.')[0]);
      }
    });
  });

  it('every finding stands inside the new text', () => {
    anyChange((before, after) => {
      const text = moduleText(after);
      for (const { start, end } of changesBetween(parsers, moduleText(before), text)) {
        expect([0 <= start, start <= end, end <= text.length]).toEqual([true, true, true]);
      }
    });
  });

  it('the findings come in the order of the new text', () => {
    anyChange((before, after) => {
      const starts = changesBetween(parsers, moduleText(before), moduleText(after)).map(({ start }) => start);
      expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    });
  });

  it('nothing is said twice', () => {
    anyChange((before, after) => {
      const said = changesBetween(parsers, moduleText(before), moduleText(after)).map(
        ({ name, text, start }) => `${start} ${name} ${text}`,
      );
      expect(new Set(said).size).toBe(said.length);
    });
  });

  it('every name that was there is there still, or told', () => {
    anyChange((before, after) => {
      const told = new Set(
        changesBetween(parsers, moduleText(before), moduleText(after)).map(({ name }) => name),
      );
      const now = publicMembers(surfaceOf(parsers, moduleText(after)));
      for (const { name } of before) expect(now.has(name) || told.has(name)).toBe(true);
    });
  });

  it('what is told does not depend on the order of either side', () => {
    anyChange((before, after) => {
      const told = (one: readonly ModulePart[], other: readonly ModulePart[]) => between(one, other).sort();
      expect(told(before.toReversed(), after)).toEqual(told(before, after));
      expect(told(before, after.toReversed())).toEqual(told(before, after));
    });
  });

  it('what is new beside it changes nothing of what is told', () => {
    fc.assert(
      fc.property(anyParts(PUBLIC), anyParts(PUBLIC), anyPart(['OTHER']), (before, after, more) => {
        const value = { ...more, write: (name: string) => `${name} = 1` };
        expect(between(before, [...after, value])).toEqual(between(before, after));
      }),
    );
  });
});
