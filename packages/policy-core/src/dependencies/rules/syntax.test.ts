import { describeRule } from '../../testing/describe-rule.ts';
import { dependenciesSyntax } from './syntax.ts';

const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';
const PAIR = { id: 'backend', source: SOURCE, lock: LOCK };
const refused = (line: string, problem: string) =>
  `pip refuses ${line}, because ${problem}. Mend the line, or take it out.`;
const oversized = (version: string) =>
  `pip cannot compare ${version}, because a number in it has more than 4,300 digits. Write another version.`;
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
        message: refused(line, 'it does not begin with the name of a project'),
        underlines: line,
      })),
    },
    'the place that is wrong, and no more of the line': {
      ...source('d==not/a/version\na==1 --global-option=x\n--no-deps\n--e x\n-r "x\n'),
      finds: [
        {
          message: refused('d==not/a/version', '==not/a/version is not a version specifier'),
          underlines: 'not/a/version',
        },
        {
          message: refused('a==1 --global-option=x', 'pip takes no option --global-option in requirements'),
          underlines: '--global-option=x',
        },
        {
          message: refused('--no-deps', 'pip takes no option --no-deps in requirements'),
          underlines: '--no-deps',
        },
        { message: refused('--e x', '--e may stand for --extra-index-url or --editable'), underlines: '--e' },
        { message: refused('-r "x', 'a quote in it is not closed'), underlines: '-r "x' },
      ],
    },
    'the pointer to a large file that git left in its place, and a web page': {
      ...source('version https://git-lfs.github.com/spec/v1\n<!doctype html>\n'),
      finds: [
        {
          message: refused(
            'version https://git-lfs.github.com/spec/v1',
            'what stands behind its name is neither a version nor a marker',
          ),
          underlines: 'https://git-lfs.github.com/spec/v1',
        },
        {
          message: refused('<!doctype html>', 'it does not begin with the name of a project'),
          underlines: '<!doctype html>',
        },
      ],
    },
    'requirements that pip swallows': {
      ...source('--pre evil\n-e . evil==1\n'),
      finds: ['evil', 'evil==1'].map((part) => ({
        message: `pip passes over ${part} without a word. Put it on a line of its own, or take it out.`,
        underlines: part,
      })),
    },
    'a second file on one line': {
      ...source('-r base.txt -r more.txt\n'),
      finds: [
        {
          message:
            'pip reads only the first file or checkout a line names, and passes over -r more.txt. Put it on a line of its own.',
          underlines: '-r more.txt',
        },
      ],
    },
    'an option behind a requirement, and hashes behind a comment': {
      ...source('a==1 --index-url x\nb==1 \\\n  # why\n  --hash=sha256:00\n'),
      finds: [
        {
          message:
            'pip passes over --index-url x behind a requirement. Put it on a line of its own, or take it out.',
          underlines: '--index-url x',
        },
        {
          message:
            'pip loses --hash=sha256:00, because a comment cuts it off from its requirement. Take the comment out.',
          underlines: '--hash=sha256:00',
        },
      ],
    },
    'a marker behind a hash': {
      ...source('a==1 --hash=sha256:00 ; python_version < "3"\n'),
      finds: [
        {
          message:
            'pip loses the marker ; python_version < "3", because it stands behind an option. Put it before the options.',
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
      ].map(([problem, underlines = '']) => ({
        message: `Installers refuse pylock.toml, because ${problem}. Regenerate the lock.`,
        underlines,
      })),
    },
    'a lock of the standard form that is no TOML': {
      policy: { dependencies: [{ ...PAIR, lock: 'pylock.toml' }] },
      files: { [SOURCE]: 'a\n', 'pylock.toml': 'lock-version = \n' },
      finds: [
        {
          message:
            'pylock.toml cannot be read as TOML, because unspecified values are invalid. Regenerate the lock.',
          underlines: '',
        },
      ],
    },
    'a number that Python does not read, told in short': {
      ...source(`a==${'1'.repeat(5_000)}\nc===${'3'.repeat(5_000)}\nd==${'1.'.repeat(4_000)}0\n`),
      finds: [
        { message: oversized(`${'1'.repeat(200)}… (5000 characters)`), underlines: `==${'1'.repeat(5_000)}` },
      ],
    },
    'a line of a file that is brought in': {
      files: { [SOURCE]: '-r base.txt\n', [LOCK]: '', 'backend/base.txt': 'a==1\n===\n' },
      finds: [{ message: refused('===', 'it does not begin with the name of a project'), underlines: '===' }],
    },
  },
  waits: {
    'for the value of a variable': {
      ...source('a==${VERSION}\n'),
      waits: [
        {
          message: 'It cannot be told whether pip takes a==${VERSION}.',
          because: 'it depends on an environment variable',
        },
      ],
    },
  },
});
