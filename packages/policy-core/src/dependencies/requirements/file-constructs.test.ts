import { describe, expect, test } from 'vitest';

import { markerText } from '../packaging/marker-text.ts';
import type { ProjectRequirement } from '../packaging/project-requirement.ts';
import { specifierSetText } from '../packaging/specifier-text.ts';
import { parseRequirements } from './parse-requirements.ts';
import type { RequirementsLine } from './requirements-document.ts';

/** Each line that pip acts upon, behind its number; `refused` where pip gives up, and reads no further. */
function read(text: string): readonly string[] {
  const lines = parseRequirements(text).lines;
  const refused = lines.findIndex(({ entry }) => entry.kind === 'invalid');
  if (refused >= 0) return [...lines.slice(0, refused).map(shown), 'refused'];
  return lines.map(shown);
}

function shown({ number, entry, options, hashes, content }: RequirementsLine): string {
  switch (entry.kind) {
    case 'requirement':
      return [
        `${number}: ${requirementText(entry.requirement)}`,
        ...hashes.map(({ algorithm, digest }) => `${algorithm}:${digest}`),
      ].join(' ');
    case 'editable':
      return `${number}: -e ${entry.where}${entry.extras.length > 0 ? `[${entry.extras.join()}]` : ''}`;
    case 'include':
      return `${number}: ${entry.as === 'requirements' ? '-r' : '-c'} ${entry.target}`;
    case 'options':
      return `${number}: ${options
        .map(({ means, value }) => [means[0], value].join(' ').trim())
        .toSorted()
        .join(' ')}`;
    default:
      return `${number}: ${entry.kind} ${content}`;
  }
}

/** In the spelling of `str(Requirement)`. */
function requirementText({ name, extras, clauses, url, marker }: ProjectRequirement): string {
  const asked =
    extras.length > 0
      ? `[${extras
          .map((extra) => extra.name)
          .toSorted()
          .join()}]`
      : '';
  const place =
    url === undefined ? specifierSetText(clauses) : ` @ ${url.text}${marker === undefined ? '' : ' '}`;
  return `${name}${asked}${place}${marker === undefined ? '' : `; ${markerText(marker.parsed)}`}`;
}

