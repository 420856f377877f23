import { isAboutChange, type Observations } from '../../model/observations.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import type { RevisionFile } from '../history/revision-history.ts';
import type { MigrationsSection } from '../../policy/policy.ts';
import type { SourceSpan } from '../../model/source-span.ts';
import type { Migrations } from '../analysis/migrations.ts';
import { defineSubjects, NOWHERE } from '../../engine/judged-fact.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { seenParts } from '../../engine/seen-inputs.ts';
import { migrations } from './known-migrations.ts';

/** The revision that stands for the schema as it was before Alembic. */
export interface BaselineRevision {
  readonly id: string;
  /** The line of the policy. */
  readonly named: SourceSpan;
  /** `null`: no revision has this id. */
  readonly file: Known<RevisionFile | null>;
  /** Of code and scripts at most one open file is seen. */
  readonly isAlone: boolean;
}

/** `undefined`: the policy names none, or it is not under judgement. */
export const baselineRevision = defineSubjects<BaselineRevision>({
  name: 'baseline-revision',
  words: 'migrations',
  of: 'revision',
  isConfigured: (get) => policySections(get, 'migrations').migrations.baseline !== undefined,
  compute: (get) => {
    const policy = policySections(get, 'migrations');
    const judged = findBaselineRevision(policy, seenParts(get, 'focus', 'change'), get(migrations));
    return judged === undefined ? [] : [{ ...NOWHERE, judged }];
  },
});

/** `undefined`: the policy names none, or it is not under judgement. */
function findBaselineRevision(
  { migrations: { baseline } }: MigrationsSection,
  { focus, change }: Pick<Observations, 'focus' | 'change'>,
  { histories, scripts }: Migrations,
): BaselineRevision | undefined {
  const isJudged = focus.kind === 'tree' || scripts.some(({ path }) => path.endsWith('.py'));
  if (baseline === undefined || !isJudged) return undefined;
  const { id, at: named } = baseline;
  const about = { id, named, isAlone: focus.kind === 'document' };
  if (!histories.known) return { ...about, file: unobserved(histories.reason) };
  const [file] = histories.value.flatMap(({ graph, files }) => {
    const path = graph.revisions.get(id)?.path;
    return path === undefined ? [] : (files.get(path) ?? []);
  });
  if (file === undefined) return { ...about, file: observed(null) };
  const touched = change.known ? change.value.entries.map(({ path }) => path) : [];
  // Of a change only what it touches is judged: an old baseline is the tree's matter.
  return isAboutChange(focus) && !touched.includes(file.path)
    ? undefined
    : { ...about, file: observed(file) };
}
