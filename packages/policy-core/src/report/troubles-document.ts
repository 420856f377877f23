import type { Troubles, TroubleSection, TroubleStep } from '../deployment/diagnosis/trouble.ts';
import {
  faint,
  lines,
  section,
  strong,
  toned,
  type Document,
  type Item,
  type Text,
} from './document/document.ts';

/** Each trouble with whether it is the one at hand, what that comes from, and what to do. */
export function troublesDocument({ sections }: Troubles): Document {
  return sections.flatMap(({ title, applies, seen, steps }) =>
    section(
      [strong(title), ': ', APPLIES[applies]],
      [...lines(...seen), { kind: 'list', items: steps.map(stepItem), isNumbered: true }],
    ),
  );
}

const APPLIES: Readonly<Record<TroubleSection['applies'], Text>> = {
  yes: toned('error', 'applies'),
  no: toned('good', 'does not apply'),
  unknown: toned('warning', 'not known'),
};

function stepItem({ state, text, seen, commands }: TroubleStep): Item {
  const toRun: Document = commands.length === 0 ? [] : [{ kind: 'commands', lines: commands }];
  return { mark: state, text, blocks: [...lines(faint(seen)), ...toRun] };
}
