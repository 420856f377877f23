import { describeRule } from '../../testing/describe-rule.ts';
import { dependenciesSyntax } from './syntax.ts';

const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';
const PAIR = { id: 'backend', source: SOURCE, lock: LOCK };
const refused = (line: string, problem: string) => ({
  messageId: 'refused',
  data: { content: line, problem },
});
const oversized = (version: string) => ({ messageId: 'oversized', data: { version } });
const source = (text: string) => ({ files: { [SOURCE]: text, [LOCK]: '' } });

describeRule(dependenciesSyntax, {
  policy: { dependencies: [PAIR] },
  keeps: {
    'requirements in every form pip takes': source(
      'a==1\nb (>=1,<2)\nc[x, Y_z] ~=1.0 ; python_version >= "3.11"\nd @ https://x.example/d.zip\n-e .\n./wheels\ne===x\n',
    ),
    'options, includes, hashes and comments': source(
      '# c\n--index-url https://x.example\n-r base.txt\na==1 --hash=sha256:00  # why\n\nb==1 \\\n    --hash=sha384:00\n',
    ),
    'a pair that a change does not touch': { ...source('<<<<<<< HEAD\n'), change: ['docs/a.md'] },
  },
  breaks: {
    'what a merge left behind, line by line': {
      ...source('a==1\n<<<<<<< HEAD\nb==1\n=======\nb==2\n>>>>>>> theirs\n'),
      finds: ['<<<<<<< HEAD', '=======', '>>>>>>> theirs'].map((line) => ({
        ...refused(line, 'it does not begin with the name of a project'),
        underlines: line,
      })),
    },
    'the place that is wrong, and no more of the line': {
      ...source('d==not/a/version\na==1 --global-option=x\n--no-deps\n--e x\n-r "x\n'),
      finds: [
        {
          ...refused('d==not/a/version', '==not/a/version is not a version specifier'),
          underlines: 'not/a/version',
        },
        {
          ...refused('a==1 --global-option=x', 'pip takes no option --global-option in requirements'),
          underlines: '--global-option=x',
        },
        {
          ...refused('--no-deps', 'pip takes no option --no-deps in requirements'),
          underlines: '--no-deps',
        },
        { ...refused('--e x', '--e may stand for --extra-index-url or --editable'), underlines: '--e' },
        { ...refused('-r "x', 'a quote in it is not closed'), underlines: '-r "x' },
      ],
    },
    'the pointer to a large file that git left in its place, and a web page': {
      ...source('version https://git-lfs.github.com/spec/v1\n<!doctype html>\n'),
      finds: [
        {
          ...refused(
            'version https://git-lfs.github.com/spec/v1',
            'neither a version nor a marker follows its name',
          ),
          underlines: 'https://git-lfs.github.com/spec/v1',
        },
        {
          ...refused('<!doctype html>', 'it does not begin with the name of a project'),
          underlines: '<!doctype html>',
        },
      ],
    },
    'requirements that pip swallows': {
      ...source('--pre evil\n-e . evil==1\n'),
      finds: ['evil', 'evil==1'].map((part) => ({
        messageId: 'words',
        data: { part },
        underlines: part,
      })),
    },
    'a second file on one line': {
      ...source('-r base.txt -r more.txt\n'),
      finds: [
        {
          messageId: 'include',
          data: { part: '-r more.txt' },
          underlines: '-r more.txt',
        },
      ],
    },
    'an option behind a requirement, and hashes behind a comment': {
      ...source('a==1 --index-url x\nb==1 \\\n  # why\n  --hash=sha256:00\n'),
      finds: [
        {
          messageId: 'option',
          data: { part: '--index-url x' },
          underlines: '--index-url x',
        },
        {
          messageId: 'hashes',
          data: { part: '--hash=sha256:00' },
          underlines: '--hash=sha256:00',
        },
      ],
    },
    'a marker behind a hash': {
      ...source('a==1 --hash=sha256:00 ; python_version < "3"\n'),
      finds: [
        {
          messageId: 'marker',
          data: { part: '; python_version < "3"' },
          underlines: '; python_version < "3"',
        },
      ],
      offers: ['Move the marker before the options'],
    },
    'a lock of the standard form that installers refuse': {
      policy: { dependencies: [{ ...PAIR, lock: 'pylock.toml' }] },
      files: {
        [SOURCE]: 'a\n',
        'pylock.toml': 'lock-version = "2.0"\ncreated-by = "x"\n[[packages]]\nname = "a"\nversion = "x y"\n',
      },
      finds: [
        ['version 2.0 of the standard is not known, only 1', '"2.0"'],
        ['it has none of `vcs`, `directory`, `archive`, `sdist` and `wheels`', 'packages'],
        ['its `version` is no version (PEP 440)', '"x y"'],
      ].map(([problem = '', underlines = '']) => ({
        messageId: 'pylock',
        data: { path: 'pylock.toml', problem },
        underlines,
      })),
    },
    'a lock of the standard form that is no TOML': {
      policy: { dependencies: [{ ...PAIR, lock: 'pylock.toml' }] },
      files: { [SOURCE]: 'a\n', 'pylock.toml': 'lock-version = \n' },
      finds: [
        {
          messageId: 'malformed',
          data: { path: 'pylock.toml', problem: 'unspecified values are invalid' },
          underlines: '',
        },
      ],
    },
    'a number that Python does not read': {
      ...source(`a==${'1'.repeat(5_000)}\nc===${'3'.repeat(5_000)}\nd==${'1.'.repeat(4_000)}0\n`),
      finds: [{ ...oversized('1'.repeat(5_000)), underlines: `==${'1'.repeat(5_000)}` }],
    },
    'a line of a file that is brought in': {
      files: { [SOURCE]: '-r base.txt\n', [LOCK]: '', 'backend/base.txt': 'a==1\n===\n' },
      finds: [{ ...refused('===', 'it does not begin with the name of a project'), underlines: '===' }],
    },
  },
  waits: {
    'for the value of a variable': {
      ...source('a==${VERSION}\n'),
      waits: [
        {
          messageId: 'unclear',
          data: { content: 'a==${VERSION}' },
          because: 'it depends on an environment variable',
        },
      ],
    },
  },
});
