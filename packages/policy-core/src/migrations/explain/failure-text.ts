import type { Failure } from '../effects/step-effects.ts';
import { formatTable } from '../operations/format-name.ts';

/** A clause that reads well after "it may fail where". */
export function failureText(failure: Failure): string {
  const rows = `rows of ${formatTable(failure.relation)}`;
  switch (failure.kind) {
    case 'nulls':
      return `${rows} have NULL${failure.column === undefined ? ' there' : ` in ${failure.column}`}`;
    case 'any-row':
      return `${formatTable(failure.relation)} has rows, as nothing fills ${failure.column} in them`;
    case 'duplicates':
      return `${rows} share ${failure.columns === undefined ? 'the same value' : `one value of ${failure.columns.join(', ')}`}`;
    case 'violations':
      return `${rows} break it`;
  }
}
