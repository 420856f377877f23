import { describeRule } from '../../testing/describe-rule.ts';
import { dependenciesOption } from './option.ts';

const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';
const PAIR = { id: 'backend', source: SOURCE, lock: LOCK };
const source = (text: string) => ({ files: { [SOURCE]: text, [LOCK]: '' } });
const refused = (option: string) => ({ messageId: 'refused', data: { option } });
const abbreviated = (written: string, name: string) => ({
  messageId: 'abbreviated',
  data: { option: written, name },
});
const short = (written: string, name: string) => ({ messageId: 'short', data: { written, name } });
const unclear = (written: string, names: string) => ({ messageId: 'unclear', data: { written, names } });

describeRule(dependenciesOption, {
  policy: { dependencies: [PAIR] },
  keeps: {
    'pins with hashes and markers': source('a==1 --hash=sha256:00\nb==2 ; os_name == "nt"\n'),
    'options that say how to build and not where from': source(
      '--require-hashes\n--no-binary :all:\n--only-binary=a\n--prefer-binary\n--use-feature=x\n',
    ),
    'includes and checkouts, which are for other rules': source('-r base.txt\n-c limits.txt\n-e .\n'),
    'what pip does not know, which another rule reports': source('--no-deps\n-x\n--only x\n'),
    'an option in a comment': source('# --index-url https://x.example\na==1  # --pre\n'),
    'an option that the policy allows, in full or by another name': {
      policy: { dependencies: [{ ...PAIR, options: { allow: ['-i', '--trusted-host'] } }] },
      ...source('--index-url https://x.example\n--pypi-url=https://x.example\n--trusted-host x.example\n'),
    },
    'a pair that a change does not touch': { ...source('--pre\n'), change: ['docs/a.md'] },
  },
  breaks: {
    'every option that changes where packages come from or which of them count': {
      ...source(
        '--index-url https://x.example\n--extra-index-url=https://x.example\n--no-index\n--find-links wheels\n--trusted-host x.example\n--pre\n--all-releases :all:\n',
      ),
      finds: [
        '--index-url https://x.example',
        '--extra-index-url=https://x.example',
        '--no-index',
        '--find-links wheels',
        '--trusted-host x.example',
        '--pre',
        '--all-releases :all:',
      ].map((line) => ({ ...refused(line.replace('=', ' ')), underlines: line })),
    },
    'an abbreviation that only one option begins with [attack deps-abbrev]': {
      ...source('--extra-index https://x.example\n--find=wheels\n--trusted x.example\n--no-i\n'),
      finds: [
        ['--extra-index https://x.example', '--extra-index-url'],
        ['--find=wheels', '--find-links'],
        ['--trusted x.example', '--trusted-host'],
        ['--no-i', '--no-index'],
      ].map(([line = '', name = '']) => ({
        ...abbreviated(line.replace('=', ' '), name),
        underlines: line,
      })),
    },
    'a short option, and the name that pip no longer shows': {
      ...source('-i https://x.example\n-fwheels\n--pypi-url https://x.example\n'),
      finds: [
        { ...abbreviated('-i https://x.example', '--index-url'), underlines: '-i https://x.example' },
        { ...abbreviated('-f wheels', '--find-links'), underlines: '-fwheels' },
        {
          ...abbreviated('--pypi-url https://x.example', '--index-url'),
          underlines: '--pypi-url https://x.example',
        },
      ],
    },
    'an option that quotes and backslashes disguise': {
      ...source('--no-binary=x "--ind"ex-url=https://x.example\n--ext\\ra-index-url x\n'),
      finds: [
        { ...refused('--index-url https://x.example'), underlines: '"--ind"ex-url=https://x.example' },
        { ...refused('--extra-index-url x'), underlines: '--ext\\ra-index-url x' },
      ],
    },
    'an option behind a separator that nobody sees, and over two lines': {
      ...source('a==1\u2028--pre\n--index-url \\\n  https://x.example\n'),
      finds: [
        { ...refused('--pre'), underlines: '--pre' },
        {
          ...refused('--index-url https://x.example'),
          underlines: '--index-url \\\n  https://x.example',
        },
      ],
    },
    'an option behind a requirement, where pip passes over it and others may not': {
      ...source('a==1 --index-url https://x.example\n'),
      finds: [{ ...refused('--index-url https://x.example'), underlines: '--index-url https://x.example' }],
    },
    'an abbreviation that pip cannot tell apart, while the policy refuses one of them': {
      ...source('--e x\n'),
      finds: [{ ...unclear('--e', '--extra-index-url or --editable'), underlines: '--e' }],
    },
    'an option that the policy allows, cut short: it is written in full': {
      ...source('--prefer a==1\n--only-b=:all: --require-h\n'),
      finds: [
        ['--prefer', '--prefer-binary', '--prefer'],
        ['--only-b', '--only-binary', '--only-b=:all:'],
        ['--require-h', '--require-hashes', '--require-h'],
      ].map(([written = '', name = '', underlines = '']) => ({ ...short(written, name), underlines })),
      mendedTo: { [SOURCE]: '--prefer-binary a==1\n--only-binary=:all: --require-hashes\n' },
    },
    'an option alone on its line, which can be taken out': {
      ...source('a==1\n--pre\n--no-index --prefer-binary\nb==1 --pre\n'),
      finds: [
        { ...refused('--pre'), underlines: '--pre' },
        { ...refused('--no-index'), underlines: '--no-index' },
        { ...refused('--pre'), underlines: '--pre' },
      ],
      offers: ['Take --pre out'],
    },
    'an option that a requirement shares a line of the editor with: it is left to a person': {
      ...source('a==1\f--pre\n'),
      finds: [{ ...refused('--pre'), underlines: '--pre' }],
      offers: [],
    },
    'an option in the lock, and in a file that is brought in': {
      files: { [SOURCE]: '-c limits.txt\n', [LOCK]: '--pre\n', 'backend/limits.txt': '--no-index\n' },
      finds: [
        { ...refused('--no-index'), underlines: '--no-index' },
        { ...refused('--pre'), underlines: '--pre' },
      ],
    },
    'an option that only this policy refuses': {
      policy: { dependencies: [{ ...PAIR, options: { deny: ['--no-binary'] } }] },
      ...source('--no-bin :all:\n--pre\n'),
      finds: [
        { ...abbreviated('--no-bin :all:', '--no-binary'), underlines: '--no-bin :all:' },
        { ...refused('--pre'), underlines: '--pre' },
      ],
    },
  },
  waits: {},
});
