import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** How many tests a report tells of. */
export type TestReport =
  | { readonly kind: 'counts'; readonly total: number; readonly failed: number; readonly skipped: number }
  /** `why` is a clause. */
  | { readonly kind: 'unreadable'; readonly why: string };

/**
 * A report in the form of JUnit. Its cases are counted: what its attributes say of their number is what some program
 * thought of it.
 */
export function readJunitReport(text: string): TestReport {
  const validity = XMLValidator.validate(text);
  if (validity !== true) return { kind: 'unreadable', why: `line ${validity.err.line}: ${validity.err.msg}` };
  const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, processEntities: false });
  const root: unknown = parser.parse(text);
  if (!isRecord(root) || !('testsuites' in root || 'testsuite' in root))
    return { kind: 'unreadable', why: 'it has neither testsuites nor testsuite' };
  const cases = casesIn(root);
  const outcomes = cases.map((one) => outcomeOf(one));
  return {
    kind: 'counts',
    total: cases.length,
    failed: outcomes.filter((outcome) => outcome === 'failed').length,
    skipped: outcomes.filter((outcome) => outcome === 'skipped').length,
  };
}

function casesIn(node: Readonly<Record<string, unknown>>): readonly unknown[] {
  return [
    ...listOf(node['testcase']),
    ...[...listOf(node['testsuites']), ...listOf(node['testsuite'])].flatMap((one) =>
      isRecord(one) ? casesIn(one) : [],
    ),
  ];
}

function outcomeOf(one: unknown): 'passed' | 'failed' | 'skipped' {
  if (!isRecord(one)) return 'passed';
  if ('failure' in one || 'error' in one) return 'failed';
  return 'skipped' in one ? 'skipped' : 'passed';
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
