import { allRules } from '../rules/all-rules.ts';
import type { SourceSpan } from '../source-span.ts';
import { nearestWord } from './nearest-word.ts';
import { compilePattern, hintFor, type PathPattern } from './path-pattern.ts';
import type { PolicyFile } from './policy-schema.ts';
import {
  DEFAULT_RECORD_PATH,
  type PatternLine,
  type Policy,
  type PolicyProblem,
  type ProtectedSection,
  type RuleSetting,
  type Waiver,
} from './policy.ts';
import type { PolicyText, Steps } from './source/policy-text.ts';

type Source = Extract<PolicyText, { kind: 'value' }>;

/** Turns a file that fits the schema into a policy: patterns compiled, rule ids and options checked. */
export function buildPolicy(path: string, file: PolicyFile, source: Source): { policy: Policy; problems: readonly PolicyProblem[] } {
  const builder = policyBuilder(source);
  const policy: Policy = {
    kind: 'policy',
    path,
    title: file.policy?.title,
    policyVersion: file.policy?.version,
    status: file.policy?.status ?? 'canonical',
    scope: file.scope && builder.patterns(file.scope, ['scope']).map(({ pattern }) => pattern),
    protected: builder.sections(file.protected ?? []),
    dependencies: (file.dependencies ?? []).map((pair, index) => ({ ...pair, docs: pair.docs, at: source.spanOf(['dependencies', index]) })),
    migrations: {
      alembic: (file.migrations?.alembic ?? []).map((folder) => folder.replace(/\/+$/, '')),
      sql: builder.patterns(file.migrations?.sql ?? [], ['migrations', 'sql']).map(({ pattern }) => pattern),
    },
    record: {
      path: file.deployment?.record ?? DEFAULT_RECORD_PATH,
      at: file.deployment && source.spanOf(['deployment', 'record']),
    },
    rules: builder.rules(file.rules ?? {}),
    waivers: builder.waivers(file.waivers ?? []),
    since: file.since === undefined ? undefined : { point: file.since, at: source.spanOf(['since']) },
    baseline: file.baseline === undefined ? undefined : { path: file.baseline, at: source.spanOf(['baseline']) },
    hints: builder.hints,
  };
  builder.refuseTwins(policy.protected, 'protected');
  builder.refuseTwins(policy.dependencies, 'dependencies');
  return { policy, problems: builder.problems };
}

function policyBuilder(source: Source) {
  const problems: PolicyProblem[] = [];
  const hints: PolicyProblem[] = [];

  const patterns = (texts: readonly string[], steps: Steps): PatternLine[] =>
    texts.flatMap((text, index) => {
      const at = source.spanOf([...steps, index]);
      const pattern = compiled(text, at);
      return pattern ? [{ pattern, at }] : [];
    });

  const compiled = (text: string, at: SourceSpan): PathPattern | undefined => {
    const result = compilePattern(text);
    if (result.kind === 'problem') problems.push({ message: `Pattern ${JSON.stringify(text)}: ${result.problem}`, at });
    const hint = hintFor(text);
    if (hint !== undefined) hints.push({ message: hint, at });
    return result.kind === 'pattern' ? result.pattern : undefined;
  };

  const sections = (written: NonNullable<PolicyFile['protected']>): ProtectedSection[] =>
    written.map((section, index) => ({
      id: section.id,
      description: section.description,
      paths: patterns(section.paths, ['protected', index, 'paths']),
      except: patterns(section.except ?? [], ['protected', index, 'except']).map(({ pattern }) => pattern),
      label: section.require.label,
      docs: section.docs,
      at: source.spanOf(['protected', index]),
    }));

  const rules = (written: NonNullable<PolicyFile['rules']>): ReadonlyMap<string, RuleSetting> =>
    new Map(
      Object.entries(written).map(([id, setting]) => {
        const at = source.keySpanOf(['rules', id]) ?? source.spanOf(['rules', id]);
        const { severity, options } = typeof setting === 'string' ? { severity: setting, options: undefined } : { options: undefined, ...setting };
        checkOptions(id, options, at);
        return [id, { severity, options, at }];
      }),
    );

  const checkOptions = (id: string, options: unknown, at: SourceSpan): void => {
    const rule = allRules.find((known) => known.id === id);
    if (rule === undefined) {
      problems.push({ message: unknownRule(id), at });
      return;
    }
    const [issue] = rule.options.safeParse(options ?? {}).error?.issues ?? [];
    if (issue) problems.push({ message: `The options of ${id} are not valid: ${issue.message}.`, at: source.spanOf(['rules', id, 'options']) });
  };

  const waivers = (written: NonNullable<PolicyFile['waivers']>): Waiver[] =>
    written.flatMap((waiver, index) => {
      if (!allRules.some(({ id }) => id === waiver.rule)) {
        problems.push({ message: unknownRule(waiver.rule), at: source.spanOf(['waivers', index, 'rule']) });
      }
      const pattern = compiled(waiver.path, source.spanOf(['waivers', index, 'path']));
      return pattern ? [{ ...waiver, pattern, at: source.spanOf(['waivers', index]) }] : [];
    });

  const refuseTwins = (items: readonly { readonly id: string; readonly at: SourceSpan }[], list: string): void => {
    for (const [index, { id, at }] of items.entries()) {
      if (items.findIndex((other) => other.id === id) < index) {
        problems.push({ message: `The id ${id} stands twice in ${list}. Give each its own.`, at });
      }
    }
  };

  return { problems, hints, patterns, sections, rules, waivers, refuseTwins };
}

function unknownRule(id: string): string {
  const nearest = nearestWord(id, allRules.map((rule) => rule.id));
  const advice = nearest === undefined ? 'Run `lockkeeper explain` for the list of rules.' : `Did you mean ${nearest}?`;
  return `There is no rule ${JSON.stringify(id)}. ${advice}`;
}
