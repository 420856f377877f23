import { nearestWord } from './nearest-word.ts';
import type { PolicyFile } from './policy-schema.ts';
import { DEFAULT_LABEL_TERMS, type LabelTerms, type PolicyProblem } from './policy.ts';
import type { PolicyText } from './source/policy-text.ts';

type Source = Extract<PolicyText, { kind: 'value' }>;

export function labelTerms({ labels = {} }: PolicyFile, source: Source): ReadonlyMap<string, LabelTerms> {
  return new Map(
    Object.entries(labels).map(([name, { applied_by: by = {}, expires }]) => [
      name,
      {
        actors: by.actors ?? DEFAULT_LABEL_TERMS.actors,
        mayBeAuthor: by.not === undefined ? DEFAULT_LABEL_TERMS.mayBeAuthor : !by.not.includes('author'),
        leastRole: by.permission ?? DEFAULT_LABEL_TERMS.leastRole,
        expiresOnPush: expires !== 'never',
        at: source.keySpanOf(['labels', name]) ?? source.spanOf(['labels', name]),
      },
    ]),
  );
}

/** A grant that names nothing would make people believe that a label approves what it does not. */
export function grantProblems(file: PolicyFile, source: Source): readonly PolicyProblem[] {
  const known = grantable(file);
  return Object.entries(file.labels ?? {}).flatMap(([name, { grants = [] }]) =>
    grants.flatMap((grant, index) =>
      known.includes(grant)
        ? []
        : [{ message: unknownGrant(grant, known), at: source.spanOf(['labels', name, 'grants', index]) }],
    ),
  );
}

function grantable({ protected: sections = [], dependencies = [] }: PolicyFile): readonly string[] {
  return [
    ...sections.map(({ id }) => `protected.${id}`),
    ...dependencies.map(({ id }) => `dependencies.${id}`),
    'change_scope.deny',
    'integrity.self_protect',
  ];
}

function unknownGrant(grant: string, known: readonly string[]): string {
  const nearest = nearestWord(grant, known);
  const advice = nearest === undefined ? `Write one of ${known.join(', ')}.` : `Did you mean ${nearest}?`;
  return `There is nothing called ${JSON.stringify(grant)} to approve. ${advice}`;
}
