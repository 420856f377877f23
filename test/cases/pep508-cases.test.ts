import { expect, it } from 'vitest';

import { evaluateMarker } from '../../packages/policy-core/src/dependencies/packaging/marker-evaluation.ts';
import type { MarkerEnvironment } from '../../packages/policy-core/src/dependencies/packaging/marker-evaluation.ts';
import { markerText } from '../../packages/policy-core/src/dependencies/packaging/marker-text.ts';
import { parseMarker } from '../../packages/policy-core/src/dependencies/packaging/parse-marker.ts';
import { parseProjectRequirement } from '../../packages/policy-core/src/dependencies/packaging/parse-project-requirement.ts';
import {
  isNormalizedProject,
  isProjectName,
  normalizedProject,
} from '../../packages/policy-core/src/dependencies/packaging/project-name.ts';
import type { Specifier } from '../../packages/policy-core/src/dependencies/packaging/specifier.ts';
import { caseRows, describeCases } from './case-files.ts';

type Case =
  | ({ readonly kind: 'requirement'; readonly input: string } & RequirementVerdict)
  | {
      readonly kind: 'name';
      readonly input: string;
      readonly norm: string;
      readonly is_normalized: boolean;
      readonly valid: boolean;
    }
  | { readonly kind: 'marker'; readonly input: string; readonly valid: boolean; readonly normalized?: string }
  | {
      readonly kind: 'marker_eval';
      readonly marker: string;
      readonly env: Readonly<Record<string, string>>;
      readonly expected: boolean | string;
    };

type RequirementVerdict =
  | { readonly valid: false }
  | {
      readonly valid: true;
      readonly name: string;
      readonly norm: string;
      readonly extras: readonly string[];
      readonly extras_norm: readonly string[];
      readonly specs: readonly (readonly [operator: string, version: string])[];
      readonly url: string | null;
      readonly marker: string | null;
      readonly pip_pinned: boolean;
      readonly exact_pinned: boolean;
    };

const rows = caseRows<Case>('pep508-cases.jsonl.gz');
const COUNTS = { requirement: 2642, name: 21, marker: 1159, marker_eval: 417 };

describeCases('requirements and markers, judged by packaging', () => {
  const of = (kind: Case['kind']) => rows.filter((row) => row.kind === kind);

  it.each(Object.entries(COUNTS))('has cases of the kind %s', (kind, count) => {
    expect(rows.filter((row) => row.kind === kind).length).toBeGreaterThanOrEqual(count);
  });

  it('reads every requirement alike, part by part', () => {
    expect(differences(of('requirement'))).toEqual([]);
  });

  it('knows every name', () => {
    expect(differences(of('name'))).toEqual([]);
  });

  it('writes every marker alike', () => {
    expect(differences(of('marker'))).toEqual([]);
  });

  it('evaluates every marker alike, undefined comparisons and names too', () => {
    expect(differences(of('marker_eval'))).toEqual([]);
  });
});

function differences(cases: readonly Case[]): readonly unknown[] {
  return cases.flatMap((row) => {
    const [expected, read] = [verdictOf(row), ours(row)];
    return JSON.stringify(expected) === JSON.stringify(read) ? [] : [{ row, read }];
  });
}

function verdictOf(row: Case): unknown {
  switch (row.kind) {
    case 'requirement': {
      if (!row.valid) return 'invalid';
      const { name, norm, extras, extras_norm, specs, url, marker, pip_pinned, exact_pinned } = row;
      return { name, norm, extras, extras_norm, specs, url, marker, pip_pinned, exact_pinned };
    }
    case 'name':
      return [row.norm, row.is_normalized, row.valid];
    case 'marker':
      return row.valid ? row.normalized : 'invalid';
    case 'marker_eval':
      return row.expected;
  }
}

function ours(row: Case): unknown {
  switch (row.kind) {
    case 'requirement':
      return partsOf(row.input);
    case 'name':
      return [normalizedProject(row.input), isNormalizedProject(row.input), isProjectName(row.input)];
    case 'marker': {
      const read = parseMarker(row.input);
      return read.kind === 'marker' ? markerText(read.marker) : 'invalid';
    }
    case 'marker_eval':
      return evaluated(row.marker, row.env);
  }
}

function partsOf(text: string): unknown {
  const reading = parseProjectRequirement(text);
  if (reading.kind === 'invalid') return 'invalid';
  const { name, normalizedName, extras, clauses, url, marker } = reading.requirement;
  const names = [...new Set(extras.map((extra) => extra.name))];
  return {
    name,
    norm: normalizedName,
    extras: names.toSorted(),
    extras_norm: [...new Set(names.map(normalizedProject))].toSorted(),
    specs: clauses.map(({ operator, version }) => [operator, version]).toSorted(byText),
    url: url?.text ?? null,
    marker: marker === undefined ? null : markerText(marker.parsed),
    ...pinning(clauses),
  };
}

function pinning(clauses: readonly Specifier[]): {
  readonly pip_pinned: boolean;
  readonly exact_pinned: boolean;
} {
  const [only] = clauses.length === 1 ? clauses : [];
  const isArbitrary = only?.operator === '===';
  const isEqual = only?.operator === '==';
  return {
    pip_pinned: isArbitrary || isEqual,
    exact_pinned: isArbitrary || (isEqual && !only.version.endsWith('.*')),
  };
}

function byText(a: readonly string[], b: readonly string[]): number {
  const [left, right] = [a.join('\u0000'), b.join('\u0000')];
  return left < right ? -1 : Number(left > right);
}

/** The machine that every verdict is about unless its row says otherwise: linux-cpython-3.11.7. */
const BASE: MarkerEnvironment = {
  implementation_name: 'cpython',
  implementation_version: '3.11.7',
  os_name: 'posix',
  platform_machine: 'x86_64',
  platform_python_implementation: 'CPython',
  platform_release: '6.1.0',
  platform_system: 'Linux',
  platform_version: '#1 SMP',
  python_full_version: '3.11.7',
  python_version: '3.11',
  sys_platform: 'linux',
  extra: '',
};

function evaluated(marker: string, env: Readonly<Record<string, string>>): unknown {
  const read = parseMarker(marker);
  if (read.kind === 'invalid') return 'invalid';
  const values = Object.entries(env).map(([key, value]) => [key, valueOf(key, value)] as const);
  const evaluation = evaluateMarker(read.marker, { ...BASE, ...Object.fromEntries(values) });
  switch (evaluation.kind) {
    case 'value':
      return evaluation.value;
    case 'undefined':
      return `error:${evaluation.problem}`;
    case 'unknown':
      return evaluation;
  }
}

/** Sets are written as Python writes them: `{'bar', 'foo'}`, `set()`. */
function valueOf(key: string, value: string): string | ReadonlySet<string> {
  if (key !== 'extras' && key !== 'dependency_groups') return value;
  return new Set([...value.matchAll(/'([^']*)'/g)].map(([, member = '']) => member));
}
