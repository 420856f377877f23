import { expect, it } from 'vitest';

import { parseSpecifier } from '../../packages/policy-core/src/dependencies/packaging/specifier.ts';
import { specifierAdmits } from '../../packages/policy-core/src/dependencies/packaging/specifier-match.ts';
import {
  parseSpecifierSet,
  sameVersion,
  specifiersAdmit,
} from '../../packages/policy-core/src/dependencies/packaging/specifier-set.ts';
import {
  specifierSetText,
  specifierText,
} from '../../packages/policy-core/src/dependencies/packaging/specifier-text.ts';
import { parseVersion } from '../../packages/policy-core/src/dependencies/packaging/parse-version.ts';
import {
  isDevelopmentRelease,
  isPostrelease,
  isPrerelease,
} from '../../packages/policy-core/src/dependencies/packaging/version-kind.ts';
import { compareVersions } from '../../packages/policy-core/src/dependencies/packaging/version-order.ts';
import {
  canonicalVersionText,
  publicVersionText,
  versionText,
} from '../../packages/policy-core/src/dependencies/packaging/version-text.ts';
import { caseRows, describeCases } from './case-files.ts';

/** What packaging says of a text: with `valid: true` its parts too, which are ours to find. */
interface ReadingCase {
  readonly kind: 'version' | 'specifier' | 'specifierset';
  readonly input: string;
  readonly valid: boolean;
}

interface ContainsCase {
  readonly kind: 'contains' | 'setcontains';
  readonly spec: string;
  readonly version: string;
  readonly prereleases: boolean | null;
  readonly expected: boolean;
}

interface OrderCase {
  readonly kind: 'cmp';
  readonly a: string;
  readonly b: string;
  readonly expected: number;
}

interface PinCase {
  readonly kind: 'pin_equal';
  readonly a: string;
  readonly b: string;
  readonly semantic: boolean;
  readonly textual: boolean;
}

type Pep440Case = ReadingCase | ContainsCase | OrderCase | PinCase;

const rows = caseRows<Pep440Case>('pep440-cases.jsonl.gz');

describeCases('versions and specifiers, judged by packaging', () => {
  it.each([
    ['version', 674],
    ['specifier', 532],
    ['specifierset', 228],
    ['contains', 4928],
    ['setcontains', 1265],
    ['cmp', 2118],
    ['pin_equal', 7],
  ] as const)('every row of the kind %s is read as packaging reads it', (kind, count) => {
    const ofKind = rows.filter((row) => row.kind === kind);
    expect(ofKind).toHaveLength(count);
    expect(ofKind.map(verdictOn)).toEqual(ofKind);
  });

  it('there are no rows of other kinds', () => {
    expect(rows?.length).toBe(674 + 532 + 228 + 4928 + 1265 + 2118 + 7);
  });
});

/** The row as we would have written it: what was asked, and our answers. */
function verdictOn(row: Pep440Case): object {
  switch (row.kind) {
    case 'version':
      return { kind: row.kind, input: row.input, ...versionReading(row.input) };
    case 'specifier':
      return { kind: row.kind, input: row.input, ...specifierReading(row.input) };
    case 'specifierset':
      return { kind: row.kind, input: row.input, ...setReading(row.input) };
    case 'contains':
    case 'setcontains':
      return { ...row, expected: isContained(row) };
    case 'cmp':
      return { ...row, expected: orderOf(row) };
    case 'pin_equal':
      return { ...row, semantic: sameVersion(row.a, row.b), textual: row.a === row.b };
  }
}

function versionReading(input: string): object {
  const version = parseVersion(input);
  if (version === undefined) return { valid: false };
  const { epoch, release, pre, post = null, dev = null, local } = version;
  return {
    valid: true,
    normalized: versionText(version),
    canonical: canonicalVersionText(version),
    public: publicVersionText(version),
    epoch: numberAsWritten(epoch),
    release: release.map(numberAsWritten),
    pre: pre === undefined ? null : [pre.phase, pre.number],
    post,
    dev,
    local: local?.join('.') ?? null,
    prerelease: isPrerelease(version),
    postrelease: isPostrelease(version),
    devrelease: isDevelopmentRelease(version),
  };
}

/** The rows were read as JSON, which knows no bigint. */
function numberAsWritten(value: number | bigint): number {
  return Number(value);
}

function specifierReading(input: string): object {
  const specifier = parseSpecifier(input);
  if (specifier === undefined) return { valid: false };
  const { operator, version } = specifier;
  return { valid: true, operator, version, normalized: specifierText(specifier) };
}

/** packaging gives the parts in the order of their texts, and only once. */
function setReading(input: string): object {
  const specifiers = parseSpecifierSet(input);
  if (specifiers === undefined) return { valid: false };
  const normalized = specifierSetText(specifiers);
  const parts = (parseSpecifierSet(normalized) ?? []).map(({ operator, version }) => [operator, version]);
  return { valid: true, specs: parts, normalized };
}

function isContained({ kind, spec, version, prereleases }: ContainsCase): boolean | undefined {
  const admission = { prereleases: prereleases ?? undefined };
  if (kind === 'setcontains') {
    const specifiers = parseSpecifierSet(spec);
    return specifiers && specifiersAdmit(specifiers, version, admission);
  }
  const specifier = parseSpecifier(spec);
  return specifier && specifierAdmits(specifier, version, admission);
}

function orderOf({ a, b }: OrderCase): number | undefined {
  const left = parseVersion(a);
  const right = parseVersion(b);
  return left && right && compareVersions(left, right);
}
