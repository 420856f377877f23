import { expect, test } from 'vitest';

import { checkerFor } from '../../checker/checker.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { foldersOf } from '../../testing/folders-of.ts';
import { pathsSuspiciousName } from './suspicious-name.ts';

const added = (path: string) => ({ path, status: 'added' }) as const;
const suspicious = (path: string, how: string) => ({
  messageId: 'suspicious',
  data: { path, how },
  underlines: undefined,
});

describeRule(pathsSuspiciousName, {
  keeps: {
    'unusual names': {
      change: ['docs/\u65e5\u672c\u8a9e.md', 'docs/my notes.md', 'app/[id]/(group)/page.tsx', '.hidden'].map(
        added,
      ),
    },
    'a file that had its name before': { change: ['docs/a\tb.md'] },
    'a file that loses such a name': {
      change: [{ path: 'docs/a\tb.md', status: 'deleted' }, added('docs/ab.md')],
    },
    'a new file in a folder that had its name before': {
      change: [added('aux/new.md')],
      about: { folders: foldersOf(['aux/old.md']) },
    },
  },
  breaks: {
    'names with a tab, a line feed and a byte that is not UTF-8': {
      change: [
        added('backend/app/core/a\t"b.py'),
        added('backend/app/core/a\ndocs/b.md'),
        added('backend/app/core/caf\udce9.py'),
      ],
      finds: [
        suspicious('backend/app/core/a\t"b.py', 'it holds the control character U+0009'),
        suspicious('backend/app/core/a\ndocs/b.md', 'it holds the control character U+000A'),
        suspicious('backend/app/core/caf\udce9.py', 'it is not UTF-8: it holds the byte 0xE9'),
      ],
    },
    'a name that shows another ending': {
      change: [added('docs/a\u202egpj.exe')],
      finds: [suspicious('docs/a\u202egpj.exe', 'it holds the text direction mark U+202E')],
    },
    'a name that is another one on Windows': {
      change: [added('core./auth.py')],
      finds: [suspicious('core./auth.py', 'its part "core." ends in a dot, which Windows leaves out')],
    },
    'a new folder below an old one': {
      change: [added('aux/nul/a.md')],
      about: { folders: foldersOf(['aux/old.md']) },
      finds: [suspicious('aux/nul/a.md', 'its part "nul" is a device on Windows')],
    },
    'a folder that may have been there': {
      change: [added('aux/new.md')],
      finds: [suspicious('aux/new.md', 'its part "aux" is a device on Windows')],
    },
  },
  waits: {},
});

test('a device of Windows weighs less than a name that takes somebody in', () => {
  const changes = [added('docs/aux.md'), added('docs/a\u200b.md')];
  const { findings } = checkerFor(policyOf({}), undefined).checkChange({ changes, files: [] });
  const found = findings.filter(({ rule }) => rule === pathsSuspiciousName.id);
  expect(found.map(({ data, severity }) => [data['path'], severity])).toEqual([
    ['docs/aux.md', 'warning'],
    ['docs/a\u200b.md', 'error'],
  ]);
});
