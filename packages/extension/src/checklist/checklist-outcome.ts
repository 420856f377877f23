import { l10n } from 'vscode';

import { cliAnswer, type CliAnswer } from '../cli/cli-answer.ts';
import type { CliEnding } from '../cli/cli-process.ts';
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

export type ChecklistOutcome = CliAnswer<readonly ChecklistSection[]>;

const STATES = ['done', 'not-done', 'unknown'] as const;

export function checklistOutcome(ending: CliEnding): ChecklistOutcome {
  return cliAnswer(ending, {
    read: (stdout, exitCode) => (exitCode === 0 ? sectionsIn(stdout) : undefined),
    tookTooLong: (seconds) => l10n.t('The checklist took longer than {0} s.', seconds),
    broke: (problem) => l10n.t('The checklist {0}.', problem),
    unreadable: () => l10n.t('The checklist is unreadable. See the log.'),
  });
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
