import { describeRule } from '../../testing/describe-rule.ts';
import { dependenciesHashMalformed } from './hash-malformed.ts';

const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';
const PAIR = { id: 'backend', source: SOURCE, lock: LOCK };
const source = (text: string) => ({ files: { [SOURCE]: text, [LOCK]: '' } });
const malformed = (algorithm: string, length: number) => ({
  messageId: 'malformed',
  data: { algorithm, length: String(length) },
});

describeRule(dependenciesHashMalformed, {
  policy: { dependencies: [PAIR] },
  keeps: {
    'hashes of every algorithm, in small and in capital letters': source(
      `a==1 --hash=sha256:${'0a'.repeat(32)} --hash=sha384:${'0A'.repeat(48)} --hash=sha512:${'f'.repeat(128)}\n`,
    ),
    'a hash in an address': source(`https://x.example/a.zip#sha256=${'0'.repeat(64)}&egg=a\n`),
    'a pair that a change does not touch': { ...source('a==1 --hash=sha256:00\n'), change: ['docs/a.md'] },
  },
  breaks: {
    'a hash that was cut short, has a digit too many, or other letters': {
      ...source(
        `a==1 --hash=sha256:00\nb==1 --hash=sha256:${'0'.repeat(65)} --hash=sha384:${'0'.repeat(64)}\nc==1 --hash=sha512:${'g'.repeat(128)}\n`,
      ),
      finds: [
        { ...malformed('sha256', 64), underlines: '--hash=sha256:00' },
        { ...malformed('sha256', 64), underlines: `--hash=sha256:${'0'.repeat(65)}` },
        { ...malformed('sha384', 96), underlines: `--hash=sha384:${'0'.repeat(64)}` },
        { ...malformed('sha512', 128), underlines: `--hash=sha512:${'g'.repeat(128)}` },
      ],
    },
    'a hash in an address that holds nothing': {
      ...source('a @ https://x.example/a.zip#sha256=\n'),
      finds: [{ ...malformed('sha256', 64), underlines: 'sha256=' }],
    },
  },
  waits: {},
});
