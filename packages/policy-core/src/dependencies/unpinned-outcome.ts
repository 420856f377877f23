import type { JudgedRequirements, ReadJudged, Side } from './facts/judged-requirements.ts';
import { pinOf } from './facts/pin.ts';
import { pinnedVersionIn } from './facts/pinned-version.ts';
import type { RequirementsFile } from './facts/requirements-file.ts';
import type { Fix } from '../model/fix.ts';
import type { ProjectRequirement } from './packaging/project-requirement.ts';
import { specifiersAdmit } from './packaging/specifier-set.ts';
import type { RequirementsLine } from './requirements/requirements-document.ts';
import type { Get } from '../engine/queries/query.ts';
import type { Outcome } from '../engine/rule.ts';
import type { TextRange } from '../model/text-range.ts';
import { namedPair } from './facts/requirements-pair.ts';
import type { Known } from '../model/known.ts';
import { unseenFile } from '../engine/unseen-file.ts';

/** The messages of both rules that say so, each in its own words. */
type UnpinnedMessage = 'noVersion' | 'comparesText' | 'notExact' | 'unjudged';

interface PinTerms {
  /** Projects that may float, normalised. */
  readonly allowed: readonly string[];
  /** The other file of the pair: what it pins may be proposed. */
  readonly other: RequirementsFile | undefined;
}

/** Of a file on one side of a pair. Constraints ask for nothing. */
export function* unpinnedOutcomes(
  get: Get,
  judged: JudgedRequirements,
  { side, allowed }: { readonly side: Side; readonly allowed: PinTerms['allowed'] },
): Iterable<Outcome<UnpinnedMessage>> {
  if (judged.read === undefined || !mustPin(judged, side)) return;
  const other = get(namedPair, judged.pair.id)?.[side === 'source' ? 'lock' : 'source'];
  const terms = { allowed, other: other?.known === true ? other.value : undefined };
  for (const line of judged.read.lines) {
    const outcome = unpinnedOutcome(line, { judged, terms });
    if (outcome) yield outcome;
  }
}

function mustPin({ pair, role, sides }: JudgedRequirements, side: Side): boolean {
  const mayFloat = side === 'source' && pair.terms.pinned.source === 'any';
  return role !== 'constraints' && sides.includes(side) && !mayFloat;
}

/** Of a side of a pair that nobody could read. */
export function* unreadOutcomes(
  path: string,
  file: Known<RequirementsFile>,
): Iterable<Outcome<'unseen' | 'unreadable'>> {
  if (!file.known) yield unseenFile('unseen', path, file.reason);
  else if (file.value.kind === 'unreadable') yield unseenFile('unreadable', path, file.value.problem);
}

/** `undefined`: the line asks for nothing by name and version, or for exactly one version. */
function unpinnedOutcome(
  line: RequirementsLine,
  { judged, terms }: { readonly judged: ReadJudged; readonly terms: PinTerms },
): Outcome<UnpinnedMessage> | undefined {
  const { entry, content, range, variables } = line;
  // What a variable brings may be read in another way than the line that holds it.
  if (variables.length > 0 && entry.kind !== 'include' && entry.kind !== 'options') {
    return {
      kind: 'undecided',
      messageId: 'unjudged',
      data: { content },
      at: judged.read.place(range),
      subject: content,
      waitsFor: 'observation',
      missing: [{ fact: 'requirement', reason: 'it depends on an environment variable' }],
    };
  }
  if (entry.kind !== 'requirement' || entry.requirement.url !== undefined) return undefined;
  return judgeNamed(entry.requirement, { judged, terms });
}

function judgeNamed(
  requirement: ProjectRequirement,
  { judged, terms }: { readonly judged: ReadJudged; readonly terms: PinTerms },
): Outcome<UnpinnedMessage> | undefined {
  const { name, normalizedName } = requirement;
  const { operators } = judged.pair.terms.pinned;
  if (pinOf(requirement, operators) !== undefined || terms.allowed.includes(normalizedName)) return undefined;
  return {
    kind: 'violation',
    messageId: wordingOf(requirement),
    data: { name, specifier: specifierText(requirement, judged.read.text) },
    at: judged.read.place(requirement.specifierRange ?? requirement.nameRange),
    fixes: pinFixes(requirement, { judged, terms }),
  };
}

function wordingOf({ clauses }: ProjectRequirement): UnpinnedMessage {
  if (clauses.length === 0) return 'noVersion';
  return clauses.length === 1 && clauses[0]?.operator === '===' ? 'comparesText' : 'notExact';
}

/** As it stands there, a continuation within it left out. */
function specifierText({ specifierRange, clauses }: ProjectRequirement, text: string): string {
  if (specifierRange === undefined) return '';
  const written = text.slice(specifierRange.start, specifierRange.end);
  return /[\n\r]/.test(written)
    ? clauses.map(({ operator, version }) => operator + version).join(',')
    : written;
}

/** The only version that may be proposed is the one the other file of the pair already names. */
function pinFixes(
  requirement: ProjectRequirement,
  { judged, terms: { other } }: { readonly judged: ReadJudged; readonly terms: PinTerms },
): readonly Fix[] {
  const { name, normalizedName, clauses } = requirement;
  const version = other && pinnedVersionIn(other, normalizedName);
  if (version === undefined) return [];
  const isAdmitted = specifiersAdmit(clauses, version, { prereleases: true });
  const { path, start, end } = judged.read.place(pinPlace(requirement));
  return [
    {
      title: `Pin to ${name}==${version}`,
      safety: isAdmitted ? 'safe' : 'needs-review',
      edits: [{ path, start, end, text: `==${version}` }],
    },
  ];
}

/** In place of the specifier, else right behind the name and its extras. */
function pinPlace({ specifierRange, extrasRange, nameRange }: ProjectRequirement): TextRange {
  if (specifierRange !== undefined) return specifierRange;
  const { end } = extrasRange ?? nameRange;
  return { start: end, end };
}
