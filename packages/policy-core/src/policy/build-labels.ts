import type { PolicyFile } from './policy-schema.ts';
import { DEFAULT_LABEL_TERMS, type LabelTerms } from './policy.ts';
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
