/** The words that a deployment policy uses of a deploy, and what each of them is taken to mean. */
export const QUALITIES = {
  safe: 'Nothing that is about to happen removes data, and nobody else acts at the same time.',
  tested: 'The deploy was tested, and so were its migrations.',
  predictable: 'The deploy is what was reviewed, on the expected schema.',
  reversible: 'There is a way back, for the code and for the data.',
  compliant: 'The written rules hold, and who did what can be looked up.',
} as const;

export type QualityName = keyof typeof QUALITIES;

/** `against`: something seen stands against it. `unknown`: neither was seen, and it is claimed no more than denied. */
export type QualityState = 'shown' | 'against' | 'unknown';

export interface Quality {
  readonly name: QualityName;
  /** What the word is taken to mean. */
  readonly claim: string;
  readonly state: QualityState;
  readonly evidence: readonly QualityEvidence[];
}

export interface QualityEvidence {
  /** Such as `pending-migrations`; each once in a report. */
  readonly id: string;
  /** What must be true. */
  readonly title: string;
  readonly state: QualityState;
  /** What was seen, in sentences; at least one. */
  readonly seen: readonly string[];
  /** Where it was seen: a command that shows more, or a file. */
  readonly source: string;
}

export interface PlacedEvidence extends QualityEvidence {
  readonly of: QualityName;
}