/** As pip reads them, with the numbers it gives to lines. */
describe.each<[what: string, table: readonly (readonly [file: string, lines: readonly string[]])[]]>([
  [
    'lines',
    [
      ['a==1\nb==2\n', ['1: a==1', '2: b==2']],
      ['a==1\r\nb==2\r\n', ['1: a==1', '2: b==2']],
      ['a==1\rb==2', ['1: a==1', '2: b==2']],
      ['a==1\n\n\nb==2', ['1: a==1', '4: b==2']],
      ['a==1', ['1: a==1']],
      ['\na==1', ['2: a==1']],
      ['  a==1  \n\tb==2\t\n', ['1: a==1', '2: b==2']],
      ['\ufeffa==1\n', ['1: a==1']],
      ['a==1\u000bb==2', ['1: a==1', '2: b==2']],
      ['a==1\fb==2', ['1: a==1', '2: b==2']],
      ['a==1\u001cb==2', ['1: a==1', '2: b==2']],
      ['a==1\u0085b==2', ['1: a==1', '2: b==2']],
      ['a==1\u2028b==2', ['1: a==1', '2: b==2']],
      ['a==1\u2029b==2', ['1: a==1', '2: b==2']],
      ['', []],
      ['\n\n', []],
      [' \t\n', []],
    ],
  ],
  [
    'comments',
    [
      ['# a==1\na==2', ['2: a==2']],
      ['a==1 # b==2', ['1: a==1']],
      ['a==1\t# c', ['1: a==1']],
      ['a==1#b', ['refused']],
      ['  # c\na==1', ['2: a==1']],
      ['#\n#\n', []],
      ['a==1 #', ['1: a==1']],
      ['# c \\\na==1', ['2: a==1']],
      ['a==1 # c \\\nb==2', ['1: a==1']],
      ['a==1 ## c', ['1: a==1']],
      ['a @ https://x.example/a#egg=b', ['1: a @ https://x.example/a#egg=b']],
      ['a @ https://x.example/a #egg=b', ['1: a @ https://x.example/a']],
      ['a==1\u001f# c', ['1: a==1']],
      ['a==1\u00a0# c', ['1: a==1']],
    ],
  ],
  [
    'continuations',
    [
      ['a\\\n==1', ['1: a==1']],
      ['a==\\\n1', ['1: a==1']],
      ['a \\\n == \\\n 1', ['1: a==1']],
      ['a==1 \\\nb==2', ['refused']],
      ['a==1\\\n\nb==2', ['1: a==1', '3: b==2']],
      ['a==1 \\\n# c\nb==2', ['1: a==1', '3: b==2']],
      ['a==1 \\', ['1: a==1']],
      ['a==1 \\\n', ['1: a==1']],
      ['\\\na==1', ['1: a==1']],
      ['a==1\\\\\n', ['1: a==1']],
      ['# c\\\na==1', ['2: a==1']],
      [
        'a==1 \\\n    --hash=sha256:00 \\\n    --hash=sha256:11\nb==2',
        ['1: a==1 sha256:00 sha256:11', '4: b==2'],
      ],
      ['a==1 \\ \nb==2', ['refused']],
      ['a==1 \\\r\n--hash=sha256:00', ['1: a==1 sha256:00']],
      ['--index-url \\\nhttps://x.example', ['1: --index-url https://x.example']],
      ['a==1 \\\n  # c \\\nb==2', ['1: a==1', '3: b==2']],
    ],
  ],
  [
    'hashes',
    [
      ['a==1 --hash=sha256:00', ['1: a==1 sha256:00']],
      ['a==1 --hash sha256:00', ['1: a==1 sha256:00']],
      ['a==1 --hash=sha256:00 --hash=sha256:11', ['1: a==1 sha256:00 sha256:11']],
      ['a==1 --hash=sha384:00 --hash=sha256:11', ['1: a==1 sha384:00 sha256:11']],
      ['a==1 --hash=md5:00', ['refused']],
      ['a==1 --hash=00', ['refused']],
      ['a==1 --hash=', ['refused']],
      ['a==1 --hash', ['refused']],
      ['a==1 --has=sha256:00', ['1: a==1 sha256:00']],
      ['a==1 --hash=sha256:', ['1: a==1 sha256:']],
      ['a==1 --hash="sha256:00"', ['1: a==1 sha256:00']],
      ['a==1 ; os_name=="nt" --hash=sha256:00', ['1: a==1; os_name == "nt" sha256:00']],
    ],
  ],
  [
    'options',
    [
      ['-i https://x.example', ['1: --index-url https://x.example']],
      ['-ihttps://x.example', ['1: --index-url https://x.example']],
      ['--index-url https://x.example', ['1: --index-url https://x.example']],
      ['--index-url=https://x.example', ['1: --index-url https://x.example']],
      ['--pypi-url https://x.example', ['1: --index-url https://x.example']],
      [
        '--extra-index-url https://x.example --extra-index-url https://y.example',
        ['1: --extra-index-url https://x.example --extra-index-url https://y.example'],
      ],
      ['--no-index', ['1: --no-index']],
      ['-f wheels', ['1: --find-links wheels']],
      ['--find-links=wheels', ['1: --find-links wheels']],
      ['--find-links=a --find-links=b', ['1: --find-links a --find-links b']],
      ['--pre', ['1: --pre']],
      ['--trusted-host x.example', ['1: --trusted-host x.example']],
      ['--require-hashes', ['1: --require-hashes']],
      ['--prefer-binary', ['1: --prefer-binary']],
      ['--no-binary :all:', ['1: --no-binary :all:']],
      ['--no-binary=a,b', ['1: --no-binary a,b']],
      ['--only-binary :all:', ['1: --only-binary :all:']],
      ['--only-binary a', ['1: --only-binary a']],
      ['--use-feature fast-deps', ['1: --use-feature fast-deps']],
      ['--pre --no-index', ['1: --no-index --pre']],
      ['--index-url', ['refused']],
      ['--pre=1', ['refused']],
      ['--no-deps', ['refused']],
      ['-x', ['refused']],
      ['--unknown', ['refused']],
      ['-U', ['refused']],
      ['--index-url "https://x.example"', ['1: --index-url https://x.example']],
      ["--trusted-host 'x.example'", ['1: --trusted-host x.example']],
      ['--index-url https://x.example # c', ['1: --index-url https://x.example']],
    ],
  ],
  [
    'abbreviated options',
    [
      ['--index https://x.example', ['1: --index-url https://x.example']],
      ['--extra https://x.example', ['1: --extra-index-url https://x.example']],
      ['--extra-index=https://x.example', ['1: --extra-index-url https://x.example']],
      ['--no-i', ['1: --no-index']],
      ['--no-b a', ['1: --no-binary a']],
      ['--find x', ['1: --find-links x']],
      ['--trusted x.example', ['1: --trusted-host x.example']],
      ['--require-h', ['1: --require-hashes']],
      ['--prefer', ['1: --prefer-binary']],
      ['--req x', ['refused']],
      ['--e x', ['refused']],
      ['--ex x', ['1: --extra-index-url x']],
      ['--p', ['refused']],
      ['--pr', ['refused']],
      ['--only a', ['refused']],
      ['--const c.txt', ['1: -c c.txt']],
      ['--edit ./a', ['1: -e ./a']],
      ['--n', ['refused']],
    ],
  ],
  [
    'includes',
    [
      ['-r a.txt', ['1: -r a.txt']],
      ['-ra.txt', ['1: -r a.txt']],
      ['-r=a.txt', ['1: -r =a.txt']],
      ['--requirement a.txt', ['1: -r a.txt']],
      ['--requirement=a.txt', ['1: -r a.txt']],
      ['-c a.txt', ['1: -c a.txt']],
      ['-ca.txt', ['1: -c a.txt']],
      ['--constraint a.txt', ['1: -c a.txt']],
      ['--constraint=a.txt', ['1: -c a.txt']],
      ['-r "a b.txt"', ['1: -r a b.txt']],
      ['-r a\\ b.txt', ['1: -r a b.txt']],
      ['-r https://x.example/a.txt', ['1: -r https://x.example/a.txt']],
      ['-r', ['refused']],
      ['-r a.txt # c', ['1: -r a.txt']],
      ['-r ../a.txt', ['1: -r ../a.txt']],
    ],
  ],
  [
    'editable checkouts',
    [
      ['-e .', ['1: -e .']],
      ['-e ./a', ['1: -e ./a']],
      ['-e./a', ['1: -e ./a']],
      ['--editable ./a', ['1: -e ./a']],
      ['--editable=./a', ['1: -e ./a']],
      ['-e git+https://x.example/a.git#egg=a', ['1: -e git+https://x.example/a.git#egg=a']],
      ['-e "./a b"', ['1: -e ./a b']],
      ['-e .[x]', ['1: -e .[x]']],
      ['-e', ['refused']],
    ],
  ],
  [
    'a requirement and what follows it',
    [
      ['a==1 --pre', ['1: a==1']],
      ['a==1 -r b.txt', ['1: a==1']],
      ['a==1 --index-url https://x.example', ['1: a==1']],
      ['a==1 b==2', ['refused']],
      ['a==1 --no-binary a', ['1: a==1']],
      ['a ==1', ['1: a==1']],
      ['a == 1', ['1: a==1']],
      ['a[x , y] >=1 , <2', ['1: a[x,y]<2,>=1']],
      ['a==1;os_name=="nt"', ['1: a==1; os_name == "nt"']],
      ['a==1 ; os_name == "nt" # c', ['1: a==1; os_name == "nt"']],
      ['a ~= 1.0', ['1: a~=1.0']],
      ['a===x', ['1: a===x']],
      ['a @ https://x.example/a.zip', ['1: a @ https://x.example/a.zip']],
      ['a@https://x.example/a.zip', ['1: a @ https://x.example/a.zip']],
      ['a @ https://x.example/a.zip ; os_name=="nt"', ['1: a @ https://x.example/a.zip ; os_name == "nt"']],
      ['"a==1"', ['refused']],
      ["'a'==1", ['refused']],
      ['a==1 "', ['refused']],
      ['a==${X}', ['refused']],
      ['==1', ['refused']],
      ['a==', ['refused']],
      ['a=1', ['refused']],
    ],
  ],
])('%s', (_what, table) => {
  test.each(table)('%j is read as %j', (file, lines) => {
    expect(read(file)).toEqual(lines);
  });
});
