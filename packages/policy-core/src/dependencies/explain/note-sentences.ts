import type { LinePlace } from '../facts/expanded-requirements.ts';
import type { AskedLine, LockedEntry, PairExplanation, RequirementWay } from './dependency-explanation.ts';

/** What the rest of a pair says of a line that names a package, as sentences; none where the line stands elsewhere. */
export function noteSentences(pair: PairExplanation, here: LinePlace): readonly string[] {
  const isHere = ({ path, line }: LinePlace) => path === here.path && line === here.line;
  const own = pair.asked.find(isHere) ?? pair.locked.find(isHere);
  if (own === undefined) return [];
  const isNews = ({ text }: { readonly text: string }) => text !== own.text;
  const isAsked = pair.asked.some(isHere);
  return [
    ...(isAsked ? pair.locked.filter(isNews).slice(0, MOST_LINES).map(lockedSentence) : []),
    ...(isAsked ? [] : pair.asked.filter(isNews).slice(0, MOST_LINES).map(askedSentence)),
    ...(isAsked ? [] : waySentences(pair)),
    ...markerSentence(own, pair),
  ];
}

/** More is for `deps explain`. */
const MOST_LINES = 2;

function lockedSentence({ path, line, text, hashes }: LockedEntry): string {
  const held = hashes === 0 ? '' : `, held to ${hashes === 1 ? '1 hash' : `${hashes} hashes`}`;
  return `${path}:${line} locks ${text}${held}.`;
}

function askedSentence({ path, line, text, as }: AskedLine): string {
  return as === 'constraints' ? `${path}:${line} holds it to ${text}.` : `${path}:${line} asks for ${text}.`;
}

/** Ways of one step are said by the lines that ask for it. */
function waySentences({ required_by: ways, more_ways: more }: PairExplanation): readonly string[] {
  const longer = ways.filter(({ packages }) => packages.length > 1);
  const [first] = longer;
  if (first === undefined) return [];
  const others = longer.length - 1 + more;
  if (others === 0) return [waySentence(first)];
  return [waySentence(first), others === 1 ? '1 more way leads to it.' : `${others} more ways lead to it.`];
}

function waySentence({ packages, from: { path, line, as } }: RequirementWay): string {
  const chain = packages.slice(1);
  const top = chain.at(-1) ?? '';
  const steps =
    chain.length > MOST_STEPS ? `${chain[0]}, in the end from ${top}` : chain.join(', which comes from ');
  const start = line === null ? path : `${path}:${line}`;
  return `It comes from ${steps}, which ${start} ${as === 'requirements' || as === 'project' ? 'asks for' : 'names'}.`;
}

const MOST_STEPS = 3;

function markerSentence(
  { marker }: AskedLine | LockedEntry,
  { python, platform }: PairExplanation,
): readonly string[] {
  if (marker === null || marker.problem !== null) return [];
  const machine = `${python === null ? '' : `Python ${python} on `}${platform}`;
  if (marker.holds !== null) {
    return [`Its marker ${marker.holds ? 'holds' : 'does not hold'} for ${machine}.`];
  }
  return [`Whether its marker holds depends on ${marker.depends_on.join(' and ')}.`];
}
