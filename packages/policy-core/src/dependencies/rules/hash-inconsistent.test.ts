import { describeRule } from '../../testing/describe-rule.ts';
import { dependenciesHashInconsistent } from './hash-inconsistent.ts';

const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';
const PAIR = { id: 'backend', source: SOURCE, lock: LOCK };
const hash = (digit: string) => `--hash=sha256:${digit.repeat(64)}`;
const files = (source: string, lock: string) => ({ files: { [SOURCE]: source, [LOCK]: lock } });
const other = (subject: string, version: string, path: string) => ({
  messageId: 'other',
  data: { subject, version, path },
});

describeRule(dependenciesHashInconsistent, {
  policy: { dependencies: [PAIR] },
  keeps: {
    'the same hashes in another order, in capitals, and one of them twice': files(
      `a==1 ${hash('0')} ${hash('a')}\n`,
      `A==1.0 ${hash('A')} \\\n  ${hash('0')} ${hash('0')}\n`,
    ),
    'hashes on one side only': files('a==1\n', `a==1 ${hash('0')}\n`),
    'another version, which has other hashes': files(`a==1 ${hash('0')}\n`, `a==2 ${hash('1')}\n`),
    'a range, which has none of its own': files(`a>=1 ${hash('0')}\n`, `a==1 ${hash('1')}\n`),
    'two pairs, each for itself': {
      policy: { dependencies: [PAIR, { id: 'tools', source: 't.txt', lock: 't.lock' }] },
      files: { [SOURCE]: '', [LOCK]: `a==1 ${hash('0')}\n`, 't.txt': '', 't.lock': `a==1 ${hash('1')}\n` },
    },
    'a pair that a change does not touch': {
      ...files(`a==1 ${hash('0')}\n`, `a==1 ${hash('1')}\n`),
      change: ['docs/a.md'],
    },
  },
  breaks: {
    'other hashes in the lock than in the source': {
      ...files(`a==1 ${hash('0')}\n`, `A==1.0 ${hash('1')}\n`),
      finds: [{ ...other('A', '1.0', SOURCE), underlines: 'A' }],
    },
    'a hash that only one of them has': {
      ...files(`a==1 ${hash('0')}\n`, `a==1 ${hash('0')} ${hash('1')}\n`),
      finds: [{ ...other('a', '1', SOURCE), underlines: 'a' }],
    },
    'the same version twice in one lock': {
      ...files('', `a==1 ${hash('0')} \na==1 ${hash('1')}\n`),
      finds: [{ ...other('a', '1', LOCK), underlines: 'a' }],
    },
    'a file that is brought in': {
      files: {
        [SOURCE]: `-r base.txt\na==1 ${hash('0')}\n`,
        [LOCK]: '',
        'backend/base.txt': `a==1 ${hash('1')}\n`,
      },
      finds: [{ ...other('a', '1', SOURCE), underlines: 'a' }],
    },
  },
  waits: {},
});
