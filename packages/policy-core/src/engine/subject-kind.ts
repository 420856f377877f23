/** Where a subject comes from: the files as they are, what a change does to them, or what is about to be deployed. */
export type About = 'file' | 'change' | 'deploy';

/** What there is to judge. */
export const SUBJECT_KINDS = {
  file: 'file',
  revision: 'file',
  /** Requirements and their lock. */
  pair: 'file',
  /** All revisions of one environment. */
  history: 'file',
  /** What only all files together say. */
  tree: 'file',
  'changed path': 'change',
  /** What only the change as a whole says. */
  change: 'change',
  deploy: 'deploy',
} as const satisfies Readonly<Record<string, About>>;

export type SubjectKind = keyof typeof SUBJECT_KINDS;
