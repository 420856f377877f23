import { isRelease } from '../state/release-order.ts';
import { readReleaseTerms } from './release-terms.ts';

/** What a release asks of those who take it, as it is typed; what is left out is not asked. */
export interface WantedTerms {
  readonly expires?: string;
  readonly minFrom?: string;
  readonly rollout?: string;
  readonly blocked?: readonly string[];
}

export type ReleaseNote =
  /** The message of the tag. */
  | { readonly kind: 'note'; readonly text: string }
  /** What is wrong and what to do, in sentences. */
  | { readonly kind: 'problem'; readonly problem: string };

/** The message of a tag that says these terms, read again as every host will read it: one that no host could follow is none. */
export function releaseNote(
  version: string,
  { title, terms }: { readonly title: string; readonly terms: WantedTerms },
): ReleaseNote {
  if (!isRelease(version))
    return problem(`${JSON.stringify(version)} is no release. It has to be called vX.Y.Z.`);
  const { expires, minFrom, rollout, blocked } = terms;
  const said: readonly (readonly [name: string, value: string | undefined])[] = [
    ['Expires', expires],
    ['Min-From', minFrom],
    ['Rollout', rollout],
    ['Blocked', blocked?.join(' ')],
  ];
  const lines = said.flatMap(([name, value]) =>
    value === undefined ? [] : [`Lockkeeper-${name}: ${value}`],
  );
  const text = [title, ...(lines.length === 0 ? [] : ['', ...lines]), ''].join('\n');
  const reading = readReleaseTerms(text);
  if (reading.kind === 'unreadable')
    return problem(`No host could follow the line ${reading.trailer}. ${WRITTEN_SO}`);
  return blocked?.includes(version) === true
    ? problem(`${version} cannot block itself.`)
    : { kind: 'note', text };
}

const WRITTEN_SO =
  'Write --expires 2027-01-01T00:00:00Z, --min-from v1.4.0, --rollout "10%@0h 50%@6h 100%@24h", --blocked v1.5.0, each in one line.';

function problem(text: string): ReleaseNote {
  return { kind: 'problem', problem: text };
}
