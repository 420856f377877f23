import { describe, expect, test } from 'vitest';

import { usedTerms } from '../dependencies/facts/used-terms.ts';
import { samplePair } from '../testing/sample-pair.ts';
import { terminalText } from './document/terminal.ts';
import { pairDocument } from './pair-document.ts';

const HASH = `--hash=sha256:${'0'.repeat(64)}`;
const because = undefined;

describe('the table of pairs', () => {
  test('says how much each holds, its mode, and which modes it keeps', () => {
    const backend = samplePair({
      'requirements.txt': 'a==1\nb>=1\n',
      'requirements.lock': `a==1 ${HASH}\nb==1 ${HASH}\n`,
    });
    const tools = samplePair(
      { 'tools.txt': 'c==1\n', 'tools.lock': 'C==1.0\n' },
      { id: 'tools', source: 'tools.txt', lock: 'tools.lock', sync: { mode: 'mirror' } },
    );
    const pairs = [
      { judged: backend, because },
      { judged: tools, because: 'the two hold the same requirements' },
    ];
    expect(terminalText(pairDocument(pairs), { colors: false })).toBe(
      [
        'The pairs',
        '  backend',
        '    requirements.txt   2 requirements, 1 pinned',
        '    requirements.lock  2 requirements, 2 pinned, 2 hashes',
        '    mode textual; it does not keep it, and would keep compiled',
        '  tools',
        '    tools.txt   1 requirement, 1 pinned',
        '    tools.lock  1 requirement, 1 pinned',
        '    mode mirror, because the two hold the same requirements; it keeps mirror, compiled',
        '',
      ].join('\n'),
    );
  });

  test('says where a file is missing and where no mode is kept', () => {
    const missing = terminalText(
      pairDocument([{ judged: samplePair({ 'requirements.txt': 'a==1\n' }), because }]),
      {
        colors: false,
      },
    );
    expect(missing).toContain('    requirements.lock  not there, or not readable\n');
    expect(missing).toContain('    mode textual; it keeps no mode\n');
    const files = { 'requirements.txt': 'a==1\n', 'requirements.lock': 'a==2\n' };
    expect(terminalText(pairDocument([{ judged: samplePair(files), because }]), { colors: false })).toContain(
      'keeps no mode',
    );
  });

  test('does not say that no mode is kept where nobody can tell', () => {
    const compiled = { sync: { mode: 'compiled' } };
    const marked = 'a==1\nb==1; python_version < "3.11"\n';
    const open = samplePair({ 'requirements.txt': marked, 'requirements.lock': 'a==1\n' }, compiled);
    expect(terminalText(pairDocument([{ judged: open, because }]), { colors: false })).toContain(
      '    mode compiled; whether it keeps it is unknown\n',
    );
    const broken = samplePair(
      { 'requirements.txt': 'a==1\n', 'pylock.toml': '[[packages\n' },
      { lock: 'pylock.toml', ...compiled },
    );
    expect(terminalText(pairDocument([{ judged: broken, because }]), { colors: false })).toContain(
      'whether it keeps it is unknown\n',
    );
    const wrong = samplePair(
      { 'requirements.txt': `${marked}c==1\n`, 'requirements.lock': 'a==1\n' },
      compiled,
    );
    expect(terminalText(pairDocument([{ judged: wrong, because }]), { colors: false })).toContain(
      'it keeps no mode\n',
    );
  });

  test('says what a policy would have to allow, where there is none', () => {
    const text = '-e .\n-i https://pypi.example/simple\na @ https://files.example/${NAME}.zip\n./b.zip\n';
    const judged = samplePair({ 'requirements.txt': text, 'requirements.lock': text });
    expect(
      terminalText(pairDocument([{ judged, because, uses: usedTerms(judged) }]), { colors: false }),
    ).toContain(
      '\n    uses checkouts (-e), addresses, paths on the machine, environment variables, --index-url: a policy has to allow it\n',
    );
    const plain = samplePair({ 'requirements.txt': 'a==1\n', 'requirements.lock': 'a==1\n' });
    expect(
      terminalText(pairDocument([{ judged: plain, because, uses: usedTerms(plain) }]), { colors: false }),
    ).not.toContain('uses');
  });

  test('is painted only where somebody looks', () => {
    const pairs = [{ judged: samplePair({ 'requirements.txt': '', 'requirements.lock': '' }), because }];
    const painted = terminalText(pairDocument(pairs), { colors: true });
    const plain = terminalText(pairDocument(pairs), { colors: false });
    expect(plain).not.toContain('\u001b');
    // oxlint-disable-next-line no-control-regex -- escape codes are what is looked for
    expect(painted.replace(/\u001b\[\d+m/g, '')).toBe(plain);
    expect(painted).not.toBe(plain);
  });
});
