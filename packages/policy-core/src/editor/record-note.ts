import { commitInHistory } from '../deployment/record/commit-in-history.ts';
import { contentOf } from '../model/content-of.ts';
import type { Steps } from '../policy/source/policy-text.ts';
import { offsetOf, spansIn, type Position } from '../model/source-span.ts';
import type { JudgedDocument } from './judged-document.ts';
import type { PlaceNote } from './note.ts';
import { spotAt } from './policy-file/policy-node.ts';
import { policyTree } from './policy-file/policy-tree.ts';
import { RECORD_FIELDS } from './record-fields.ts';

/** What a field of the deploy record means, and what is known of the commit in it. */
export function recordNote(
  { path, observations }: Pick<JudgedDocument, 'path' | 'observations'>,
  position: Position,
): PlaceNote | undefined {
  const content = contentOf(observations, path);
  if (!content.known || content.value.kind !== 'text') return undefined;
  const { text } = content.value;
  const spot = spotAt(policyTree('json', text), offsetOf(text, position));
  if (spot === undefined) return undefined;
  const at = spansIn(path, text).span(spot.range.start, spot.range.end);
  const meaning = meaningOf(spot.steps);
  if (meaning === undefined) return { at, sentences: [UNKNOWN] };
  const isCommit = spot.steps.length === 1 && spot.steps[0] === 'last_good_sha';
  const { recordedCommit: commit } = observations;
  // Where git was not asked, nothing is said.
  const said = isCommit && commit.known ? [commitInHistory(commit.value.state, 'It')] : [];
  return { at, sentences: [meaning, ...said] };
}

const UNKNOWN = 'Lockkeeper does not know this field. It is kept as it is, and nothing is judged by it.';

/** Of an item of a list what is said of the list. */
function meaningOf(steps: Steps): string | undefined {
  const own = typeof steps.at(-1) === 'number' ? steps.slice(0, -1) : steps;
  const plain = own.map((step) => (typeof step === 'number' ? '*' : step));
  const named = plain.map((step, index) => (plain[index - 1] === 'pairs' ? '*' : step));
  const counted = named[0] === 'checks' && named[2] === 'counts' ? named.slice(0, 3) : named;
  return RECORD_FIELDS.get(counted.join('.'));
}
