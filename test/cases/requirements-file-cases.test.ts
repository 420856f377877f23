import { describe, expect, it } from 'vitest';

import type { Requirement } from '../../packages/policy-core/src/facts/requirement.ts';
import { optionsIn } from '../../packages/policy-core/src/facts/requirement-options.ts';
import { requirementsFile } from '../../packages/policy-core/src/facts/requirements-file.ts';
import { logicalLines, physicalLines } from '../../packages/policy-core/src/facts/requirements-lines.ts';
import { caseRows } from './case-files.ts';

/** What pip makes of one logical line. */
interface TrueLine {
  /** First physical line, from 1. */
  readonly line: number;
  readonly text: string;
  readonly kind: 'requirement' | 'editable' | 'path' | 'include' | 'constraint' | 'option' | 'invalid';
  readonly url?: string | null;
  readonly norm?: string | null;
  readonly specs?: readonly (readonly [operator: string, version: string])[];
  readonly exact_pinned?: boolean;
  /** Of an include or a constraint: the file it names. */
  readonly target?: string;
  /** By pip's internal names. */
  readonly options?: Readonly<Record<string, unknown>>;
}

interface FileCase {
  readonly origin: string;
  readonly name: string;
  /** Missing where the file is not UTF-8. */
  readonly text?: string;
  readonly expected: { readonly error: string | null; readonly lines: readonly TrueLine[] };
}

const files = caseRows<FileCase>('reqfile-cases.jsonl.gz');

