import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseRequirements } from '../dependencies/requirements/parse-requirements.ts';
import { wholeLines } from './whole-lines.ts';

function blocks(text: string): readonly string[] {
  return parseRequirements(text).lines.map(({ range }) => {
    const { start, end } = wholeLines(text, range);
    return text.slice(start, end);
  });
}

describe('the physical lines of a requirement', () => {
  test('reach from the first column over continuations and its comment to the line end', () => {
    expect(blocks('  a==1 \\\r\n    --hash=sha256:00  # c\r\nb==1\r\n')).toEqual([
      '  a==1 \\\r\n    --hash=sha256:00  # c\r\n',
      'b==1\r\n',
    ]);
  });

  test('hold the comments below that are moved in, and no others', () => {
    expect(blocks('a==1\n    # via\n    #   b\nc==1\n# for the reports\n  d==1')).toEqual([
      'a==1\n    # via\n    #   b\n',
      'c==1\n',
      '  d==1',
    ]);
  });

  test('leave a byte order mark and a missing line end as they are', () => {
    expect(blocks('\uFEFFa==1')).toEqual(['a==1']);
  });

  test('never overlap, and hold every requirement', () => {
    const line = fc.constantFrom('a==1', '  b==2  # c', 'c==1 \\', '# d', '    # via e', '', '-r x.txt');
    const end = fc.constantFrom('\n', '\r\n', '\r');
    fc.assert(
      fc.property(fc.array(line), end, (lines, newline) => {
        const text = lines.map((said) => said + newline).join('');
        let last = 0;
        for (const { range } of parseRequirements(text).lines) {
          const whole = wholeLines(text, range);
          expect(whole.start).toBeGreaterThanOrEqual(last);
          expect(whole.start).toBeLessThanOrEqual(range.start);
          expect(whole.end).toBeGreaterThanOrEqual(range.end);
          last = whole.end;
        }
      }),
    );
  });
});
