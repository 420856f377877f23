import type { SeenTool } from '../../model/observations.ts';
import type { Policy } from '../../policy/policy.ts';
import { contributed, defineContributions } from '../../engine/contributions.ts';
import { defineSubjects, NOWHERE } from '../../engine/judged-fact.ts';
import { policySections } from '../../engine/policy-sections.ts';
import type { Get } from '../../engine/queries/query.ts';
import { seenParts } from '../../engine/seen-inputs.ts';

/** Files under judgement of which only those who read them know that no rule does. */
export const unreadFiles = defineContributions<SeenTool>('files that no rule reads');

/** What is in the repository and nothing judges, where the policy wants none of it; none also where nobody looked. */
export const unsupportedTools = defineSubjects<readonly SeenTool[]>({
  name: 'unsupported-tools',
  words: 'the paths of the repository',
  of: 'tree',
  isConfigured: refusesTools,
  compute: (get) => {
    if (!refusesTools(get)) return [];
    const { unsupported, listing, change } = seenParts(get, 'unsupported', 'listing', 'change');
    const unread = contributed(get, unreadFiles);
    if (unsupported === undefined && unread.length === 0) return [];
    const judged = [...(unsupported ?? []), ...unread];
    const isEmpty =
      !(listing.known && listing.value.length > 0) && !(change.known && change.value.entries.length > 0);
    return isEmpty && judged.length === 0 ? [] : [{ ...NOWHERE, judged }];
  },
});

function refusesTools(get: Get): boolean {
  return policySections(get, 'unsupported').unsupported === 'error';
}

/** What is told of them where the policy takes a note. */
export function unsupportedNotices(
  { unsupported }: Pick<Policy, 'unsupported'>,
  tools: readonly SeenTool[],
): readonly string[] {
  if (unsupported === 'error' || tools.length === 0) return [];
  const named = tools.map(({ tool, files, example }) =>
    files === 1 ? `${tool} (${example})` : `${tool} (${files} files such as ${example})`,
  );
  return [`Seen and not judged: ${named.join(', ')}.`];
}