describe.skipIf(files === undefined)('requirements files, read by pip', () => {
  const readable = (files ?? []).flatMap(({ text, ...row }) =>
    text === undefined || row.expected.error !== null ? [] : [{ ...row, text: withoutMark(text) }],
  );
  const lines = readable.flatMap(({ text, name, expected }) => {
    const ours = requirementsFile('requirements.txt', { kind: 'text', text });
    if (ours.kind !== 'read' || ours.lines.length !== expected.lines.length) return [];
    return expected.lines.flatMap((truth, index) => {
      const line = ours.lines[index];
      return line === undefined ? [] : [{ name, truth, ours: line.requirement, content: line.content }];
    });
  });

  it('are cut into the same logical lines', () => {
    const different = readable.filter(
      ({ text, expected }) =>
        JSON.stringify(logicalLines(text).map(({ content }) => content)) !==
        JSON.stringify(expected.lines.map(({ text: said }) => said)),
    );
    expect(different.map(({ origin, name }) => `${origin} ${name}`)).toEqual([]);
    expect(readable.length).toBeGreaterThan(250);
  });

  it('have their lines where pip counts them', () => {
    const different = readable.filter(({ text, expected }) => {
      const starts = physicalLines(text);
      const lineOf = (offset: number) => starts.filter(({ start }) => start <= offset).length;
      const ours = logicalLines(text).map(({ start }) => lineOf(start));
      return JSON.stringify(ours) !== JSON.stringify(expected.lines.map(({ line }) => line));
    });
    expect(different.map(({ origin, name }) => `${origin} ${name}`)).toEqual([]);
  });

  it('lose no line on the way to a verdict', () => {
    expect(lines).toHaveLength(readable.reduce((sum, { expected }) => sum + expected.lines.length, 0));
  });

  it('have no pin where pip sees none', () => {
    const wrong = lines.filter(
      ({ ours, truth }) => isPinned(ours) && !(truth.exact_pinned === true && truth.specs?.[0]?.[0] === '=='),
    );
    expect(wrong.map(shown)).toEqual([]);
    expect(lines.filter(({ ours }) => isPinned(ours)).length).toBeGreaterThan(100);
  });

  it('have no named requirement where pip sees something else', () => {
    const wrong = lines.filter(({ ours, truth }) => ours.kind === 'named' && truth.kind !== 'requirement');
    expect(wrong.map(shown)).toEqual([]);
  });

  it('have the names that pip reads', () => {
    const wrong = lines.filter(
      ({ ours, truth }) => ours.kind === 'named' && ours.normalizedName !== truth.norm,
    );
    expect(wrong.map(shown)).toEqual([]);
  });

  it.each(['include', 'constraint', 'option', 'invalid'] as const)('never pass a line of kind %s', (kind) => {
    const wrong = lines.filter(({ ours, truth }) => truth.kind === kind && ours.kind === 'named');
    expect(wrong.map(shown)).toEqual([]);
    expect(lines.some(({ truth }) => truth.kind === kind)).toBe(true);
  });

  it('bring in the files that pip reads, or are not judged', () => {
    const including = lines.filter(({ truth }) => truth.kind === 'include' || truth.kind === 'constraint');
    const wrong = including.filter(
      ({ ours, truth }) =>
        ours.kind !== 'unjudged' &&
        !(
          ours.kind === 'include' &&
          ours.written === truth.target &&
          (ours.as === 'requirements') === (truth.kind === 'include')
        ),
    );
    expect(wrong.map(shown)).toEqual([]);
    expect(including.filter(({ ours }) => ours.kind === 'include').length).toBeGreaterThan(30);
    const surplus = lines.filter(
      ({ ours, truth }) =>
        ours.kind === 'include' && !['include', 'constraint', 'invalid'].includes(truth.kind),
    );
    expect(surplus.map(shown)).toEqual([]);
  });

  it('have the options that pip finds', () => {
    const wrong = lines.filter(({ truth, content }) => {
      const told = Object.entries(truth.options ?? {}).flatMap(([name, value]) =>
        isSet(value) ? [name] : [],
      );
      const read = optionsIn(content);
      const ours = read.kind === 'read' ? read.options.flatMap(({ means }) => means) : [];
      return truth.kind === 'option' && !told.every((name) => ours.includes(LONG_NAMES[name] ?? ''));
    });
    expect(wrong.map(shown)).toEqual([]);
    expect(lines.filter(({ truth }) => truth.kind === 'option').length).toBeGreaterThan(30);
  });

  it('call what is editable or a path unpinnable, or do not judge it', () => {
    const wrong = lines.filter(
      ({ ours, truth }) => (truth.kind === 'editable' || truth.kind === 'path') && ours.kind === 'named',
    );
    expect(wrong.map(shown)).toEqual([]);
  });

  it('never call unpinnable what has a name and a version', () => {
    const wrong = lines.filter(
      ({ ours, truth }) =>
        ours.kind === 'unpinnable' && truth.kind === 'requirement' && (truth.url ?? null) === null,
    );
    expect(wrong.map(shown)).toEqual([]);
  });
});

describe.skipIf(files === undefined)('files pip cannot read', () => {
  it('are few, and each says why', () => {
    const refused = (files ?? []).filter(({ expected }) => expected.error !== null);
    expect(refused.length).toBeLessThan(5);
  });
});

/** How pip calls an option inside, and how people write it. */
const LONG_NAMES: Readonly<Record<string, string>> = {
  index_url: '--index-url',
  extra_index_urls: '--extra-index-url',
  no_index: '--no-index',
  find_links: '--find-links',
  trusted_hosts: '--trusted-host',
  pre: '--pre',
  all_releases: '--all-releases',
  only_final: '--only-final',
  no_binary: '--no-binary',
  only_binary: '--only-binary',
  format_control: '--no-binary',
  prefer_binary: '--prefer-binary',
  require_hashes: '--require-hashes',
  features_enabled: '--use-feature',
  hashes: '--hash',
};

/** Some options come with others that nobody gave. */
function isSet(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== false && value !== null;
}

function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}

function isPinned(requirement: Requirement): boolean {
  return requirement.kind === 'named' && requirement.pinnedVersion !== undefined;
}

function shown({
  name,
  truth,
  ours,
}: {
  readonly name: string;
  readonly truth: TrueLine;
  readonly ours: Requirement;
}) {
  return `${name}: ${truth.text} is ${truth.kind} to pip and ${ours.kind} to us`;
}
