import { l10n } from 'vscode';

import type { CliEnding } from '../cli/cli-process.ts';
import { refusalIn } from '../cli/cli-refusal.ts';
import { isRecord, listAt, parseJson, textAt, type JsonRecord } from '../json/json-shape.ts';

export interface ChecklistSection {
  readonly title: string;
  readonly items: readonly ChecklistItem[];
}

export interface ChecklistItem {
  /** Such as `guard-passed`. */
  readonly id: string;
  readonly title: string;
  readonly state: ChecklistState;
  /** What the state comes from, in sentences. */
  readonly seen: string;
}

/** `unknown`: nobody can tell from here, which is neither. */
export type ChecklistState = (typeof STATES)[number];

export type ChecklistOutcome =
  | { readonly kind: 'listed'; readonly sections: readonly ChecklistSection[] }
  /** `problem` is a sentence. */
  | { readonly kind: 'not-listed'; readonly problem: string }
  | { readonly kind: 'cancelled' };

const STATES = ['done', 'not-done', 'unknown'] as const;

export function checklistOutcome(ending: CliEnding): ChecklistOutcome {
  switch (ending.kind) {
    case 'cancelled':
      return ending;
    case 'timed-out':
      return notListed(l10n.t('The checklist was not made within {0} s.', ending.seconds));
    case 'broken':
      return notListed(l10n.t('The checklist {0}.', ending.problem));
    case 'ended': {
      const sections = ending.exitCode === 0 ? sectionsIn(ending.stdout) : undefined;
      if (sections !== undefined) return { kind: 'listed', sections };
      const said = refusalIn(ending.stdout) || ending.stderr.trim();
      return notListed(said || l10n.t('The checklist cannot be read. See the log.'));
    }
  }
}

function notListed(problem: string): ChecklistOutcome {
  return { kind: 'not-listed', problem };
}

function sectionsIn(stdout: string): readonly ChecklistSection[] | undefined {
  const output = parseJson(stdout);
  if (!isRecord(output) || output['schema_version'] !== 1) return undefined;
  const list = listAt(output, 'sections');
  const sections = list?.flatMap((entry) => {
    const [title, items] = [textAt(entry, 'title'), itemsIn(entry)];
    return title === undefined || items === undefined ? [] : [{ title, items }];
  });
  return sections?.length === list?.length ? sections : undefined;
}

function itemsIn(section: JsonRecord): readonly ChecklistItem[] | undefined {
  const list = listAt(section, 'items');
  const items = list?.flatMap((entry) => {
    const [id, title, seen] = [textAt(entry, 'id'), textAt(entry, 'title'), textAt(entry, 'seen')];
    const state = STATES.find((one) => one === entry['state']);
    return id === undefined || title === undefined || seen === undefined || state === undefined
      ? []
      : [{ id, title, seen, state }];
  });
  return items?.length === list?.length ? items : undefined;
}
