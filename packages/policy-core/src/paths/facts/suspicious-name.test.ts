import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { deviceName, suspiciousName } from './suspicious-name.ts';

describe('a suspicious name', () => {
  test.each([
    ['core/a\tb.py', 'it holds the control character U+0009'],
    ['core/a\ndocs/b.md', 'it holds the control character U+000A'],
    ['core/a\rb', 'it holds the control character U+000D'],
    ['core/\u001b[31mred', 'it holds the control character U+001B'],
    ['core/\u007f', 'it holds the control character U+007F'],
    ['core/\u0085', 'it holds the control character U+0085'],
    ['core/\u009b', 'it holds the control character U+009B'],
    ['core/\u2028', 'it holds the line separator U+2028'],
    ['core/\u2029', 'it holds the line separator U+2029'],
    ['core/\u202egnp.exe', 'it holds the text direction mark U+202E'],
    ['core/\u202a', 'it holds the text direction mark U+202A'],
    ['core/\u2066a', 'it holds the text direction mark U+2066'],
    ['core/\u2069a', 'it holds the text direction mark U+2069'],
    ['core/\u061ca', 'it holds the text direction mark U+061C'],
    ['core/\u200ea', 'it holds the text direction mark U+200E'],
    ['core/\u200fa', 'it holds the text direction mark U+200F'],
    ['co\u200bre', 'it holds the invisible character U+200B'],
    ['co\u200cre', 'it holds the invisible character U+200C'],
    ['co\u200dre', 'it holds the invisible character U+200D'],
    ['co\u00adre', 'it holds the invisible character U+00AD'],
    ['co\u034fre', 'it holds the invisible character U+034F'],
    ['co\u2060re', 'it holds the invisible character U+2060'],
    ['co\u2062re', 'it holds the invisible character U+2062'],
    ['co\u2064re', 'it holds the invisible character U+2064'],
    ['\ufeffcore', 'it holds the invisible character U+FEFF'],
    ['co\u180ere', 'it holds the invisible character U+180E'],
    ['co\u3164re', 'it holds the invisible character U+3164'],
    ['co\u115fre', 'it holds the invisible character U+115F'],
    ['co\uffa0re', 'it holds the invisible character U+FFA0'],
    ['co\u2800re', 'it holds the invisible character U+2800'],
    ['co\ufff9re', 'it holds the invisible character U+FFF9'],
    ['core\u{e0001}', 'it holds the invisible character U+E0001'],
    ['core\u{e0061}', 'it holds the invisible character U+E0061'],
    ['core\ufe0f', 'it holds the invisible character U+FE0F'],
    ['core1\ufe0f', 'it holds the invisible character U+FE0F'],
    ['core\ufe00', 'it holds the invisible character U+FE00'],
    ['core\u{e0100}', 'it holds the invisible character U+E0100'],
    ['core/caf\udce9.py', 'it is not UTF-8: it holds the byte 0xE9'],
    ['core/\udc80', 'it is not UTF-8: it holds the byte 0x80'],
    ['core/\ud83d.py', 'it is not UTF-8: it holds half of a character, U+D83D'],
    ['core\\auth.py', 'it has a backslash, which separates directories on Windows'],
    ['core./auth.py', 'its part "core." ends in a dot, which Windows leaves out'],
    ['core /auth.py', 'its part "core " ends in a blank, which Windows leaves out'],
    ['core/auth.py ', 'its part "auth.py " ends in a blank, which Windows leaves out'],
    ['core/auth.py.', 'its part "auth.py." ends in a dot, which Windows leaves out'],
    ['core/auth.py\u00a0', 'its part "auth.py\u00a0" ends in the blank U+00A0, which nobody sees'],
    ['core\u00a0/auth.py', 'its part "core\u00a0" ends in the blank U+00A0, which nobody sees'],
    ['core\u3000', 'its part "core\u3000" ends in the blank U+3000, which nobody sees'],
    ['.GIT/config', 'its part ".GIT" is .git to some file systems'],
    ['a/git~1/hooks', 'its part "git~1" is .git to some file systems'],
    ['.git /hooks', 'its part ".git " is .git to some file systems'],
    ['.git::$INDEX_ALLOCATION/config', 'its part ".git::$INDEX_ALLOCATION" is .git to some file systems'],
    ['.GitModules', 'its part ".GitModules" is .gitmodules to some file systems'],
    ['auth.py::$DATA', 'its part "auth.py::$DATA" opens a stream of a file on Windows'],
    [
      'core:$I30:$INDEX_ALLOCATION/a',
      'its part "core:$I30:$INDEX_ALLOCATION" opens a stream of a file on Windows',
    ],
  ])('is %j, since %s', (path, reason) => {
    expect(suspiciousName(path)).toBe(reason);
  });

  test.each([
    ['core/nul', 'its part "nul" is a device on Windows'],
    ['CON', 'its part "CON" is a device on Windows'],
    ['docs/aux.md', 'its part "aux.md" is a device on Windows'],
    ['com1/a.md', 'its part "com1" is a device on Windows'],
    ['docs/LPT9.txt', 'its part "LPT9.txt" is a device on Windows'],
    ['docs/com\u00b9', 'its part "com\u00b9" is a device on Windows'],
    ['prn .txt', 'its part "prn .txt" is a device on Windows'],
  ])('is %j to Windows alone, since %s', (path, reason) => {
    expect(deviceName(path)).toBe(reason);
    expect(suspiciousName(path)).toBeUndefined();
  });
});

