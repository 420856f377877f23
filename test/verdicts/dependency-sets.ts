import type { Report } from '@lockkeeper/policy-core';

import { caseRows } from '../cases/case-files.ts';
import { checkerBy, IN_CI, numbered } from './judge-by.ts';
import type { JudgedCase } from './verdict-lines.ts';

type Mode = 'textual' | 'mirror' | 'compiled';
type JudgePair = (source: string, lock: string) => Report;

async function pairJudge(mode: Mode): Promise<JudgePair> {
  const pair = { id: 'pair', source: 'r.txt', lock: 'r.lock', hashes: 'consistent', sync: { mode } };
  const checker = await checkerBy({ dependencies: [pair] });
  return (source, lock) =>
    checker.checkFiles(
      [
        { path: pair.source, text: source },
        { path: pair.lock, text: lock },
      ],
      IN_CI,
    );
}

export async function mirrorSet(): Promise<readonly JudgedCase[]> {
  const rows = caseRows<{ readonly mutation: string; readonly source: string; readonly lock: string }>(
    'mirror-cases.jsonl.gz',
  );
  const [textual, mirror] = [await pairJudge('textual'), await pairJudge('mirror')];
  return rows.flatMap(({ mutation, source, lock }, index) => [
    { id: `${numbered(index)} ${mutation} mirror`, judge: () => mirror(source, lock) },
    { id: `${numbered(index)} ${mutation} textual`, judge: () => textual(source, lock) },
  ]);
}

interface RealPair {
  readonly repo: string;
  readonly source: string;
  readonly lock: string;
  readonly files: Readonly<Record<string, string>>;
}

export async function requirementPairsSet(): Promise<readonly JudgedCase[]> {
  const rows = caseRows<RealPair>('requirement-pairs.jsonl.gz');
  return Promise.all(
    rows.map(async ({ repo, source, lock, files }, index) => {
      const sync = { mode: 'compiled', python: '3.11', platform: 'linux' };
      const checker = await checkerBy({ dependencies: [{ id: 'pair', source, lock, sync }] });
      const texts = Object.entries(files).flatMap(([path, text]) =>
        path.startsWith('tree/') ? [{ path: path.slice('tree/'.length), text }] : [],
      );
      return { id: `${numbered(index)} ${repo}`, judge: () => checker.checkFiles(texts, IN_CI) };
    }),
  );
}

/** Files that are UTF-8, each as its own lock. */
export async function requirementsFilesSet(): Promise<readonly JudgedCase[]> {
  const rows = caseRows<{ readonly name: string; readonly text?: string }>('reqfile-cases.jsonl.gz');
  const judge = await pairJudge('mirror');
  return rows.flatMap(({ name, text }, index) =>
    text === undefined ? [] : [{ id: `${numbered(index)} ${name}`, judge: () => judge(text, text) }],
  );
}

/** Each requirement as the only line of a source, with a lock that pins something else. */
export async function requirementsSet(): Promise<readonly JudgedCase[]> {
  const rows = caseRows<{ readonly kind: string; readonly input?: string }>('pep508-cases.jsonl.gz');
  const judge = await pairJudge('compiled');
  return rows.flatMap(({ kind, input }, index) =>
    kind === 'requirement' && input !== undefined
      ? [{ id: numbered(index), judge: () => judge(`${input}\n`, 'a==1.0\n') }]
      : [],
  );
}

interface VersionCase {
  readonly kind: string;
  readonly input?: string;
  readonly spec?: string;
  readonly version?: string;
}

/** Versions as pins, and what a specifier admits as a source and its lock. */
export async function versionsSet(): Promise<readonly JudgedCase[]> {
  const rows = caseRows<VersionCase>('pep440-cases.jsonl.gz');
  const judge = await pairJudge('compiled');
  return rows.flatMap(({ kind, input = '', spec = '', version = '' }, index) => {
    const texts = PINS[kind]?.({ input, spec, version });
    if (texts === undefined) return [];
    return [{ id: `${numbered(index)} ${kind}`, judge: () => judge(`a${texts[0]}\n`, `a${texts[1]}\n`) }];
  });
}

type Pins = (row: Required<Omit<VersionCase, 'kind'>>) => readonly [source: string, lock: string];

const PINS: Readonly<Record<string, Pins>> = {
  version: ({ input }) => [`==${input}`, `==${input}`],
  specifier: ({ input }) => [input, '==1.0'],
  specifierset: ({ input }) => [input, '==1.0'],
  contains: ({ spec, version }) => [spec, `==${version}`],
  setcontains: ({ spec, version }) => [spec, `==${version}`],
};
