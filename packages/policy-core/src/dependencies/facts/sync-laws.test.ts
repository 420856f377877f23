import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { applyFixes } from '../../model/apply-edits.ts';
import { checkerFor } from '../../checker/checker.ts';
import type { Fix } from '../../model/fix.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { readPair } from '../../testing/read-pair.ts';
import { keptModes } from './kept-modes.ts';

const NAMES = ['flask', 'Foo.Bar', 'zope_interface', 'a'] as const;
const SPECIFIERS = ['==1.0', '==2.0.1', '==1!3', '==1.0rc1', '>=1', '~=2.0', '==1.*', '===1.0', ''] as const;
const MARKERS = ['', 'python_version < "3.8"', 'sys_platform == "win32"', 'os_name == "posix"'] as const;
const EXTRAS = ['', '[x]', '[x,Y_z]'] as const;
const HASH = `--hash=sha256:${'0'.repeat(64)}`;

interface Draft {
  readonly name: string;
  readonly extras: string;
  readonly specifier: string;
  readonly marker: string;
}

const anyDraft: fc.Arbitrary<Draft> = fc.record({
  name: fc.constantFrom(...NAMES),
  extras: fc.constantFrom(...EXTRAS),
  specifier: fc.constantFrom(...SPECIFIERS),
  marker: fc.constantFrom(...MARKERS),
});

const anyPin = anyDraft.map((draft): Draft => ({ ...draft, specifier: '==1.0' }));

function lineOf({ name, extras, specifier, marker }: Draft): string {
  return `${name}${extras}${specifier}${marker === '' ? '' : ` ; ${marker}`}`;
}

const anyOtherLine = fc.constantFrom(
  '--no-index',
  '-e .',
  './local',
  'git+https://git.example/a.git#egg=b',
  '# only a comment',
  'b @ https://files.example/b.zip',
  'c==',
);
const anyLine = fc.oneof(
  { weight: 4, arbitrary: anyDraft.map(lineOf) },
  { weight: 1, arbitrary: anyOtherLine },
);
const anyText = fc.array(anyLine, { maxLength: 6 }).map((lines) => lines.map((line) => `${line}\n`).join(''));

/** Often the one is the other with a line or two changed: two texts by chance are hardly ever in sync. */
const anyTexts = fc.oneof(
  fc.tuple(anyText, anyText),
  fc.tuple(anyText, fc.array(anyLine, { maxLength: 1 })).map(([text, more]) => {
    return [text, text + more.map((line) => `${line}\n`).join('')] as const;
  }),
  fc.tuple(fc.array(anyLine, { maxLength: 6 }), fc.nat(5)).map(([lines, drop]) => {
    const joined = (from: readonly string[]) => from.map((line) => `${line}\n`).join('');
    return [joined(lines), joined(lines.toReversed().filter((_, index) => index !== drop))] as const;
  }),
);

function modesOf(source: string, lock: string, sync?: Readonly<Record<string, string>>) {
  return keptModes(readPair({ 'r.txt': source, 'r.lock': lock }, sync));
}

test('what passes line by line passes as a mirror too [row 1.14]', () => {
  fc.assert(
    fc.property(anyTexts, ([source, lock]) => {
      const modes = modesOf(source, lock);
      fc.pre(modes.includes('textual'));
      expect(modes).toContain('mirror');
    }),
  );
});

test('what mirrors pinned requirements holds them as compiled, on every Python and platform', () => {
  const anyWhere = fc.record({
    mode: fc.constant('compiled'),
    python: fc.constantFrom('3.7', '3.8', '3.11.4', '3.14'),
    platform: fc.constantFrom('linux', 'macos', 'windows'),
  });
  fc.assert(
    fc.property(fc.array(anyPin, { maxLength: 6 }), fc.nat(5), anyWhere, (pins, turn, sync) => {
      const lines = pins.map(lineOf);
      const turned = [...lines.slice(turn), ...lines.slice(0, turn)];
      const modes = modesOf(lines.join('\n'), turned.join('\n'), sync);
      expect(modes).toContain('mirror');
      expect(modes).toContain('compiled');
    }),
  );
});