describe('a name that is merely unusual', () => {
  test.each([
    'backend/app/core/auth.py',
    '.github/workflows/ci.yml',
    '.gitmodules',
    '.env',
    'docs/my file (1).md',
    'app/[id]/page.tsx',
    'app/@modal/(.)photo/page.tsx',
    'a+b,c;d=e~f#g%h&i!j$k\'l"m^n`o|p<q>r*s?t',
    'foo:bar',
    'docs/...md',
    'docs/..a',
    'console.ts',
    'auxiliary/null.py',
    'com10',
    'com/a.md',
    'lpt.txt',
    'contents.nul',
    'caf\u00e9/cafe\u0301',
    '\u0434\u043e\u043a\u0438/\u0444\u0430\u0439\u043b.md',
    '\u6587\u66f8/\u8aac\u660e.md',
    '\u0939\u093f\u0928\u094d\u0926\u0940.md',
    '\u0645\u0644\u0641.md',
    'docs/\u00a0\u202f\u3000.png',
    // Emoji: joined, with a skin, with a form, flags, keycaps.
    'docs/\u{1f512}.md',
    'docs/\u{1f468}\u200d\u{1f469}\u200d\u{1f467}.md',
    'docs/\u2764\ufe0f.md',
    'docs/\u2764\ufe0f\u200d\u{1f525}.md',
    'docs/\u{1f3f3}\ufe0f\u200d\u{1f308}.md',
    'docs/\u{1f9d1}\u{1f3fd}\u200d\u{1f4bb}.md',
    'docs/\u{1f9d1}\u200d\u2695\ufe0f.md',
    'docs/\u{1f1ea}\u{1f1fa}.md',
    'docs/\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}.md',
    'docs/1\ufe0f\u20e3.md',
    'docs/\u26a0\ufe0e.md',
    // Joins that are spelling.
    '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645.md',
    '\u0915\u094d\u200d\u0937.md',
    '\u0915\u094d\u200c\u0937.md',
  ])('such as %j is not suspicious', (path) => {
    expect(suspiciousName(path)).toBeUndefined();
  });
});

describe('a join or a form that belongs to no emoji', () => {
  test.each([
    'docs/\u{1f468}\u200d.md',
    'docs/\u200d\u{1f469}.md',
    'docs/\u{1f468}\u200d\u200d\u{1f469}.md',
    'docs/a\u200d\u{1f469}.md',
    'docs/\u2764\ufe0f\ufe0f.md',
    'docs/\u{1f3f4}\u{e0078}\u{e007f}.md',
    'docs/\u{1f512}\u{e0061}.md',
    'docs/1\ufe0f.md',
    '\u0645\u200ccore.md',
    'core\u200c\u0645.md',
  ])('is suspicious: %j', (path) => {
    expect(suspiciousName(path)).toMatch(/^it holds the invisible character U\+/);
  });
});

describe('the answer', () => {
  test('is a clause without what it warns of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (path) => {
        const reason = suspiciousName(path) ?? 'it';
        expect(reason).toMatch(/^its? ?/);
        expect(reason).not.toMatch(/[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Surrogate}]/u);
      }),
    );
  });

  test('stays when another name is put before or behind the path', () => {
    const odd = fc.constantFrom('a\tb', 'co\u200bre', 'a\\b', 'core.', 'nul', '.GIT', 'caf\udce9');
    const plain = fc.stringMatching(/^[a-z]{4,8}$/);
    fc.assert(
      fc.property(odd, plain, plain, (name, before, after) => {
        expect(suspiciousName(`${before}/${name}/${after}`)).toBe(suspiciousName(name));
      }),
    );
  });

  test('is none for names of plain letters and digits', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9_-]{5,12}(\/[a-z0-9_-]{5,12}){0,4}\.[a-z]{2,4}$/), (path) => {
        expect(suspiciousName(path)).toBeUndefined();
      }),
    );
  });
});
