import type { Checklist } from '../deployment/checklist/checklist-item.ts';
import { faint, section, strong, lines, list, type Document } from './document/document.ts';

/** Each item with its tick, and below it what was seen. */
export function checklistDocument({ sections }: Checklist): Document {
  return sections.flatMap(({ title, items }) =>
    section(
      strong(title),
      list(items.map(({ state, title: text, seen }) => ({ mark: state, text, blocks: lines(faint(seen)) }))),
    ),
  );
}