describe('the verdict of the mode mirror', () => {
  /** Ways to write the same file again. Each takes one line, or the whole text. */
  const rewritings: Readonly<Record<string, (line: Draft) => string>> = {
    'spaces and tabs': ({ name, extras, specifier, marker }) =>
      `  ${name} ${extras}\t${specifier.replace(/^([=~><]+)/, '$1 ')} ${marker === '' ? '' : `;${marker}`}  `,
    'the case of names': (draft) => lineOf({ ...draft, name: draft.name.toUpperCase() }),
    'the separators of names': (draft) => lineOf({ ...draft, name: draft.name.replace(/[-_.]+/g, '-_.') }),
    'quotes of markers': (draft) => lineOf({ ...draft, marker: draft.marker.replaceAll('"', "'") }),
    'the order of extras': (draft) =>
      lineOf({ ...draft, extras: draft.extras === '[x,Y_z]' ? '[ y-z , X ]' : draft.extras }),
    'zeros at the end of a pin': (draft) =>
      lineOf({ ...draft, specifier: draft.specifier.replace(/^==([\d!.]*\d)$/, '==$1.0.0') }),
    'a comment behind': (draft) => `${lineOf(draft)}  # why`,
    'a hash behind': (draft) => `${lineOf(draft)} ${HASH}`,
    'a continuation': (draft) => `${lineOf(draft)} \\\n    ${HASH}\n    # via b`,
  };

  test.each(Object.entries(rewritings))('does not depend on %s', (_name, rewritten) => {
    fc.assert(
      fc.property(
        fc.array(anyDraft, { maxLength: 5 }),
        fc.array(anyDraft, { maxLength: 2 }),
        (drafts, more) => {
          const source = drafts.map(lineOf).join('\n');
          const lock = [...drafts, ...more];
          const plain = modesOf(source, lock.map(lineOf).join('\n')).includes('mirror');
          const again = modesOf(source, lock.map(rewritten).join('\n')).includes('mirror');
          expect(again).toBe(plain);
        },
      ),
    );
  });

  test.each<readonly [string, (text: string) => string]>([
    ['Windows line ends', (text) => text.replaceAll('\n', '\r\n')],
    ['line ends of old Macs', (text) => text.replaceAll('\n', '\r')],
    ['a byte order mark', (text) => `\uFEFF${text}`],
    ['comment lines', (text) => `# made by hand\n${text}\n  # the end\n`],
    ['blank lines', (text) => `\n\n${text.replaceAll('\n', '\n\n \t\n')}`],
    ['the order of lines', (text) => text.split('\n').toReversed().join('\n')],
    ['repetition', (text) => `${text}\n${text}`],
    ['a line end at the end', (text) => text.trimEnd()],
    ['a file that holds it all', () => '-r all.txt\n'],
  ])('does not depend on %s', (_name, rewritten) => {
    fc.assert(
      fc.property(anyTexts, ([source, lock]) => {
        const plain = modesOf(source, lock).includes('mirror');
        const files = { 'r.txt': source, 'r.lock': rewritten(lock), 'all.txt': lock };
        expect(keptModes(readPair(files)).includes('mirror')).toBe(plain);
      }),
    );
  });
});

test('no two texts make the comparison fail, and what it finds stands in one of them', () => {
  const anything = fc.oneof(anyText, fc.string({ unit: 'binary', maxLength: 60 }));
  fc.assert(
    fc.property(
      anything,
      anything,
      fc.constantFrom('textual', 'mirror', 'compiled'),
      (source, lock, mode) => {
        const found = readPair({ 'r.txt': source, 'r.lock': lock }, { mode }).comparison()?.differences ?? [];
        for (const { kind, entry } of found) {
          expect(entry.file.path).toBe(kind === 'stale' ? 'r.lock' : 'r.txt');
          const { start, end } = entry.range;
          expect(start < end && end <= entry.file.text.length).toBe(true);
        }
      },
    ),
  );
});

