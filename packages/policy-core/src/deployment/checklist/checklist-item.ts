/** The summary checklist of a deployment policy with what was seen at each item. `checklist --format json` gives it. */
export interface Checklist {
  readonly schema_version: 1;
  readonly sections: readonly ChecklistSection[];
}

export interface ChecklistSection {
  readonly id: 'first-time' | 'before-publish' | 'new-migrations' | 'emergency';
  readonly title: string;
  readonly items: readonly ChecklistItem[];
}

export interface ChecklistItem {
  /** Such as `guard-passed`; each once. */
  readonly id: string;
  /** What somebody does. */
  readonly title: string;
  /** `unknown`: whether it is done could not be seen, which is neither. */
  readonly state: 'done' | 'not-done' | 'unknown';
  /** What the state comes from, in sentences. */
  readonly seen: string;
}
