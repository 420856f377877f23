export interface AttackRow {
  readonly verdict: string;
  readonly rules: readonly string[];
}

/** The table has the id first, the verdict sixth and the rules seventh. */
export function attackRows(page: string): ReadonlyMap<string, AttackRow> {
  return new Map(
    page.split('\n').flatMap((line) => {
      const cells = line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
      const [id = '', , , , , verdict = '', rules = ''] = cells;
      if (!['pass', 'block', 'warn'].includes(verdict)) return [];
      const named = rules === '' ? [] : rules.split(',').map((rule) => rule.trim());
      return [[id, { verdict, rules: named }] as const];
    }),
  );
}

/** The table calls some rules by the names they had before the areas were settled. */
export function ruleIdOf(name: string): string {
  return (
    RENAMED.get(name) ??
    name
      .replace(/^deps\//, 'dependencies/')
      .replace(/^branch\//, 'branches/')
      .replace(/^history\//, 'integrity/')
  );
}

const RENAMED = new Map([
  ['deps/pinned', 'dependencies/requirements-pinned'],
  ['deps/lock-sync', 'dependencies/lock-in-sync'],
]);