describe('fixes', () => {
  const SYNC = ['dependencies/lock-in-sync', 'dependencies/lock-stale-entry'];

  const checkerIn = (mode: string) => {
    const pair = { id: 'pair', source: 'r.txt', lock: 'r.lock', sync: { mode } };
    return checkerFor(policyOf({ dependencies: [pair] }), undefined);
  };
  const checkers = new Map(['textual', 'mirror', 'compiled'].map((mode) => [mode, checkerIn(mode)]));

  function findingsIn(mode: string, texts: Readonly<Record<string, string>>) {
    const files = Object.entries(texts).map(([path, text]) => ({ path, text }));
    const report = checkers.get(mode)?.checkFiles(files);
    expect(report?.crashed).toEqual([]);
    return (report?.findings ?? []).filter(({ rule }) => SYNC.includes(rule));
  }

  /** Of each finding the first fix of the kind; until there is none. */
  function mended(mode: string, start: Readonly<Record<string, string>>, isOfKind: (fix: Fix) => boolean) {
    let texts = start;
    for (let round = 0; round < 12; round += 1) {
      const fixes = findingsIn(mode, texts).flatMap((finding) => finding.fixes.filter(isOfKind).slice(0, 1));
      const { applied, texts: changed } = applyFixes(texts, fixes);
      if (applied.length === 0) return { texts, fixes };
      texts = { ...texts, ...changed };
    }
    throw new Error('The fixes never settle.');
  }

  const anyPins = fc.uniqueArray(anyPin, { maxLength: 5, selector: ({ name }) => name });
  const anyLineEnd = fc.constantFrom('\n', '\r\n', '\r');
  const anyPair = fc
    .tuple(anyPins, anyPins, anyLineEnd, fc.boolean(), fc.constantFrom('textual', 'mirror'))
    .map(([source, lock, lineEnd, isClosed, mode]) => ({
      mode,
      lineEnd,
      texts: {
        'r.txt': source.map((draft) => `${lineOf(draft)}\n`).join(''),
        'r.lock': lock.map(lineOf).join(lineEnd) + (isClosed && lock.length > 0 ? lineEnd : ''),
      },
    }));

  test('that are safe settle, and do nothing the second time', () => {
    fc.assert(
      fc.property(anyPair, ({ mode, texts }) => {
        const isSafe = ({ safety }: Fix) => safety === 'safe';
        const once = mended(mode, texts, isSafe);
        expect(once.fixes).toEqual([]);
        expect(mended(mode, once.texts, isSafe).texts).toEqual(once.texts);
      }),
    );
  });

  test('that are safe end every line that the lock lacks altogether, and touch the lock only', () => {
    fc.assert(
      fc.property(anyPair, ({ mode, texts }) => {
        const { texts: after } = mended(mode, texts, ({ safety }) => safety === 'safe');
        expect(after['r.txt']).toBe(texts['r.txt']);
        expect(findingsIn(mode, after).filter(({ message }) => message.includes('add the line'))).toEqual([]);
      }),
    );
  });

  test('that make the lock follow its source end in sync', () => {
    fc.assert(
      fc.property(anyPair, ({ mode, texts }) => {
        const isOfLock = ({ edits, title }: Fix) =>
          !title.startsWith('Copy') && edits.every(({ path }) => path === 'r.lock');
        const { texts: after } = mended(mode, texts, isOfLock);
        expect(after['r.txt']).toBe(texts['r.txt']);
        expect(findingsIn(mode, after)).toEqual([]);
      }),
    );
  });

  test('that keep the line ends of the lock', () => {
    fc.assert(
      fc.property(anyPair, ({ mode, texts, lineEnd }) => {
        fc.pre((texts['r.lock'].match(/\r\n|\n|\r/g) ?? []).length > 0);
        const { texts: after } = mended(mode, texts, ({ title }) => /^(?:Add|Replace)/.test(title));
        expect(new Set(after['r.lock']?.match(/\r\n|\n|\r/g) ?? [lineEnd])).toEqual(new Set([lineEnd]));
      }),
    );
  });

  test('that remove take nothing else away', () => {
    fc.assert(
      fc.property(anyPins, anyPins, anyLineEnd, (kept, gone, lineEnd) => {
        const blockOf = (draft: Draft) => [`${lineOf(draft)} \\`, `    ${HASH}`, '    # via', '    #   b'];
        const stale = gone.filter(({ name }) => !kept.some((other) => other.name === name));
        const locked = [...kept.slice(0, 1), ...stale, ...kept.slice(1)];
        const textOf = (drafts: readonly Draft[]) =>
          ['# header', ...drafts.flatMap(blockOf)].map((line) => line + lineEnd).join('');
        const texts = { 'r.txt': kept.map(lineOf).join('\n'), 'r.lock': textOf(locked) };
        const { texts: after } = mended('mirror', texts, ({ title }) => title.startsWith('Remove'));
        expect(after['r.lock']).toBe(textOf(kept));
      }),
    );
  });

  test('that copy the source end in sync at once', () => {
    fc.assert(
      fc.property(anyTexts, ([source, lock]) => {
        const texts = { 'r.txt': source, 'r.lock': lock };
        const copies = findingsIn('textual', texts).flatMap(({ fixes }) =>
          fixes.filter(({ title }) => title.startsWith('Copy')),
        );
        fc.pre(copies.length > 0);
        expect(copies).toHaveLength(1);
        expect(applyFixes(texts, copies).texts).toEqual({ 'r.lock': source });
      }),
    );
  });

  test('that make the source follow a compiled lock end in sync', () => {
    const anyVersion = fc.constantFrom('1.0', '2.0', '3.1');
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...NAMES)), anyVersion, anyVersion, (names, old, now) => {
        const texts = {
          'r.txt': names.map((name) => `${name}==${old} ${HASH}\n`).join(''),
          'r.lock': names.map((name) => `${name}==${now}\n`).join(''),
        };
        const isOfSource = ({ edits }: Fix) => edits.every(({ path }) => path === 'r.txt');
        const { texts: after } = mended('compiled', texts, isOfSource);
        expect(findingsIn('compiled', after)).toEqual([]);
        if (old !== now) expect(after['r.txt']).toBe(texts['r.lock']);
      }),
    );
  });
});
