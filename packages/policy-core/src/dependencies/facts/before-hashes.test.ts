import { describe, expect, test } from 'vitest';

import { parseRequirements } from '../requirements/parse-requirements.ts';
import { lineEntry } from './line-entry.ts';
import { beforeHashes, shownRange } from './before-hashes.ts';
import { requirementsFile } from './requirements-file.ts';

const HASH = `--hash=sha256:${'0'.repeat(64)}`;

describe('what is underlined of a line', () => {
  test.each([
    ['a==1', 'a==1'],
    ['a==1 # why', 'a==1'],
    [`a==1 ${HASH}`, 'a==1'],
    [`a==1 \\\n    ${HASH} \\\n    ${HASH}\n`, 'a==1'],
    [`a==1 \\\r\n    ${HASH}\r\n`, 'a==1'],
    [`a==1 ; python_version < "3.11" \\\n    ${HASH}\n`, 'a==1 ; python_version < "3.11"'],
    [`a \\\n  ==1 \\\n    ${HASH}\n`, 'a \\\n  ==1'],
    [`${HASH}\n`, HASH],
  ])('ends before its hashes: %j', (text, shown) => {
    const [line] = parseRequirements(text).lines;
    const range = line && beforeHashes(text, line);
    expect(range && text.slice(range.start, range.end)).toBe(shown);
  });

  test('of an entry that stays on one line is all of it', () => {
    const text = `a==1 \\\n    ${HASH}\n`;
    const file = requirementsFile('r.lock', { kind: 'text', text });
    if (file.kind !== 'read') throw new Error('This file can be read.');
    const [line] = file.lines;
    if (line === undefined) throw new Error('There is a line.');
    const entry = lineEntry({ file, line });
    const part = { start: 0, end: 6 };
    expect([shownRange(entry), shownRange({ ...entry, range: part })]).toEqual([{ start: 0, end: 4 }, part]);
    expect(shownRange({ ...entry, range: part, line: undefined })).toEqual(part);
  });
});
